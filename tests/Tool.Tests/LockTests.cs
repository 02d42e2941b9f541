using System.Diagnostics;
using ImmutableGuard.Locks;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Tool.Tests;

public sealed class LockTests : IDisposable
{
    private const string Cancel = "delete sql:orders by M:Shop.Orders.Cancel(System.Int32) via desk";
    private const string Purge = "delete sql:carts by M:Shop.Carts.Purge without sanction";

    private static readonly AccessManifest Manifest = new()
    {
        Service = "shop",
        Policy = new()
        {
            Sanctions = [new() { Id = "desk", Operations = Operation.Delete, Resources = [new("sql:orders")], Callers = ["*"], Reason = "needed" }],
        },
        Sites = [Site("M:Shop.Orders.Cancel(System.Int32)", "sql:orders", "desk"), Site("M:Shop.Carts.Purge", "sql:carts", null)],
    };

    private readonly TemporaryFolder folder = new();

    private string Build => folder.Write("Shop.access.json", ManifestWriter.Write(Manifest).ToString());

    private string Lock => Path.Combine(folder.Path, "access.lock.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Update_writes_the_lock_with_which_the_build_agrees_then()
    {
        var update = await Transcript.RunAsync("lock", Build, "--lock", Lock, "--update");

        Assert.Equal((0, "", $"Wrote {Lock}: 2 accesses.\n"), (update.ExitCode, update.Error, update.Output));
        Assert.Equal(LockWriter.Write(LockOf(Cancel, Purge)), File.ReadAllText(Lock));
        var run = await Transcript.RunAsync("lock", Build, "--lock", Lock);
        Assert.Equal((0, "", "No access differs.\n"), (run.ExitCode, run.Error, run.Output));
    }

    [Fact]
    public async Task Difference_from_the_lock_is_a_finding()
    {
        Write("access.lock.json", Cancel, "update sql:carts by M:Shop.Carts.Purge without sanction");

        var run = await Transcript.RunAsync("lock", Build, "--lock", Lock);

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """
            M:Shop.Carts.Purge can now delete sql:carts without sanction
            M:Shop.Carts.Purge can no longer update sql:carts without sanction
            Access widens.

            """, run.Output);
    }

