using ImmutableGuard.MsBuildTasks.Git;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>How loudly a finding is told.</summary>
internal enum FindingLevel
{
    /// <summary>Information of normal importance.</summary>
    Message,

    /// <summary>A warning, which the build survives.</summary>
    Warning,

    /// <summary>An error, which fails the build.</summary>
    Error,
}

/// <summary>Something a stamp lacks.</summary>
internal sealed record StampFinding(string Id, FindingLevel Level, string Text)
{
    /// <summary>Everything a stamp lacks: IG3001 where the commit is unknown, IG3002 where the work tree is not known to be clean.</summary>
    public static IEnumerable<StampFinding> Of(RepositoryState state, bool continuousIntegration, bool requireCommit, CleanRequirement requireClean)
    {
        if (state.Commit is null)
        {
            var level = !requireCommit ? FindingLevel.Message : continuousIntegration ? FindingLevel.Error : FindingLevel.Warning;
            yield return new("IG3001", level,
                $"The commit this build comes from is unknown: {state.CommitProblem}. "
                + "Build from a commit in a git work tree, or name it: -p:ImmutableGuardCommit=<full commit id>.");
        }
        else if (state.Dirty != false)
        {
            var fails = requireClean == CleanRequirement.Always || (requireClean == CleanRequirement.CI && continuousIntegration);
            yield return new("IG3002", fails ? FindingLevel.Error : FindingLevel.Message, state.Dirty == true
                ? $"The work tree is not clean, so commit {state.Commit[..12]} is not what was built: {state.CleanProblem}. "
                    + "Commit, stash or ignore what differs."
                : $"Whether commit {state.Commit[..12]} is what was built is unknown: {state.CleanProblem}. "
                    + "Let git tell, or, where you know the sources are exactly this commit's, say so: -p:ImmutableGuardDirty=false.");
        }
    }
}
