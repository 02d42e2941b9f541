namespace ImmutableGuard.Runtime;

/// <summary>The ids of what the guard refuses; each has a page in <c>docs/rules</c>.</summary>
public static class GuardErrors
{
    /// <summary>An access is not what the policy allows.</summary>
    public const string AccessDenied = "IG4010";

    /// <summary>The file with the build's access manifest is missing, or can't be read.</summary>
    public const string ManifestMissing = "IG4011";

    /// <summary>The file with the access manifest belongs to another build of the assembly.</summary>
    public const string ManifestMismatch = "IG4012";

    /// <summary>The manifest isn't signed with the key that this process trusts.</summary>
    public const string ManifestNotSigned = "IG4014";

    /// <summary>The build's work tree held what its commit doesn't, and the policy forbids that.</summary>
    public const string DirtyBuild = "IG4015";

    /// <summary>More rows were affected than the sanction allows; nothing was changed.</summary>
    public const string TooManyRows = "IG4013";
}
