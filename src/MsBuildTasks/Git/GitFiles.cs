namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>
/// Reads what a repository's files say without git: commit, ref and origin. Whether the work tree is clean can't be told
/// so, and of reftable not even the commit.
/// </summary>
internal static class GitFiles
{
    /// <summary>The state of the repository around a directory; <see cref="StateSource.None"/> where there is none.</summary>
    /// <param name="startDirectory">Where to look, here and upwards.</param>
    /// <param name="environment">Its variables <c>GIT_DIR</c> and <c>GIT_COMMON_DIR</c> count.</param>
    /// <param name="reason">Why git wasn't asked, for the messages.</param>
    public static RepositoryState Read(string startDirectory, BuildEnvironment environment, string reason)
    {
        try
        {
            return GitDirectory.Find(startDirectory, environment) is { } directory
                ? Read(directory, reason)
                : new() { CommitProblem = $"no git repository around {startDirectory}", CleanProblem = reason };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new() { Source = StateSource.Git, CommitProblem = exception.Message, CleanProblem = reason };
        }
    }

    private static RepositoryState Read(GitDirectory directory, string reason)
    {
        var (commit, refName) = ReadHead(directory);
        return new()
        {
            Source = StateSource.Git,
            Commit = commit,
            CommitProblem = commit is null ? $"{directory.Path} doesn't say it in its files, and {reason}" : null,
            Ref = refName,
            Repository = RepositoryUrl.Publish(GitConfig.ReadOriginUrl(directory.Shared("config"))),
            CleanProblem = reason,
        };
    }

    private static (string? Commit, string? Ref) ReadHead(GitDirectory directory)
    {
        var head = ReadText(directory.Own("HEAD"));
        if (Target(head) is not { } branch)
            return (CommitId.Parse(head), null);

        // With reftable, HEAD is kept as a file only so that old programs see that this is a repository.
        if (branch == "refs/heads/.invalid")
            return (null, null);

        for (var depth = 0; depth < 5; depth++) // as many steps as git takes
        {
            var text = ReadText(directory.Own(branch)) ?? ReadText(directory.Shared(branch));
            if (text is null)
                return (FindPacked(directory, branch), branch);
            if (Target(text) is not { } next)
                return (CommitId.Parse(text), branch);
            branch = next;
        }

        return (null, branch);
    }

    private static string? Target(string? text)
    {
        const string Prefix = "ref:";
        var name = text is not null && text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Trim() : "";
        return name.StartsWith("refs/", StringComparison.Ordinal) && !name.Contains("..") ? name : null;
    }

    private static string? FindPacked(GitDirectory directory, string refName)
    {
        var path = directory.Shared("packed-refs");
        var line = File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(line => line.EndsWith(" " + refName, StringComparison.Ordinal))
            : null;
        return CommitId.Parse(line?.Split(' ')[0]);
    }

    private static string? ReadText(string path) => File.Exists(path) ? File.ReadAllText(path).Trim() : null;
}
