namespace ImmutableGuard.MsBuildTasks;

/// <summary>Where a build from a work tree that is not known to be clean fails (IG3002).</summary>
public enum CleanRequirement
{
    /// <summary>In continuous integration; elsewhere it is a message. The default.</summary>
    CI,

    /// <summary>Everywhere.</summary>
    Always,

    /// <summary>Nowhere: it is a message.</summary>
    Never,
}
