namespace ImmutableGuard.MsBuildTasks.Tests.Git;

public sealed class GivenStateTests
{
    private static readonly string Head = new('a', 40);
    private static readonly string Other = new('b', 40);

    private static readonly RepositoryState Read = new()
    {
        Source = StateSource.Git,
        Commit = Head,
        Ref = "refs/heads/main",
        Repository = "https://example.com/orders",
        Dirty = false,
        CommittedAt = DateTimeOffset.UnixEpoch,
    };

    private static readonly RepositoryState Nothing = new() { CommitProblem = "not a git repository", CleanProblem = "not a git repository" };

    [Fact]
    public void NothingGiven_ChangesNothing() => Assert.Equal(Read, new GivenState("", "", "", "", "").Over(Read));

    [Fact]
    public void CommitThatWasRead_ChangesNothing()
    {
        Assert.Equal(Read, new GivenState(Commit: Head.ToUpperInvariant()).Over(Read));
        Assert.Equal(Read, new GivenState(SourceRevisionId: Head).Over(Read));
    }

    [Fact]
    public void CommitWithoutRepository_IsTakenAndDirtyIsUnknown()
    {
        var expected = new RepositoryState { Source = StateSource.Property, Commit = Other, CleanProblem = "not a git repository" };

        Assert.Equal(expected, new GivenState(Commit: Other).Over(Nothing));
        Assert.Equal(expected, new GivenState(SourceRevisionId: Other).Over(Nothing));
    }

    [Fact]
    public void AnotherCommitThanTheOneRead_TakesNothingOfIt() => Assert.Equal(
        new RepositoryState
        {
            Source = StateSource.Property,
            Commit = Other,
            CleanProblem = $"a build property names another commit than the one found, {Head}",
        },
        new GivenState(Commit: Other).Over(Read));

    [Fact]
    public void Commit_ComesBeforeSourceRevisionId() =>
        Assert.Equal(Other, new GivenState(Commit: Other, SourceRevisionId: Head).Over(Nothing).Commit);

    [Theory]
    [InlineData("v1.2")]
    [InlineData("aaaaaaa")]
    public void CommitThatIsNoFullId_IsUnknownEvenWithinARepository(string commit)
    {
        var state = new GivenState(Commit: commit).Over(Read);

        Assert.Null(state.Commit);
        Assert.Equal($"ImmutableGuardCommit is '{commit}', which is not a full commit id", state.CommitProblem);
    }

    [Fact]
    public void SourceRevisionIdThatIsNoFullId_IsPassedOver() => Assert.Equal(Read, new GivenState(SourceRevisionId: "aaaaaaa").Over(Read));

    [Fact]
    public void RepositoryAndRef_AreTakenAndCredentialsAreNot()
    {
        var state = new GivenState(Repository: "https://user:secret@example.com/other", Ref: "refs/tags/v1").Over(Read);

        Assert.Equal(("https://example.com/other", "refs/tags/v1", Head), (state.Repository, state.Ref, state.Commit));
    }

    [Theory]
    [InlineData("false", false, null)]
    [InlineData("True", true, "ImmutableGuardDirty says so")]
    [InlineData("perhaps", null, "not a git repository")]
    public void Dirty_CountsWhereGitCannotTell(string given, bool? dirty, string? problem)
    {
        var state = new GivenState(Commit: Other, Dirty: given).Over(Nothing);

        Assert.Equal((dirty, problem), (state.Dirty, state.CleanProblem));
    }

    [Fact]
    public void Dirty_NeverOverrulesGit()
    {
        var dirty = Read with { Dirty = true, CleanProblem = "1 change: a" };

        Assert.Equal(dirty, new GivenState(Dirty: "false").Over(dirty));
    }
}
