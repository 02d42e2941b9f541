using Dapper;
using ImmutableGuard.Ledger;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;
using ImmutableGuard.Runtime;
using Microsoft.Data.Sqlite;

namespace ImmutableGuard.Runtime.Tests;

/// <summary>Tests that set the process's guard run one after the other.</summary>
[CollectionDefinition("Guard", DisableParallelization = true)]
public sealed class GuardCollection;

[Collection("Guard")]
public sealed class GuardTests : IDisposable
{
    private const string Member = "M:Shop.Orders.Run";

    private readonly string folder = Directory.CreateTempSubdirectory("guard-").FullName;
    private readonly List<string> warnings = [];
    private readonly SqliteConnection connection = new("Data Source=:memory:");

    public GuardTests()
    {
        Configure(Path.Combine(folder, "ledger"));
        connection.Open();
        connection.Execute("CREATE TABLE orders(id INTEGER PRIMARY KEY); INSERT INTO orders VALUES (1), (2), (3)");
    }

    [Fact]
    public void UnsanctionedDelete_IsDeniedWithSiteEffectAndRemedy()
    {
        var shop = Shop(PolicyMode.Enforce);
        var denied = Assert.Throws<AccessDeniedException>(() => Execute(shop, "DELETE FROM orders WHERE id = 1"));
        Assert.Equal(
            $"IG4010: access denied at {Member} (src/Orders.cs:42, site site of {shop.Name}): delete sql:orders; no sanction of this build covers it. "
            + "If it is meant, add to \"sanctions\" in immutableguard.json and build again: { \"id\": \"…\", \"operations\": [\"delete\"], "
            + $"\"resources\": [\"sql:orders\"], \"callers\": [\"{Member}\"], \"reason\": \"…\" }}",
            denied.Message);
        Assert.Equal(3, Count());
        Assert.Equal([AuditKind.Denied], Records().Select(record => record.Kind));
    }

    [Fact]
    public void SanctionedDelete_HasIntentAndOutcomeInTheLedger()
    {
        var shop = Shop(PolicyMode.Enforce, Sanction("purge", Operation.Delete, "sql:orders"));
        Assert.Equal(2, Execute(shop, "DELETE FROM orders WHERE id < 3"));
        var records = Records();
        Assert.Equal([AuditKind.Intent, AuditKind.Completed], records.Select(record => record.Kind));
        Assert.Equal((records[0].Seq, 2, "purge", "c0ffee"), (records[1].Intent, records[1].RowsAffected, records[1].Sanction, records[1].Commit));
    }

    [Fact]
    public void FailingDelete_IsRecordedAsFailed()
    {
        var shop = Shop(PolicyMode.Enforce, Sanction("purge", Operation.Delete, "sql:*"));
        Assert.Throws<SqliteException>(() => Execute(shop, "DELETE FROM absent WHERE id = 1"));
        Assert.Equal([AuditKind.Intent, AuditKind.Failed], Records().Select(record => record.Kind));
        Assert.Equal(typeof(SqliteException).FullName, Records()[1].Error);
    }

    [Theory]
    [InlineData("SELECT * FROM orders")]
    [InlineData("INSERT INTO orders VALUES (9)")]
    [InlineData("")]
    public void ReadsAndInserts_AreAllowedAndNotRecorded(string text)
    {
        Execute(Shop(PolicyMode.Enforce), text);
        Assert.False(Directory.Exists(Path.Combine(folder, "ledger")));
    }

    [Theory]
    [InlineData("delete orders from orders where id = 1; select 1")]
    [InlineData("DROP TABLE orders")]
    [InlineData("WITH x AS (SELECT 1) DELETE FROM orders")]
    [InlineData("SELECT 1; DELETE FROM main.orders")]
    [InlineData("FROBNICATE orders")]
    [InlineData("SELECT 'unterminated")]
    public void WhateverIsNotUnderstoodOrSanctioned_IsDenied(string text)
    {
        Assert.Throws<AccessDeniedException>(() => Execute(Shop(PolicyMode.Enforce), text));
        Assert.Equal(3, Count());
    }