    [Fact]
    public async Task Lock_of_another_service_is_a_finding()
    {
        folder.Write("access.lock.json", LockWriter.Write(new AccessLock("stock", LockOf(Cancel, Purge).Accesses)));

        var run = await Transcript.RunAsync("lock", Build, "--lock", Lock);

        Assert.Equal((1, $"{Lock}: it is the lock of the service 'stock', and this is 'shop'.\n"), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Missing_lock_and_one_of_another_name_are_bad_inputs()
    {
        var missing = await Transcript.RunAsync("lock", Build, "--lock", Lock);
        var named = await Transcript.RunAsync("lock", Build, "--lock", "packages.lock.json", "--update");

        Assert.Equal((2, $"{Lock}: error IG5006: not found. Check the path, or write it: immutableguard lock <assembly> --update.\n"), (missing.ExitCode, missing.Error));
        Assert.Equal((2, "packages.lock.json: error IG5006: not the name of a lock. Let it end with 'access.lock.json'.\n"), (named.ExitCode, named.Error));
    }

    [Fact]
    public async Task Lock_that_cant_be_read_is_a_bad_input_with_its_place()
    {
        folder.Write("access.lock.json", "{\n  \"version\": 7\n}");

        var run = await Transcript.RunAsync("manifest", "diff", Lock, Build);

        Assert.Equal(
            (2, $"{Lock}(2,14): error IG5006: version 7 is not supported; this release reads version 1. "
                + "A later release wrote it: update the tool.\n"),
            (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Diff_of_a_build_with_itself_finds_nothing()
    {
        var run = await Transcript.RunAsync("manifest", "diff", Build, Build);

        Assert.Equal((0, "", "No access differs.\n"), (run.ExitCode, run.Error, run.Output));
    }

    [Fact]
    public async Task Diff_that_only_narrows_ends_with_0()
    {
        var before = Write("before.access.lock.json", Cancel, Purge, "delete sql:orders (unbounded) by M:Shop.Orders.Old via desk");
        var after = Write("after.access.lock.json", Cancel, "delete sql:orders by M:Shop.Orders.Old via desk");

        var run = await Transcript.RunAsync("manifest", "diff", before, after);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """
            M:Shop.Carts.Purge can no longer delete sql:carts without sanction
            M:Shop.Orders.Old can now only delete sql:orders via desk, before delete sql:orders (unbounded) via desk
            Access differs and doesn't widen.

            """, run.Output);
    }

    [Fact]
    public async Task Diff_for_machines_names_everything()
    {
        var run = await Transcript.RunAsync("manifest", "diff", Write("access.lock.json", Cancel), Build, "--format", "json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            """
            {"differences":[{"after":{"bounded":true,"grant":"without sanction","operation":"delete","resource":"sql:carts","sanction":null},
            "before":null,"kind":"added","member":"M:Shop.Carts.Purge","widens":true}],"widened":true}
            """.ReplaceLineEndings("") + "\n", run.Output);
    }

    [Fact]
    public async Task Diff_for_a_pull_request_lets_no_name_write_the_comment()
    {
        var after = Write("access.lock.json", Cancel.Replace("desk", "desk2"), "delete sql:`|</code>@all by M:Shop.Orders.Odd without sanction");

        var run = await Transcript.RunAsync("manifest", "diff", Write("before.access.lock.json", Cancel), after, "--format", "markdown");

        Assert.Equal(
            """
            **Access widens.**

            | | member | before | after |
            |---|---|---|---|
            | other sanction | <code>Orders.Cancel</code> | <code>delete sql:orders</code> <code>via desk</code> | <code>delete sql:orders</code> <code>via desk2</code> |
            | ⚠️ added | <code>Orders.Odd</code> |  | <code>delete sql:&#96;&#124;&#60;/code&#62;&#64;all</code> <code>without sanction</code> |

            """, run.Output);
    }

    [Fact]
    public async Task Diff_reads_a_lock_from_git()
    {
        Git("init", "-q");
        Write("access.lock.json", Cancel);
        Git("add", "-A");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "c");
        Write("access.lock.json", Cancel, Purge);

        var run = await Transcript.RunAsync("manifest", "diff", "git:nowhere:access.lock.json", Lock);
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("git:nowhere:access.lock.json: error IG5007: git can't read it (fatal: ", run.Error, StringComparison.Ordinal);

        var tool = await RunToolAsync("manifest", "diff", "git:HEAD:access.lock.json", "access.lock.json");
        Assert.Equal((1, "M:Shop.Carts.Purge can now delete sql:carts without sanction\nAccess widens.\n"), tool);
    }

    [Fact]
    public async Task Lock_that_a_revision_doesnt_have_lists_nothing()
    {
        Git("init", "-q");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "--allow-empty", "-m", "c");
        Write("access.lock.json", Purge);

        Assert.Equal(
            (1, "M:Shop.Carts.Purge can now delete sql:carts without sanction\nAccess widens.\n"),
            await RunToolAsync("manifest", "diff", "git:HEAD:access.lock.json", "access.lock.json"));
        Assert.Equal(
            (0, "M:Shop.Carts.Purge can no longer delete sql:carts without sanction\nAccess differs and doesn't widen.\n"),
            await RunToolAsync("manifest", "diff", "access.lock.json", "git:HEAD:access.lock.json"));
    }

    [Theory]
    [InlineData("git:")]
    [InlineData("git:HEAD")]
    [InlineData("git::access.lock.json")]
    [InlineData("git:--batch:access.lock.json")]
    public async Task What_is_no_file_of_a_revision_isnt_handed_to_git(string source)
    {
        var run = await Transcript.RunAsync("manifest", "diff", source, Build);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith($"{source}: error IG5007: not a file of a git revision. ", run.Error, StringComparison.Ordinal);
    }

    private static AccessSite Site(string member, string table, string? sanction) => new()
    {
        Id = SiteId.Create(member, "M:Dapper.SqlMapper.Execute", 0),
        Member = member,
        File = "Shop.cs",
        Line = 1,
        Sink = "M:Dapper.SqlMapper.Execute",
        Effects = new([new(Operation.Delete, table)]),
        Sanction = sanction,
    };

    private static AccessLock LockOf(params string[] lines) => new("shop", lines.Select(line => LockedAccess.Parse(line)!));

    private string Write(string name, params string[] lines) => folder.Write(name, LockWriter.Write(LockOf(lines)));

    private string Git(params string[] arguments) => Run("git", arguments).Output.Trim();

    // The command resolves git's paths from where it runs, so it needs a process of its own.
    private Task<(int ExitCode, string Output)> RunToolAsync(params string[] arguments) =>
        Task.Run(() => Run("dotnet", [typeof(ToolCommand).Assembly.Location, .. arguments]));

    private (int ExitCode, string Output) Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment.Remove("GIT_DIR");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
