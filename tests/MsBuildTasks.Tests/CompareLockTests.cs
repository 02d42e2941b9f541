using ImmutableGuard.Locks;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.MsBuildTasks.Tests;

public sealed class CompareLockTests : IDisposable
{
    private const string Cancel = "M:Shop.Orders.Cancel", Purge = "M:Shop.Orders.Purge";

    private readonly string folder = Directory.CreateTempSubdirectory("lock-").FullName;
    private readonly MockEngine engine = new();

    private string Project => Path.Combine(folder, "Shop.csproj");

    private string Manifest => Path.Combine(folder, "Shop.access.json");

    private string Lock => Path.Combine(folder, "access.lock.json");

    private string Source => Path.Combine(folder, "Orders.cs");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void NoLock_IsNotMissed()
    {
        Build(PolicyMode.Enforce, Cancel);

        Assert.True(Task().Execute());
        Assert.Empty(engine.Log);
        Assert.False(File.Exists(Lock));
    }

    [Theory]
    [InlineData(PolicyMode.Enforce, true)]
    [InlineData(PolicyMode.Ratchet, false)]
    public void NoLockWhereThePolicyAsksForOne_IsReported(PolicyMode mode, bool required)
    {
        Build(mode, required, Cancel);

        Assert.True(Task().Execute());
        Assert.Equal([$"warning IG3003 {Lock} [IG3003 docs/rules/IG3003.md]: There is no lock, and the policy asks for one. To write it: {Command}"], engine.Log);
    }

    [Fact]
    public void Update_WritesTheLockThatTheNextBuildAgreesWith()
    {
        Build(PolicyMode.Enforce, Purge, Cancel);
        var update = Task();
        update.Update = true;

        Assert.True(update.Execute());
        Assert.Equal([$"High   []: Shop.csproj: wrote {Lock}; commit it, so that the change is reviewed."], engine.Log);
        Assert.Equal(LockWriter.Write(LockOf(Cancel, Purge)), File.ReadAllText(Lock));

        engine.Log.Clear();
        Assert.True(Task(ci: true).Execute());
        Assert.Empty(engine.Log);
    }

    [Fact]
    public void UpdateOfALockThatIsRight_DoesNotTouchIt()
    {
        Build(PolicyMode.Enforce, Cancel);
        // As git checks files out on Windows.
        File.WriteAllText(Lock, LockWriter.Write(LockOf(Cancel)).Replace("\n", "\r\n"));
        var text = File.ReadAllText(Lock);
        var update = Task();
        update.Update = true;

        Assert.True(update.Execute());
        Assert.Empty(engine.Log);
        Assert.Equal(text, File.ReadAllText(Lock));
    }

    [Fact]
    public void UpdateInContinuousIntegration_IsRefused()
    {
        Build(PolicyMode.Enforce, Cancel);
        var update = Task(ci: true);
        update.Update = true;

        Assert.False(update.Execute());
        Assert.StartsWith($"error IG3003 {Project} ", Assert.Single(engine.Log), StringComparison.Ordinal);
        Assert.False(File.Exists(Lock));
    }

    [Theory]
    [InlineData(false, "warning")]
    [InlineData(true, "error")]
    public void Differences_AreNamedEachWithTheCommandThatAcceptsIt(bool ci, string level)
    {
        Build(PolicyMode.Enforce, Cancel);
        Write(LockOf(Purge));

        for (var build = 0; build < 2; build++)
        {
            engine.Log.Clear();
            Assert.Equal(!ci, Task(ci).Execute());
            Assert.Equal(
                [
                    $"{level} IG3003 {Source} [IG3003 docs/rules/IG3003.md]: {Cancel} can now delete sql:orders without sanction, which access.lock.json doesn't say. To accept it: {Command}",
                    $"{level} IG3003 {Lock} [IG3003 docs/rules/IG3003.md]: {Purge} can no longer delete sql:orders without sanction, which access.lock.json doesn't say. To accept it: {Command}",
                ],
                engine.Log);
        }
    }