    [Fact]
    public void ObserveMode_CarriesOutRecordsAndIsLoudOnce()
    {
        var shop = Shop(PolicyMode.Observe);
        for (var i = 0; i < 2; i++)
            Execute(shop, "DELETE FROM orders WHERE id = 1");
        Assert.Equal(2, Count());
        Assert.Contains("IG4010: observed", Assert.Single(warnings, warning => warning.Contains("IG4010", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal([AuditKind.Denied, AuditKind.Intent, AuditKind.Completed], Records().Take(3).Select(record => record.Kind));
    }

    [Theory]
    [InlineData("DELETE FROM orders WHERE id = 1", true)]
    [InlineData("DELETE FROM orders", false)]
    [InlineData("DELETE FROM carts WHERE id = 1", false)]
    [InlineData("FROBNICATE orders", false)]
    public void RatchetMode_CarriesOutAndRecordsOnlyWhatTheLockLists(string text, bool passes)
    {
        var shop = Shop(PolicyMode.Ratchet, declared: new Effect(Operation.Delete, "sql:orders"), tolerated: true);
        Assert.Equal(passes, Record.Exception(() => Execute(shop, text)) is null);
        Assert.Equal(passes ? 2 : 3, Count());
        Assert.Equal(passes, warnings.Any(warning => warning.Contains("IG4010: tolerated by the lock", StringComparison.Ordinal)));
        var records = Records();
        Assert.Equal(passes ? [AuditKind.Denied, AuditKind.Intent, AuditKind.Completed] : [AuditKind.Denied], records.Select(record => record.Kind));
        Assert.Equal(passes ? "tolerated" : "denied", records[0].Reason);
    }

    [Fact]
    public void RatchetMode_DeniesWhatTheLockDoesNotList() => Assert.Throws<AccessDeniedException>(
        () => Execute(Shop(PolicyMode.Ratchet, declared: new Effect(Operation.Delete, "sql:orders")), "DELETE FROM orders WHERE id = 1"));

    [Fact]
    public void RatchetModeWhereTheProcessAlwaysEnforces_ToleratesNothing()
    {
        Guard.Configure(new GuardOptions { LedgerDirectory = Path.Combine(folder, "ledger"), AlwaysEnforce = true });
        var shop = Shop(PolicyMode.Ratchet, declared: new Effect(Operation.Delete, "sql:orders"), tolerated: true);
        Assert.Throws<AccessDeniedException>(() => Execute(shop, "DELETE FROM orders WHERE id = 1"));
    }

    [Fact]
    public void ToleratedDeleteThatCannotBeRecorded_IsRefused()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        Configure(Path.Combine(file, "ledger"));
        var shop = Shop(PolicyMode.Ratchet, declared: new Effect(Operation.Delete, "sql:orders"), tolerated: true);
        Assert.Equal("IG4001", Assert.Throws<AccessDeniedException>(() => Execute(shop, "DELETE FROM orders WHERE id = 1")).Id);
        Assert.Equal(3, Count());
    }

    [Fact]
    public void LedgerThatCannotBeWritten_RefusesTheDelete()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");
        Configure(Path.Combine(file, "ledger"));
        var denied = Assert.Throws<AccessDeniedException>(() =>
            Execute(Shop(PolicyMode.Enforce, Sanction("purge", Operation.Delete, "sql:orders")), "DELETE FROM orders WHERE id = 1"));
        Assert.Equal("IG4001", denied.Id);
        Assert.Contains(file, denied.Message, StringComparison.Ordinal);
        Assert.Contains("what can't be recorded isn't carried out", denied.Message, StringComparison.Ordinal);
        Assert.Equal(3, Count());
    }

    [Fact]
    public void MissingManifestFile_RefusesAtStartAndAtTheFirstChange()
    {
        var shop = Shop(PolicyMode.Enforce, Sanction("purge", Operation.Delete, "sql:orders"), withFile: false);
        Assert.Equal(GuardErrors.ManifestMissing, Assert.Throws<AccessDeniedException>(shop.Verify).Id);
        Assert.Equal(GuardErrors.ManifestMissing, Assert.Throws<AccessDeniedException>(() => Execute(shop, "DELETE FROM orders WHERE id = 1")).Id);
        Assert.Equal(3, Count());
    }

    [Fact]
    public void ManifestFileOfAnotherBuild_RefusesAtStart()
    {
        var shop = Shop(PolicyMode.Enforce);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, shop.Name + ".dll"), "other bytes");
        Assert.Equal(GuardErrors.ManifestMismatch, Assert.Throws<AccessDeniedException>(shop.Verify).Id);
    }

    [Theory]
    [InlineData("DELETE FROM orders WHERE id = 1", 2)]
    [InlineData("DELETE FROM orders WHERE id > 0", null)]
    public void MaxRows_RollsBackWhereMoreAreAffected(string text, int? left)
    {
        var shop = Shop(PolicyMode.Enforce, Sanction("one", Operation.Delete, "sql:orders") with { MaxRows = 1 });
        var thrown = Record.Exception(() => Execute(shop, text));
        Assert.Equal(left is null ? GuardErrors.TooManyRows : null, (thrown as AccessDeniedException)?.Id);
        Assert.Equal(left ?? 3, Count());
        Assert.Equal([AuditKind.Intent, left is null ? AuditKind.Failed : AuditKind.Completed], Records().Select(record => record.Kind));
    }

    [Fact]
    public void MaxRowsThatCannotBeKept_IsRefused()
    {
        var shop = Shop(PolicyMode.Enforce, Sanction("one", Operation.Delete, "sql:orders") with { MaxRows = 1 });
        using var transaction = connection.BeginTransaction();
        using var command = new SqliteCommand("DELETE FROM orders WHERE id = 1", connection, transaction);
        Assert.Equal(GuardErrors.TooManyRows, Assert.Throws<AccessDeniedException>(() => shop.Begin("site", AccessTarget.Command(command))).Id);
    }

    [Fact]
    public void ExpiredSanction_IsDeniedWithItsDay()
    {
        var shop = Shop(PolicyMode.Enforce, Sanction("old", Operation.Delete, "sql:orders") with { Expires = new(2020, 1, 31, 0, 0, 0, DateTimeKind.Utc) });
        Assert.Contains("'old' ended on 2020-01-31",
            Assert.Throws<AccessDeniedException>(() => Execute(shop, "DELETE FROM orders WHERE id = 1")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StoredProcedure_NeedsCall()
    {
        using var command = new FakeCommand { CommandType = System.Data.CommandType.StoredProcedure, CommandText = "tidy" };
        Assert.Equal(new Effect(Operation.Call, "sql:tidy"),
            Assert.Throws<AccessDeniedException>(() => Shop(PolicyMode.Enforce).Begin("site", AccessTarget.Command(command))).Effect);
    }

    [Theory]
    [InlineData("file:/data/**", "/data/../data/a/b", true)]
    [InlineData("file:/data/**", "/data/../etc/passwd", false)]
    [InlineData("file:/data/*", "/data/a/b", false)]
    [InlineData("file:/data/**", null, false)]
    public void Files_AreHeldAgainstTheirFullPath(string granted, string? path, bool allowed)
    {
        var shop = Shop(PolicyMode.Enforce, Sanction("tidy", Operation.Delete, granted), declared: new Effect(Operation.Delete, "file:*"));
        var thrown = Record.Exception(() => shop.Begin("site", AccessTarget.File(path)));
        Assert.Equal(allowed, thrown is null);
    }

    [Theory]
    [InlineData("https://api.example.com/v1/", "orders/7?key=secret", "http:api.example.com/v1/orders/7")]
    [InlineData(null, "https://api.example.com:8443/x", "http:api.example.com:8443/x")]
    [InlineData(null, "orders/7", "http:*")]
    public void Addresses_AreNamedWithoutTheirQuery(string? baseAddress, string address, string resource)
    {
        var shop = Shop(PolicyMode.Enforce, declared: new Effect(Operation.Delete, "http:*"));
        var denied = Assert.Throws<AccessDeniedException>(() =>
            shop.Begin("site", AccessTarget.Http(baseAddress is null ? null : new Uri(baseAddress), address)));
        Assert.Equal(resource, denied.Effect!.Resource);
    }

    [Fact]
    public void UnknownSite_IsDenied() =>
        Assert.Throws<AccessDeniedException>(() => Shop(PolicyMode.Observe).Begin("nowhere", AccessTarget.Declared));

    public void Dispose()
    {
        connection.Dispose();
        Guard.Configure(new GuardOptions());
        Directory.Delete(folder, recursive: true);
        GuardedCode.DeleteFiles();
    }

    private void Configure(string ledger) => Guard.Configure(new GuardOptions { LedgerDirectory = ledger, Warn = warnings.Add });

    private int Execute(GuardedAssembly shop, string text)
    {
        using var command = new SqliteCommand(text, connection);
        var access = shop.Begin("site", AccessTarget.Command(command));
        try
        {
            var rows = command.ExecuteNonQuery();
            access.Complete(rows);
            return rows;
        }
        catch (Exception e)
        {
            access.Fail(e);
            throw;
        }
    }

    private int Count() => connection.ExecuteScalar<int>("SELECT count(*) FROM orders");

    private List<AuditRecord> Records()
    {
        Guard.Configure(new GuardOptions { LedgerDirectory = Path.Combine(folder, "ledger") });
        return [.. LedgerReader.Open(Path.Combine(folder, "ledger")).Records()];
    }

    private static Sanction Sanction(string id, Operation operations, string resource) => new()
    {
        Id = id,
        Operations = operations,
        Resources = [new(resource)],
        Callers = ["T:Shop.Orders"],
        Reason = "a test",
    };

    /// <summary>An assembly that carries a manifest, as the generator would have written it.</summary>
    private static GuardedAssembly Shop(PolicyMode mode, Sanction? sanction = null, bool withFile = true, Effect? declared = null, bool tolerated = false)
    {
        var manifest = new AccessManifest
        {
            Service = "shop",
            Policy = new() { Mode = mode, Sanctions = sanction is null ? [] : [sanction] },
            Sites =
            [
                new()
                {
                    Id = "site", Member = Member, File = "src/Orders.cs", Line = 42, Sink = "M:System.Data.Common.DbCommand.ExecuteNonQuery",
                    Effects = declared is null ? Effects.Unknown("the SQL text is not constant") : new([declared]),
                    Tolerated = tolerated,
                },
            ],
        };
        var assembly = GuardedCode.Define(manifest);
        if (withFile)
            GuardedCode.WriteManifest(assembly, manifest with { Stamp = new("c0ffee", null, null, false, null) });
        return GuardedAssembly.Register(assembly);
    }

    private sealed class FakeCommand : System.Data.Common.DbCommand
    {
        [System.Diagnostics.CodeAnalysis.AllowNull]
        public override string CommandText { get; set; } = "";

        public override int CommandTimeout { get; set; }

        public override System.Data.CommandType CommandType { get; set; }

        public override bool DesignTimeVisible { get; set; }

        public override System.Data.UpdateRowSource UpdatedRowSource { get; set; }

        protected override System.Data.Common.DbConnection? DbConnection { get; set; }

        protected override System.Data.Common.DbParameterCollection DbParameterCollection => throw new NotSupportedException();

        protected override System.Data.Common.DbTransaction? DbTransaction { get; set; }

        public override void Cancel()
        {
        }

        public override int ExecuteNonQuery() => throw new NotSupportedException();

        public override object ExecuteScalar() => throw new NotSupportedException();

        public override void Prepare()
        {
        }

        protected override System.Data.Common.DbParameter CreateDbParameter() => throw new NotSupportedException();

        protected override System.Data.Common.DbDataReader ExecuteDbDataReader(System.Data.CommandBehavior behavior) => throw new NotSupportedException();
    }
}
