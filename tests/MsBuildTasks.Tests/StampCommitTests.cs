using ImmutableGuard.MsBuildTasks.Tests.Git;

namespace ImmutableGuard.MsBuildTasks.Tests;

public sealed class StampCommitTests : IDisposable
{
    private static readonly string Given = new('b', 40);

    private readonly GitSandbox sandbox = new();
    private readonly MockEngine engine = new();
    private readonly string repository;
    private readonly string project;

    public StampCommitTests()
    {
        repository = sandbox.NewRepository();
        project = Path.Combine(repository, "src", "Shop.csproj");
    }

    private string Head => sandbox.Git(repository, "rev-parse", "HEAD");

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void CleanWorkTree_IsStampedWithoutAWord()
    {
        sandbox.Git(repository, "remote", "add", "origin", "https://user:token@example.com/orders.git");
        sandbox.Variables["GIT_COMMITTER_DATE"] = "2026-11-23T06:14:00+01:00";
        sandbox.Git(repository, "commit", "-q", "--amend", "--no-edit");
        var task = Task(project);

        Assert.True(task.Execute());
        Assert.Empty(engine.Log);
        Assert.Equal(
            (Head, "https://example.com/orders.git", "refs/heads/main", "false", "2026-11-23T05:14:00Z", "git"),
            (task.Commit, task.Repository, task.Ref, task.Dirty, task.CommittedAt, task.Source));
    }

    [Fact]
    public void DirtyWorkTree_IsAMessage()
    {
        GitSandbox.Write(repository, "new.cs", "");
        var task = Task(project);

        Assert.True(task.Execute());
        Assert.Equal("true", task.Dirty);
        Assert.Equal([$"Normal IG3002 {project} [IG3002]: {DirtyText}"], engine.Log);
    }

    [Fact]
    public void DirtyWorkTreeInContinuousIntegration_FailsTheBuild()
    {
        GitSandbox.Write(repository, "new.cs", "");
        var task = Task(project);
        task.ContinuousIntegration = true;

        Assert.False(task.Execute());
        Assert.Equal([$"error IG3002 {project} [IG3002 docs/rules/IG3002.md]: {DirtyText}"], engine.Log);
    }

    [Theory]
    [InlineData("ci", false, true)]
    [InlineData("CI", true, false)]
    [InlineData("always", false, false)]
    [InlineData("Never", true, true)]
    public void RequireClean_SaysWhereADirtyWorkTreeFails(string requireClean, bool continuousIntegration, bool succeeds)
    {
        GitSandbox.Write(repository, "new.cs", "");
        var task = Task(project);
        task.RequireClean = requireClean;
        task.ContinuousIntegration = continuousIntegration;

        Assert.Equal(succeeds, task.Execute());
        Assert.Equal(succeeds ? "Normal" : "error", Assert.Single(engine.Log).Split(' ')[0]);
    }

    [Theory]
    [InlineData("sometimes")]
    [InlineData("2")]
    public void RequireCleanThatIsNoneOfItsNames_FailsTheBuild(string requireClean)
    {
        var task = Task(project);
        task.RequireClean = requireClean;

        Assert.False(task.Execute());
        Assert.Equal([$"error IG3002 {project} [IG3002 docs/rules/IG3002.md]: ImmutableGuardRequireClean is '{requireClean}'; it is one of ci, always and never."], engine.Log);
    }

    [Fact]
    public void NoCommit_IsAWarning()
    {
        var task = Task(OutsideProject);

        Assert.True(task.Execute());
        Assert.Equal(("", "", "", "", "", ""), (task.Commit, task.Repository, task.Ref, task.Dirty, task.CommittedAt, task.Source));
        Assert.Equal([$"warning IG3001 {OutsideProject} [IG3001 docs/rules/IG3001.md]: {UnknownText}"], engine.Log);
    }

    [Fact]
    public void NoCommitInContinuousIntegration_FailsTheBuild()
    {
        var task = Task(OutsideProject);
        task.ContinuousIntegration = true;

        Assert.False(task.Execute());
        Assert.Equal([$"error IG3001 {OutsideProject} [IG3001 docs/rules/IG3001.md]: {UnknownText}"], engine.Log);
    }

    [Fact]
    public void NoCommitWhereNoneIsRequired_IsAMessageEvenInContinuousIntegration()
    {
        var task = Task(OutsideProject);
        task.ContinuousIntegration = true;
        task.RequireCommit = "false";

        Assert.True(task.Execute());
        Assert.Equal([$"Normal IG3001 {OutsideProject} [IG3001]: {UnknownText}"], engine.Log);
    }

