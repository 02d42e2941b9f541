namespace ImmutableGuard.Packages.Tests;

/// <summary>A library with a wrapper, and an app that calls it, both with the packed package.</summary>
public sealed class WrapperTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string Policy = """
        { "version": 1, "mode": "enforce", "sanctions": [
          { "id": "orders", "operations": ["delete"], "resources": ["sql:orders"], "callers": ["M:Shop.Orders.Close"], "reason": "r" }] }
        """;

    [Fact]
    public async Task WrapperOfALibrary_IsSanctionedAndDeniedByItsCallersInTheApp()
    {
        using var service = await Service.CreateAsync(packages, policy: Policy, git: false,
            properties: "<OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable><DefaultItemExcludes>$(DefaultItemExcludes);lib/**</DefaultItemExcludes>");
        Directory.CreateDirectory(Path.Combine(service.Folder, "lib"));
        service.Write("lib/Lib.csproj", File.ReadAllText(Path.Combine(service.Folder, "Shop.csproj")).Replace("<OutputType>Exe</OutputType>", "<GenerateDocumentationFile>true</GenerateDocumentationFile><NoWarn>$(NoWarn);CS1591</NoWarn>").Replace(";lib/**", ""));
        service.Write("lib/immutableguard.json", """{ "version": 1, "mode": "enforce" }""");
        service.Write("lib/Db.cs", """
            using System.Data;
            namespace Lib;
            public static class Db
            {
                public static int Run(IDbConnection connection, string sql)
                {
                    using var command = connection.CreateCommand();
                    command.CommandText = sql;
                    return command.ExecuteNonQuery();
                }

                public static async Task<int> RunAsync(IDbConnection connection, string table)
                {
                    await Task.Yield();
                    return Run(connection, $"DELETE FROM {table} WHERE id = 1");
                }
            }
            """);
        service.Write("Directory.Build.targets", """
            <Project><ItemGroup Condition="'$(MSBuildProjectName)' == 'Shop'"><ProjectReference Include="lib/Lib.csproj" /></ItemGroup></Project>
            """);
        service.Write("Orders.cs", """
            using System.Data;
            using System.Diagnostics.CodeAnalysis;
            namespace Shop;
            public static class Orders
            {
                public static int Close() => Lib.Db.Run(new Connection(), "DELETE FROM orders WHERE id = 1");
                public static Task<int> Forget() => Lib.Db.RunAsync(new Connection(), "customers");
            }

            internal sealed class Connection : IDbConnection
            {
                [AllowNull] public string ConnectionString { get; set; } = "";
                public int ConnectionTimeout => 0;
                public string Database => "shop";
                public ConnectionState State => ConnectionState.Open;
                public IDbTransaction BeginTransaction() => throw new NotSupportedException();
                public IDbTransaction BeginTransaction(IsolationLevel level) => throw new NotSupportedException();
                public void ChangeDatabase(string name) { }
                public void Close() { }
                public IDbCommand CreateCommand() => new Command();
                public void Dispose() { }
                public void Open() { }
            }

            internal sealed class Command : IDbCommand
            {
                [AllowNull] public string CommandText { get; set; } = "";
                public int CommandTimeout { get; set; }
                public CommandType CommandType { get; set; } = CommandType.Text;
                public IDbConnection? Connection { get; set; }
                public IDataParameterCollection Parameters => throw new NotSupportedException();
                public IDbTransaction? Transaction { get; set; }
                public UpdateRowSource UpdatedRowSource { get; set; }
                public void Cancel() { }
                public IDbDataParameter CreateParameter() => throw new NotSupportedException();
                public void Dispose() { }
                public int ExecuteNonQuery() => 1;
                public IDataReader ExecuteReader() => throw new NotSupportedException();
                public IDataReader ExecuteReader(CommandBehavior behavior) => throw new NotSupportedException();
                public object? ExecuteScalar() => throw new NotSupportedException();
                public void Prepare() { }
            }
            """);
        service.Write("Program.cs", """
            using ImmutableGuard.Ledger;
            using ImmutableGuard.Runtime;
            Guard.Configure(new GuardOptions { LedgerDirectory = "ledger" });
            Console.WriteLine($"sanctioned: {Shop.Orders.Close()}");
            try { await Shop.Orders.Forget(); }
            catch (ImmutableGuard.AccessDeniedException e) { Console.WriteLine(e.Message); }
            Guard.Configure(new GuardOptions());
            foreach (var record in LedgerReader.Open("ledger").Records())
                Console.WriteLine($"{record.Kind} {record.Service} {record.Member} {string.Join(",", record.Effects!.Items)} {record.Sanction}");
            """);

        var (exitCode, diagnostics, output) = await service.BuildAsync();
        Assert.True(exitCode == 0, output);
        Assert.Equal(["warning IG1001@Orders.cs:7"], diagnostics.Where(diagnostic => !diagnostic.Contains("IG3001", StringComparison.Ordinal)));

        var library = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(service.Folder, "bin", "Lib.access.json"))).RootElement.GetProperty("predicate");
        Assert.Equal(
            ["M:Lib.Db.Run(System.Data.IDbConnection,System.String): {sql}", "M:Lib.Db.RunAsync(System.Data.IDbConnection,System.String): DELETE FROM {table} WHERE id = 1"],
            library.GetProperty("derivedSinks").EnumerateArray().Select(sink => $"{sink.GetProperty("id").GetString()}: {sink.GetProperty("accesses")[0].GetProperty("text").GetString()}"));
        var sites = service.ReadManifest().GetProperty("sites").EnumerateArray().ToList();
        Assert.Equal(["sql:orders", "sql:customers"], sites.Select(site => site.GetProperty("effects")[0].GetProperty("resource").GetString()));
        Assert.All(sites, site => Assert.True(site.GetProperty("mediated").GetBoolean()));

        var lines = (await PackedPackages.RunAsync(service.Folder, "dotnet", Path.Combine("bin", "Shop.dll"))).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("sanctioned: 1", lines[0]);
        Assert.StartsWith("IG4010: access denied at M:Shop.Orders.Forget (Orders.cs:7", lines[1], StringComparison.Ordinal);
        Assert.Contains("delete sql:customers", lines[1], StringComparison.Ordinal);
        Assert.Equal(
            ["Intent Shop M:Shop.Orders.Close delete sql:orders orders", "Completed Shop M:Shop.Orders.Close delete sql:orders orders", "Denied Shop M:Shop.Orders.Forget delete sql:customers"],
            lines[2..]);
    }
}
