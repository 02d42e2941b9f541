namespace ImmutableGuard.MsBuildTasks;

/// <summary>Where a build from a work tree that is not known to be clean fails (IG3002). Where it doesn't, it says so in a message.</summary>
internal enum CleanRequirement
{
    /// <summary>In continuous integration.</summary>
    CI,

    /// <summary>Everywhere.</summary>
    Always,

    /// <summary>Nowhere.</summary>
    Never,
}

/// <summary>The names of <see cref="CleanRequirement"/> in build properties.</summary>
internal static class CleanRequirements
{
    /// <summary>Reads a name, in any case. Numbers, which an enumeration would take, are not names.</summary>
    public static bool TryParse(string name, out CleanRequirement requirement)
    {
        CleanRequirement? found = name.ToLowerInvariant() switch
        {
            "ci" => CleanRequirement.CI,
            "always" => CleanRequirement.Always,
            "never" => CleanRequirement.Never,
            _ => null,
        };
        requirement = found.GetValueOrDefault();
        return found is not null;
    }
}