    [Fact]
    public void GivenCommitWithoutRepository_LeavesOpenWhetherItIsWhatWasBuilt()
    {
        var task = Task(OutsideProject);
        task.GivenCommit = Given;
        task.ContinuousIntegration = true;

        Assert.False(task.Execute());
        Assert.Equal((Given, "", "property"), (task.Commit, task.Dirty, task.Source));
        Assert.Equal(
            [$"error IG3002 {OutsideProject} [IG3002 docs/rules/IG3002.md]: Whether commit bbbbbbbbbbbb is what was built is unknown: {NoRepositoryText}. "
            + "Let git tell, or, where you know the sources are exactly this commit's, say so: -p:ImmutableGuardDirty=false."],
            engine.Log);
    }

    [Fact]
    public void GivenCommitSaidToBeClean_IsStampedWithoutAWord()
    {
        var task = Task(OutsideProject);
        task.GivenCommit = Given;
        task.GivenRepository = "https://example.com/orders.git";
        task.GivenRef = "refs/tags/v1";
        task.GivenDirty = "false";
        task.ContinuousIntegration = true;

        Assert.True(task.Execute());
        Assert.Empty(engine.Log);
        Assert.Equal(
            (Given, "https://example.com/orders.git", "refs/tags/v1", "false"),
            (task.Commit, task.Repository, task.Ref, task.Dirty));
    }

    [Fact]
    public void SourceRevisionId_IsReused()
    {
        var task = Task(OutsideProject);
        task.SourceRevisionId = Given;

        Assert.True(task.Execute());
        Assert.Equal((Given, "property"), (task.Commit, task.Source));
    }

    // A relative GIT_DIR is meant from where the build was started, and so is the work tree that goes with it.
    [Fact]
    public void GitDirInTheEnvironment_IsMeantFromTheStartupDirectory()
    {
        var head = Head;
        sandbox.Variables["GIT_DIR"] = ".git";
        var task = Task(project);
        task.StartupDirectory = repository;

        Assert.True(task.Execute());
        Assert.Equal((head, "false"), (task.Commit, task.Dirty));
    }

    [Fact]
    public void StartupDirectoryElsewhere_MeansNothingWithoutGitDir()
    {
        var task = Task(project);
        task.StartupDirectory = sandbox.Root;

        Assert.True(task.Execute());
        Assert.Equal(Head, task.Commit);
    }

    [Fact]
    public void EnvironmentOfThisProcess_TakesTheGitProgramThatIsNamed()
    {
        Assert.Equal("/opt/git", BuildEnvironment.OfThisProcess("/opt/git").GitPath);
        Assert.Equal(GitSandbox.GitPath, BuildEnvironment.OfThisProcess("").GitPath);
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), BuildEnvironment.OfThisProcess().Variable("PATH"));
    }

    [Fact]
    public void SecondProjectOfTheRepository_GetsTheAnswerOfTheFirst()
    {
        Task(project).Execute();
        GitSandbox.Write(repository, "written-by-the-build.cs", "");
        var second = Task(Path.Combine(repository, "tests", "deep", "Shop.Tests.csproj"));
        Directory.CreateDirectory(Path.GetDirectoryName(second.ProjectFile)!);

        Assert.True(second.Execute());
        Assert.Equal((Head, "false"), (second.Commit, second.Dirty));
        Assert.Single(engine.Registered);
    }

    [Fact]
    public void ProjectOfAnotherRepository_GetsItsOwnAnswer()
    {
        Task(project).Execute();
        var other = sandbox.NewRepository("other");
        GitSandbox.Write(other, "new.cs", "");
        var second = Task(Path.Combine(other, "Other.csproj"));

        Assert.True(second.Execute());
        Assert.Equal("true", second.Dirty);
    }

    private string OutsideProject => Path.Combine(sandbox.Root, "Shop.csproj");

    private string DirtyText =>
        $"The work tree is not clean, so commit {Head[..12]} is not what was built: 1 change: new.cs. Commit, stash or ignore what differs.";

    private static string NoRepositoryText => "not a git repository (or any of the parent directories): .git";

    private static string UnknownText =>
        $"The commit this build comes from is unknown: {NoRepositoryText}. "
        + "Build from a commit in a git work tree, or name it: -p:ImmutableGuardCommit=<full commit id>.";

    private StampCommit Task(string projectFile) => new() { BuildEngine = engine, ProjectFile = projectFile, Environment = sandbox.WithGit };
}
