namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>What build properties say about the sources; null or empty where they say nothing.</summary>
/// <param name="Commit">The property <c>ImmutableGuardCommit</c>.</param>
/// <param name="SourceRevisionId">The property <c>SourceRevisionId</c>; counts where no commit is given and it is a full commit id.</param>
/// <param name="Repository">The property <c>ImmutableGuardRepository</c>.</param>
/// <param name="Ref">The property <c>ImmutableGuardRef</c>.</param>
/// <param name="Dirty">The property <c>ImmutableGuardDirty</c>, <c>true</c> or <c>false</c>; counts only where git can't tell.</param>
internal sealed record GivenState(
    string? Commit = null, string? SourceRevisionId = null, string? Repository = null, string? Ref = null, string? Dirty = null)
{
    /// <summary>Puts what is given over what was read.</summary>
    public RepositoryState Over(RepositoryState read)
    {
        var state = Commit is { Length: > 0 }
            ? CommitId.Parse(Commit) is { } commit
                ? WithCommit(read, commit)
                : new() { CommitProblem = $"ImmutableGuardCommit is '{Commit}', which is not a full commit id" }
            : CommitId.Parse(SourceRevisionId) is { } revision ? WithCommit(read, revision) : read;

        state = state with
        {
            Repository = RepositoryUrl.Publish(Repository) ?? state.Repository,
            Ref = Ref is { Length: > 0 } ? Ref : state.Ref,
        };
        return state.Dirty is null && bool.TryParse(Dirty, out var dirty)
            ? state with { Dirty = dirty, CleanProblem = dirty ? "ImmutableGuardDirty says so" : null }
            : state;
    }

    // What was read belongs to the commit that was read: of another one, only its id is known.
    private static RepositoryState WithCommit(RepositoryState read, string commit) => read.Commit == commit ? read : new()
    {
        Source = StateSource.Property,
        Commit = commit,
        CleanProblem = read.Commit is null ? read.CleanProblem : $"a build property names another commit than the one found, {read.Commit}",
    };
}