    [Fact]
    public void LockOfAnotherService_IsReported()
    {
        Build(PolicyMode.Enforce, Cancel);
        Write(new AccessLock("stock", LockOf(Cancel).Accesses));

        Assert.True(Task().Execute());
        Assert.EndsWith($"The lock is of the service 'stock', and this is 'shop'. To accept that: {Command}", Assert.Single(engine.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void Ratchet_TakesOutWhatIsGoneAndReportsWhatIsNew()
    {
        Build(PolicyMode.Ratchet, Cancel);
        Write(LockOf(Purge));

        Assert.True(Task().Execute());
        Assert.Equal(["warning", "High"], engine.Log.Select(line => line.Split(' ')[0]));
        Assert.Equal(LockWriter.Write(LockOf()), File.ReadAllText(Lock));
    }

    [Fact]
    public void RatchetInContinuousIntegration_WritesNothingAndFailsOnWhatIsGoneToo()
    {
        Build(PolicyMode.Ratchet);
        Write(LockOf(Purge));

        Assert.False(Task(ci: true).Execute());
        Assert.StartsWith("error IG3003 ", Assert.Single(engine.Log), StringComparison.Ordinal);
        Assert.Equal(LockWriter.Write(LockOf(Purge)), File.ReadAllText(Lock));
    }

    [Theory]
    [InlineData("{\n<<<<<<< HEAD\n", 2, 1, "a merge left its conflict here; keep the lines of both sides that are still true")]
    [InlineData("{ \"version\": 1, ", 1, 17, "")]
    [InlineData("", 1, 1, "the text ends where a value is expected")]
    public void LockThatCannotBeRead_IsAnErrorAtItsPlace(string text, int line, int column, string problem)
    {
        Build(PolicyMode.Enforce, Cancel);
        File.WriteAllText(Lock, text);

        Assert.False(Task().Execute());
        Assert.StartsWith($"error IG3003 {Lock}", Assert.Single(engine.Log), StringComparison.Ordinal);
        Assert.Contains($"The lock can't be read: {problem}", engine.Log[0], StringComparison.Ordinal);
        Assert.EndsWith($"To write it anew: {Command}", engine.Log[0], StringComparison.Ordinal);
        Assert.Equal((line, column), engine.Places.Single());
        Assert.Equal(text, File.ReadAllText(Lock));
    }

    /// <summary>To write it anew is refused as well, so it isn't told as a remedy.</summary>
    [Fact]
    public void LockOfALaterRelease_AsksForThatRelease()
    {
        Build(PolicyMode.Enforce, Cancel);
        File.WriteAllText(Lock, "{ \"version\": 7 }");

        Assert.False(Task().Execute());
        Assert.EndsWith("The lock can't be read: version 7 is not supported; this release reads version 1. A later release wrote it: update the package ImmutableGuard.", Assert.Single(engine.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void UpdateOfALockOfALaterRelease_LosesNothing()
    {
        Build(PolicyMode.Enforce, Cancel);
        File.WriteAllText(Lock, "{ \"version\": 2, \"service\": \"shop\", \"more\": [] }");
        var update = Task();
        update.Update = true;

        Assert.False(update.Execute());
        Assert.Contains("written by a later release", Assert.Single(engine.Log), StringComparison.Ordinal);
        Assert.Contains("\"more\"", File.ReadAllText(Lock), StringComparison.Ordinal);
    }

    [Fact]
    public void UpdateOfALockWithAConflict_WritesWhatIsTrue()
    {
        Build(PolicyMode.Enforce, Cancel);
        File.WriteAllText(Lock, "{\n<<<<<<< HEAD\n");
        var update = Task();
        update.Update = true;

        Assert.True(update.Execute());
        Assert.Equal(LockWriter.Write(LockOf(Cancel)), File.ReadAllText(Lock));
    }

    [Fact]
    public void LockThatCannotBeWritten_SaysSo()
    {
        Build(PolicyMode.Enforce, Cancel);
        Directory.CreateDirectory(Lock);
        var update = Task();
        update.Update = true;

        Assert.False(update.Execute());
        Assert.Contains("The lock can't be written: ", Assert.Single(engine.Log), StringComparison.Ordinal);
        Assert.EndsWith("Check the path, and who may write it.", engine.Log[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Command_IsToldFromWhereTheBuildWasStarted()
    {
        Build(PolicyMode.Enforce, required: true);
        var task = Task();
        task.StartupDirectory = Path.GetDirectoryName(folder)!;
        task.HasSeveralFrameworks = true;

        Assert.True(task.Execute());
        Assert.False(task.Agrees);
        Assert.EndsWith(
            $"dotnet build {Path.GetFileName(folder)}/Shop.csproj -p:ImmutableGuardUpdateLock=true (where the project's frameworks differ, give each a lock: set ImmutableGuardLock)",
            Assert.Single(engine.Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Shop A.csproj", "\"Shop A.csproj\"")]
    [InlineData("Shop$(x).csproj", "\"Shop$(x).csproj\"")]
    [InlineData("Shop.Web-v2_1.csproj", "Shop.Web-v2_1.csproj")]
    public void Command_QuotesAProjectThatAShellWouldTakeApart(string name, string told)
    {
        Build(PolicyMode.Enforce, required: true);
        var task = Task();
        task.ProjectFile = Path.Combine(folder, name);

        Assert.True(task.Execute());
        Assert.EndsWith($"dotnet build {told} -p:ImmutableGuardUpdateLock=true", Assert.Single(engine.Log), StringComparison.Ordinal);
    }

    [Fact]
    public void LockOfAnotherName_IsAnError()
    {
        Build(PolicyMode.Enforce, Cancel);
        var task = Task();
        task.LockFile = Path.Combine(folder, "packages.lock.json");

        Assert.False(task.Execute());
        Assert.Contains("the name of a lock ends with 'access.lock.json'", Assert.Single(engine.Log), StringComparison.Ordinal);
    }

    private const string Command = "dotnet build Shop.csproj -p:ImmutableGuardUpdateLock=true";

    private static AccessLock LockOf(params string[] members) =>
        new("shop", members.Select(member => new LockedAccess(new(Operation.Delete, "sql:orders"), member, Grant.Missing)));

    private void Write(AccessLock @lock) => File.WriteAllText(Lock, LockWriter.Write(@lock));

    private CompareLock Task(bool ci = false) =>
        new() { BuildEngine = engine, ProjectFile = Project, ManifestFile = Manifest, LockFile = Lock, ContinuousIntegration = ci };

    private void Build(PolicyMode mode, params string[] members) => Build(mode, required: false, members);

    private void Build(PolicyMode mode, bool required, params string[] members)
    {
        File.WriteAllText(Source, "");
        var manifest = new AccessManifest
        {
            Service = "shop",
            Policy = new() { Mode = mode, Build = new() { RequireLock = required } },
            Sites =
            [
                .. members.Select(member => new AccessSite
                {
                    Id = SiteId.Create(member, "M:Dapper.SqlMapper.Execute", 0),
                    Member = member,
                    File = "Orders.cs",
                    Line = 7,
                    Sink = "M:Dapper.SqlMapper.Execute",
                    Effects = new([new(Operation.Delete, "sql:orders")]),
                }),
            ],
        };
        File.WriteAllText(Manifest, new ManifestStatement("Shop.dll", "e3b0", manifest).Write().ToString());
    }
}
