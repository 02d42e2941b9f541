namespace ImmutableGuard.Build.Mutation;

/// <summary>What became of a mutant, in Stryker's words.</summary>
public enum MutantStatus
{
    /// <summary>It has to be tried, or tried again.</summary>
    Pending,

    /// <summary>A test failed, or the process ended.</summary>
    Killed,

    /// <summary>A test didn't end.</summary>
    Timeout,

    /// <summary>All tests that come to it passed.</summary>
    Survived,

    /// <summary>No test comes to it.</summary>
    NoCoverage,
}
