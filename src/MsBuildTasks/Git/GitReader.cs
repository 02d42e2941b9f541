using System.Globalization;

namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>Reads a repository's state by asking git, and from the repository's files where git can't or won't say.</summary>
internal static class GitReader
{
    /// <summary>The state of the repository around a directory; <see cref="StateSource.None"/> where there is none.</summary>
    /// <param name="startDirectory">Where to look, here and upwards.</param>
    /// <param name="environment">The variables and the git program.</param>
    /// <param name="last">The state of the build before; null where nothing is known of it.</param>
    public static RepositoryState Read(string startDirectory, BuildEnvironment environment, RepositoryState? last = null)
    {
        if (environment.GitPath is not { } git)
            return GitFiles.Read(startDirectory, environment, "there is no git program to ask");

        // Several questions at once: together they take no longer than the status does. Each costs a process, and most builds come
        // from the commit of the one before, of which all is known.
        GitQuestion Ask(string arguments) => new(git, startDirectory, environment, arguments);
        using var remote = Ask("config --get remote.origin.url");
        using var status = Ask("status --porcelain=v2 --branch --no-ahead-behind -z --no-renames --ignore-submodules=none");
        using var headAtOnce = last is null ? AskForHead() : null;
        using var branchAtOnce = last is null ? AskForBranch() : null;

        var changes = status.Answer();
        var isLast = last is not null && GitStatus.IsOf(changes.Output, last);
        using var headAfterwards = last is null || isLast ? null : AskForHead();
        using var branchAfterwards = last is null || isLast ? null : AskForBranch();
        var refName = isLast ? last!.Ref : (branchAtOnce ?? branchAfterwards)!.Answer().Output?.Trim();
        var state = new RepositoryState
        {
            Source = StateSource.Git,
            Ref = refName,
            Repository = RepositoryUrl.Publish(remote.Answer().Output),
            Dirty = changes.Output is null ? null : GitStatus.Changes(changes.Output).Any(),
            CleanProblem = changes.Output is null ? changes.Problem : GitStatus.Summarize(changes.Output),
        };
        if (isLast)
            return Checked(state with { Commit = last!.Commit, CommittedAt = last.CommittedAt });

        var head = (headAtOnce ?? headAfterwards)!;
        var (commit, problem) = head.Answer();
        if (commit is not null)
            return Checked(WithCommit(state, commit));
        if (IsNoRepository(problem))
            return new() { CommitProblem = problem, CleanProblem = problem };
        if (IsUnborn(problem, refName))
            return state with { CommitProblem = $"{refName} has no commit yet" };
        return GitFiles.Read(startDirectory, environment, Explain(problem));

        // What git was told to overlook, its status doesn't say.
        RepositoryState Checked(RepositoryState state)
        {
            if (state.Dirty != false || !MayOverlook(startDirectory, environment, state.Commit))
                return state;
            using var files = Ask("ls-files -v -z --full-name -- :/");
            var (output, trouble) = files.Answer();
            var overlooked = GitIndex.Overlooked(output ?? "", GitDirectory.FindRoot(startDirectory)).ToList();
            return output is not null && overlooked.Count == 0 ? state : state with
            {
                Dirty = null,
                CleanProblem = output is null ? trouble : $"git is told to overlook changes of {GitStatus.Some(overlooked)} (assume-unchanged or skip-worktree)",
            };
        }

        GitQuestion AskForHead() => Ask("rev-list --max-count=1 --timestamp HEAD --");
        GitQuestion AskForBranch() => Ask("symbolic-ref --quiet HEAD");
    }

    private static bool MayOverlook(string startDirectory, BuildEnvironment environment, string? commit)
    {
        try
        {
            return commit is null || GitDirectory.Find(startDirectory, environment) is not { } directory
                || GitIndex.MayOverlook(environment.Variable("GIT_INDEX_FILE") ?? directory.Own("index"), commit.Length / 2);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
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
