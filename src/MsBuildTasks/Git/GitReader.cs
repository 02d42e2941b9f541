using System.Globalization;

namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>Reads a repository's state by asking git, and from the repository's files where git can't or won't say.</summary>
internal static class GitReader
{
    /// <summary>The state of the repository around a directory; <see cref="StateSource.None"/> where there is none.</summary>
    public static RepositoryState Read(string startDirectory, BuildEnvironment environment)
    {
        if (environment.GitPath is not { } git)
            return GitFiles.Read(startDirectory, environment, "there is no git program to ask");

        // Four questions at once: together they take no longer than the status does.
        GitQuestion Ask(string arguments) => new(git, startDirectory, environment, arguments);
        using var head = Ask("rev-list --max-count=1 --timestamp HEAD --");
        using var branch = Ask("symbolic-ref --quiet HEAD");
        using var remote = Ask("config --get remote.origin.url");
        using var status = Ask("status --porcelain=v2 -z --no-renames --ignore-submodules=none");

        var refName = branch.Answer().Output?.Trim();
        var changes = status.Answer();
        var state = new RepositoryState
        {
            Source = StateSource.Git,
            Ref = refName,
            Repository = RepositoryUrl.Publish(remote.Answer().Output),
            Dirty = changes.Output is null ? null : changes.Output.Length > 0,
            CleanProblem = changes.Output is null ? changes.Problem : GitStatus.Summarize(changes.Output),
        };

        var (commit, problem) = head.Answer();
        if (commit is not null)
            return WithCommit(state, commit);
        if (IsNoRepository(problem))
            return new() { CommitProblem = problem, CleanProblem = problem };
        if (IsUnborn(problem, refName))
            return state with { CommitProblem = $"{refName} has no commit yet" };
        return GitFiles.Read(startDirectory, environment, Explain(problem));
    }

    // "<seconds since 1970> <commit>"
    private static RepositoryState WithCommit(RepositoryState state, string line)
    {
        var parts = line.Trim().Split(' ');
        return state with
        {
            Commit = CommitId.Parse(parts[parts.Length - 1]),
            CommitProblem = CommitId.Parse(parts[parts.Length - 1]) is null ? $"git answered '{line.Trim()}'" : null,
            CommittedAt = ParseTime(parts[0]),
        };
    }

    // Years 1 to 9999 are all a DateTimeOffset can hold; a commit may claim any other.
    private static DateTimeOffset? ParseTime(string seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(value)
            : null;

    private static bool IsNoRepository(string problem) => problem.StartsWith("not a git repository", StringComparison.Ordinal);

    private static bool IsUnborn(string problem, string? refName) =>
        refName is not null && problem.StartsWith("bad revision 'HEAD'", StringComparison.Ordinal);

    private static string Explain(string problem) =>
        problem.Contains("dubious ownership") || problem.StartsWith("unsafe repository", StringComparison.Ordinal)
            ? $"git refuses to read it ({problem}); where you trust its owner, run: git config --global --add safe.directory {Quoted(problem)}"
            : problem.StartsWith("unknown repository extension", StringComparison.Ordinal)
            ? $"this git is too old for the repository ({problem.TrimEnd(':')}); one that keeps its refs as reftable needs git 2.45"
            : problem;

    // "detected dubious ownership in repository at '<path>'", once "unsafe repository ('<path>' is owned by someone else)"
    private static string Quoted(string problem)
    {
        var start = problem.IndexOf('\'') + 1;
        var end = problem.LastIndexOf('\'');
        return start < end ? problem[start..end] : "<the repository>";
    }
}
