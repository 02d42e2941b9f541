using ImmutableGuard.Ledger;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;
using Microsoft.Data.Sqlite;

namespace ImmutableGuard.Runtime.Tests;

/// <summary>For whom a wrapper's access counts: as generated code would say it, with manifests as a build would have written them.</summary>
[Collection("Guard")]
public sealed class CallerScopeTests : IDisposable
{
    private const string Run = "M:Lib.Db.Run(System.String)", Outer = "M:App.Outer.Run(System.String)", Delete = "M:Lib.Store`1.Delete(`0)";

    private readonly string folder = Directory.CreateTempSubdirectory("scope-").FullName;
    private readonly List<string> warnings = [];

    public CallerScopeTests() => Guard.Configure(new GuardOptions { LedgerDirectory = Path.Combine(folder, "ledger"), Warn = warnings.Add });

    public void Dispose()
    {
        Guard.Configure(new GuardOptions());
        GuardedCode.DeleteFiles();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void SanctionOfTheCaller_AllowsAndTheLedgerNamesItsSite()
    {
        var (lib, app) = (Library(), App(sanctioned: "sql:orders"));
        using (app.Enter("caller"))
            Access(lib, "DELETE FROM orders WHERE id = 1");
        var records = Records();
        Assert.Equal([AuditKind.Intent, AuditKind.Completed], records.Select(record => record.Kind));
        Assert.All(records, record => Assert.Equal(("caller", "M:App.C.Caller", "s", "app"), (record.Site, record.Member, record.Sanction, record.Service)));
    }

    [Theory]
    [InlineData("DELETE FROM carts WHERE id = 1")]
    [InlineData("UPDATE orders SET a = 1 WHERE id = 1")]
    [InlineData("FROBNICATE orders")]
    public void WhatTheCallersSanctionDoesNotCover_IsDeniedInTheCallersName(string text)
    {
        var (lib, app) = (Library(), App(sanctioned: "sql:orders"));
        using (app.Enter("caller"))
        {
            var denied = Assert.Throws<AccessDeniedException>(() => Access(lib, text));
            Assert.Equal("caller", denied.Site);
            Assert.EndsWith("It is carried out by M:Lib.Db.Run(System.String).", denied.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void WithoutACaller_TheWrappersOwnSanctionCounts()
    {
        Assert.Equal("inner", Assert.Throws<AccessDeniedException>(() => Access(Library(), "DELETE FROM orders WHERE id = 1")).Site);
        Access(Library(sanctioned: "sql:orders"), "DELETE FROM orders WHERE id = 1");
        Assert.Equal("inner", Records()[^1].Site);
    }

    [Fact]
    public void SanctionOfTheWrapper_CountsForACallerWithoutOne()
    {
        var (lib, app) = (Library(sanctioned: "sql:orders"), App());
        using (app.Enter("caller"))
            Access(lib, "DELETE FROM orders WHERE id = 1");
        Assert.Equal("inner", Records()[^1].Site);
    }

    [Fact]
    public void WhatTheCallersPolicyForbids_NoSanctionOfTheWrapperAllows()
    {
        var (lib, app) = (Library(sanctioned: "sql:*"), App(appendOnly: "sql:orders"));
        using (app.Enter("caller"))
            Assert.Throws<AccessDeniedException>(() => Access(lib, "DELETE FROM orders WHERE id = 1"));
    }

    [Theory]
    [InlineData(PolicyMode.Observe, PolicyMode.Enforce, false)]
    [InlineData(PolicyMode.Enforce, PolicyMode.Observe, false)]
    [InlineData(PolicyMode.Observe, PolicyMode.Observe, true)]
    public void EitherPolicyThatEnforces_Denies(PolicyMode ofLibrary, PolicyMode ofApp, bool passes)
    {
        var (lib, app) = (Library(mode: ofLibrary), App(mode: ofApp));
        using (app.Enter("caller"))
            Assert.Equal(passes, Record.Exception(() => Access(lib, "DELETE FROM orders WHERE id = 1")) is null);
    }

    /// <summary>A caller lends its sanction to what it calls, not to all that happens meanwhile.</summary>
    [Theory]
    [InlineData("M:Lib.Db.Other(System.String)")]
    [InlineData(null)]
    public void AccessOfAnotherWrapperMeanwhile_IsNotTheCallers(string? givenBy)
    {
        var (lib, app) = (Library(givenBy: givenBy is null ? [] : [givenBy]), App(sanctioned: "sql:orders"));
        using (app.Enter("caller"))
            Assert.Equal("inner", Assert.Throws<AccessDeniedException>(() => Access(lib, "DELETE FROM orders WHERE id = 1")).Site);
    }

    [Fact]
    public void CallThroughAnotherWrapper_CountsForTheOneWhoGaveTheText()
    {
        var (lib, app) = (Library(), App(sanctioned: "sql:orders"));
        using (app.Enter("through"))
        using (app.Enter("between"))
            Access(lib, "DELETE FROM orders WHERE id = 1");
        Assert.Equal("through", Records()[^1].Site);
    }

    /// <summary>A call in between that fixes what is accessed stands for itself.</summary>
    [Fact]
    public void CallInBetweenThatIsGivenNothing_EndsTheChain()
    {
        var (lib, app) = (Library(), App(sanctioned: "sql:orders"));
        using (app.Enter("through"))
        using (app.Enter("unsanctioned"))
            Assert.Equal("unsanctioned", Assert.Throws<AccessDeniedException>(() => Access(lib, "DELETE FROM orders WHERE id = 1")).Site);
    }

    [Fact]
    public async Task TasksAndThreadsOfTheCall_CountForTheCaller()
    {
        var (lib, app) = (Library(), App(sanctioned: "sql:orders"));
        using (app.Enter("caller"))
        {
            await Task.Yield();
            Access(lib, "DELETE FROM orders WHERE id = 1");
            await Task.Run(() => Access(lib, "DELETE FROM orders WHERE id = 2"));
            var thread = new Thread(() => Access(lib, "DELETE FROM orders WHERE id = 3"));
            thread.Start();
            thread.Join();
        }

        Assert.Equal(6, Records().Count(record => record.Site == "caller"));
    }

    [Fact]
    public async Task WhatTheCallLeavesBehind_HasNoCaller()
    {
        var (lib, app) = (Library(), App(sanctioned: "sql:orders"));
        var (returned, left) = (new TaskCompletionSource(), (Task?)null);
        using (app.Enter("caller"))
            left = Task.Run(async () =>
            {
                await returned.Task;
                Access(lib, "DELETE FROM orders WHERE id = 1");
            });
        Assert.Throws<AccessDeniedException>(() => Access(lib, "DELETE FROM orders WHERE id = 2"));
        returned.SetResult();
        Assert.Equal("inner", (await Assert.ThrowsAsync<AccessDeniedException>(() => left)).Site);
    }

    [Fact]
    public async Task CallsAtTheSameTime_AreKeptApart()
    {
        var (lib, app) = (Library(), App(sanctioned: "sql:orders"));
        var start = new TaskCompletionSource();
        async Task<bool> PassesAsync(string site)
        {
            using (app.Enter(site))
            {
                await start.Task;
                await Task.Yield();
                return Record.Exception(() => Access(lib, "DELETE FROM orders WHERE id = 1")) is null;
            }
        }

        var all = Enumerable.Range(0, 40).Select(i => PassesAsync(i % 2 == 0 ? "caller" : "unsanctioned")).ToList();
        start.SetResult();
        Assert.Equal(Enumerable.Range(0, 40).Select(i => i % 2 == 0), await Task.WhenAll(all));
    }

    /// <summary>Which entity a repository deletes only its caller says.</summary>
    [Theory]
    [InlineData("sql:orders", true)]
    [InlineData("sql:customers", false)]
    public void EntityOfARepository_IsTheCallers(string sanctioned, bool passes)
    {
        var lib = Library(givenBy: [Delete], effect: new(Operation.Delete, "sql:*"));
        var app = App(sanctioned: sanctioned, effect: new(Operation.Delete, "sql:orders"), sink: Delete);
        using (app.Enter("caller"))
            Assert.Equal(passes, Record.Exception(() => lib.Begin("inner", AccessTarget.Deferred).Complete()) is null);
        Assert.Equal("delete sql:orders", Records()[^1].Effects!.Items.Single().ToString());
    }

    /// <summary>Some table being append-only doesn't stand in the way of a delete from another.</summary>
    [Theory]
    [InlineData("sql:audit", true)]
    [InlineData("sql:orders", false)]
    public void AppendOnlyDataOfTheLibrary_IsHeldAgainstWhatTheCallerNames(string appendOnly, bool passes)
    {
        var lib = Define("lib", PolicyMode.Enforce, appendOnly, null, null, Site("inner", Run, "M:E.Remove", new(Operation.Delete, "sql:*")) with { GivenBy = [Delete] });
        var app = App(sanctioned: "sql:orders", effect: new(Operation.Delete, "sql:orders"), sink: Delete);
        using (app.Enter("caller"))
            Assert.Equal(passes, Record.Exception(() => lib.Begin("inner", AccessTarget.Deferred).Complete()) is null);
    }

    [Fact]
    public void CallerThatSaysNothingOfTheEntity_LeavesItOpen()
    {
        var lib = Library(givenBy: [Delete], effect: new(Operation.Delete, "sql:*"));
        var app = App(sanctioned: "sql:orders", effect: new(Operation.Update, "sql:orders"), sink: Delete);
        using (app.Enter("caller"))
            Assert.Equal("delete sql:*", Assert.Throws<AccessDeniedException>(() => lib.Begin("inner", AccessTarget.Deferred)).Effect!.ToString());
    }

    [Fact]
    public void LimitOfTheCallersSanction_RollsBack()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE orders(id INTEGER); INSERT INTO orders VALUES (1), (2)";
        command.ExecuteNonQuery();
        command.CommandText = "DELETE FROM orders WHERE id < 9";
        var (lib, app) = (Library(), App(sanctioned: "sql:orders", maxRows: 1));
        using (app.Enter("caller"))
        {
            var access = lib.Begin("inner", AccessTarget.Command(command));
            command.Transaction = (SqliteTransaction?)access.Transaction ?? command.Transaction;
            var denied = Assert.Throws<AccessDeniedException>(() => access.Complete(command.ExecuteNonQuery()));
            Assert.Equal("caller", denied.Site);
        }

        command.Transaction = null;
        command.CommandText = "SELECT count(*) FROM orders";
        Assert.Equal(2L, command.ExecuteScalar());
    }

    [Fact]
    public void SiteThatIsNotInTheManifest_IsDenied() => Assert.Throws<AccessDeniedException>(() => App().Enter("absent"));

    private static void Access(GuardedAssembly lib, string text) => lib.Begin("inner", AccessTarget.Sql(text, null)).Complete(1);

    private List<AuditRecord> Records()
    {
        Guard.Configure(new GuardOptions { LedgerDirectory = Path.Combine(folder, "ledger"), Warn = warnings.Add });
        return [.. LedgerReader.Open(Path.Combine(folder, "ledger")).Records()];
    }

    private static GuardedAssembly Library(string? sanctioned = null, PolicyMode mode = PolicyMode.Enforce, IReadOnlyList<string>? givenBy = null, Effect? effect = null) => Define("lib", mode, null, sanctioned, null,
        Site("inner", Run, "M:System.Data.IDbCommand.ExecuteNonQuery", effect) with { GivenBy = givenBy ?? [Run] });

    private static GuardedAssembly App(string? sanctioned = null, PolicyMode mode = PolicyMode.Enforce, string? appendOnly = null, Effect? effect = null, string sink = Run, long? maxRows = null) => Define("app", mode, appendOnly, sanctioned, maxRows,
        Site("caller", "M:App.C.Caller", sink, effect) with { Derived = true },
        Site("unsanctioned", "M:App.C.Unsanctioned", sink, effect) with { Derived = true },
        Site("between", Outer, sink, effect) with { Derived = true, GivenBy = [Outer] },
        Site("through", "M:App.C.Through", Outer, effect) with { Derived = true });

    private static AccessSite Site(string id, string member, string sink, Effect? effect) => new()
    {
        Id = id,
        Member = member,
        File = "a.cs",
        Line = 1,
        Sink = sink,
        Effects = effect is null ? Effects.Unknown("not constant") : new([effect]),
    };

    private static GuardedAssembly Define(string service, PolicyMode mode, string? appendOnly, string? sanctioned, long? maxRows, params AccessSite[] sites)
    {
        var manifest = new AccessManifest
        {
            Service = service,
            Policy = new()
            {
                Mode = mode,
                Resources = appendOnly is null ? [] : [new(new(appendOnly), Mutability.AppendOnly, null)],
                Sanctions = sanctioned is null ? [] :
                [
                    new()
                    {
                        Id = "s", Operations = Operation.Delete, Resources = [new(sanctioned)], Callers = [Run, "M:App.C.Caller", "M:App.C.Through"], Reason = "r", MaxRows = maxRows,
                    },
                ],
            },
            Sites = sites,
        };
        var assembly = GuardedCode.Define(manifest);
        GuardedCode.WriteManifest(assembly, manifest);
        return GuardedAssembly.Register(assembly);
    }
}
