using System.Text.Json;

namespace ImmutableGuard.Packages.Tests;

/// <summary>Members of extension blocks, which the compiler of the SDK knows and the one that the analyzers are built with doesn't.</summary>
public sealed class ExtensionMemberTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string Code = """
        using System.Data;
        using ImmutableGuard;
        namespace Shop;
        public static class Db
        {
            extension(IDbConnection connection)
            {
                public int Run(string sql) { using var command = connection.CreateCommand(); command.CommandText = sql; return command.ExecuteNonQuery(); }
                public int Purge<T>(string table, T id) => connection.Run($"DELETE FROM {table} WHERE id = {id}");
                public string Tidy => "DELETE FROM tidied WHERE id = 1";
                [SanctionedAccess(Operation.Delete, "sql:own", Reason = "r")]
                public int Own() => connection.Run("DELETE FROM own WHERE id = 1");
            }
            extension(IDbCommand) { public static int Now(IDbConnection connection, string sql) => connection.Run(sql); }
            extension(string sql) { public int On(IDbConnection connection) => connection.Run(sql); }
        }
        public class Orders(IDbConnection connection)
        {
            public int Member() => connection.Run("DELETE FROM a WHERE id = 1");
            public int Static() => Db.Run(connection, "DELETE FROM b WHERE id = 1");
            public int Generic() => connection.Purge("c", 3);
            public int Property() => connection.Run(connection.Tidy);
            public int OfType() => IDbCommand.Now(connection, "DELETE FROM e WHERE id = 1");
            public int Where(IDbConnection? other) => other?.Run("DELETE FROM f WHERE id = 1") ?? 0;
            public int Reads() => connection.Run("SELECT 1");
        }
        """;

    [Fact]
    public async Task MemberOfAnExtensionBlock_IsAWrapperThatIsGuardedAndNamedAsItIsCompiled()
    {
        using var service = await Service.CreateAsync(packages, git: false, properties: "<Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings>");
        service.Write("Orders.cs", Code);
        var (exitCode, _, output) = await service.BuildAsync();
        Assert.True(exitCode == 0, output);

        var manifest = service.ReadManifest();
        Assert.Equal(
            [
                "M:Shop.Db.On(System.String,System.Data.IDbConnection): incomplete", "M:Shop.Db.Own(System.Data.IDbConnection): delete sql:own, sanctioned",
                "M:Shop.Orders.Generic: delete sql:c", "M:Shop.Orders.Member: delete sql:a", "M:Shop.Orders.OfType: delete sql:e", "M:Shop.Orders.Property: delete sql:tidied",
                "M:Shop.Orders.Reads: ", "M:Shop.Orders.Static: delete sql:b", "M:Shop.Orders.Where(System.Data.IDbConnection): delete sql:f",
            ],
            manifest.GetProperty("sites").EnumerateArray().Where(site => !site.TryGetProperty("givenBy", out _)).Select(Told).Order(StringComparer.Ordinal));
        Assert.All(manifest.GetProperty("sites").EnumerateArray(), site => Assert.True(!site.TryGetProperty("mediated", out var mediated) || mediated.GetBoolean()));
        Assert.Contains("M:Shop.Db.Run(System.Data.IDbConnection,System.String)", manifest.GetProperty("derivedSinks").EnumerateArray().Select(sink => sink.GetProperty("id").GetString()));
    }

    private static string Told(JsonElement site) =>
        $"{site.GetProperty("member")}: "
        + (site.GetProperty("complete").GetBoolean()
            ? string.Join(", ", site.GetProperty("effects").EnumerateArray().Select(effect => $"{effect.GetProperty("operation")} {effect.GetProperty("resource")}"))
            : "incomplete")
        + (site.GetProperty("sanction").ValueKind == JsonValueKind.Null ? "" : ", sanctioned");
}
