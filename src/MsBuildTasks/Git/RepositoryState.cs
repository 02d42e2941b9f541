namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>What is known about the sources a build is made from. Null always means "not known", never "none".</summary>
internal sealed record RepositoryState
{
    /// <summary>Who named the commit.</summary>
    public StateSource Source { get; init; }

    /// <summary>The full commit id, 40 or 64 lower-case hexadecimal digits.</summary>
    public string? Commit { get; init; }

    /// <summary>Why <see cref="Commit"/> is null, as a sentence without its full stop.</summary>
    public string? CommitProblem { get; init; }

    /// <summary>Where the repository is to be had: the URL of the remote <c>origin</c>, without credentials.</summary>
    public string? Repository { get; init; }

    /// <summary>The full name of the ref that is built, for example <c>refs/heads/main</c>; null also where HEAD is detached.</summary>
    public string? Ref { get; init; }

    /// <summary>Whether anything staged, unstaged, untracked and not ignored, or within a submodule differs from the commit.</summary>
    public bool? Dirty { get; init; }

    /// <summary>What is dirty, or why that is not known; null where <see cref="Dirty"/> is false.</summary>
    public string? CleanProblem { get; init; }

    /// <summary>The committer's time in UTC, to the second.</summary>
    public DateTimeOffset? CommittedAt { get; init; }

    /// <summary>
    /// Reads the state around a directory: from git, from the repository's files where there is no git program or it
    /// refuses, from the continuous integration system's variables where there is no repository that can be read.
    /// </summary>
    /// <param name="startDirectory">An existing directory; the repository is looked for here and upwards.</param>
    /// <param name="environment">The variables that count and the git program.</param>
    public static RepositoryState Read(string startDirectory, BuildEnvironment environment)
    {
        var found = GitReader.Read(startDirectory, environment);
        var announced = CiSystems.Read(environment.Variables);
        if (announced is null)
            return found;
        // A repository that can't be read is like none; one whose branch has no commit yet is another one than the system means.
        if (found.Source == StateSource.None || found is { Commit: null, Ref: null })
            return announced with { CleanProblem = found.CleanProblem };
        return found.Commit == announced.Commit ? found.CompletedBy(announced) : found;
    }

    // CI systems check a commit out with a detached HEAD; what they say of that same commit fills the gap.
    private RepositoryState CompletedBy(RepositoryState announced) => this with
    {
        Ref = Ref ?? announced.Ref,
        Repository = Repository ?? announced.Repository,
        CommittedAt = CommittedAt ?? announced.CommittedAt,
    };
}
