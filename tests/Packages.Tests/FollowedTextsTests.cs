using System.Text.Json;

namespace ImmutableGuard.Packages.Tests;

/// <summary>What real code does with its texts, entities and files, in one service built from outside: operation and table of each are told.</summary>
public sealed class FollowedTextsTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string Types = """
        using System.Collections.Concurrent;
        using System.Data;
        using System.Data.Common;
        using System.Text;
        using Dapper;
        using Microsoft.Data.SqlClient;
        using Microsoft.EntityFrameworkCore;

        namespace Shop;

        public class Order { public int Id { get; set; } public List<Line> Lines { get; } = []; public List<string> Notes { get; } = []; }
        public class Line { public int Id { get; set; } public int OrderId { get; set; } }
        public class Customer { public int Id { get; set; } }
        public class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); public DbSet<Customer> Customers => Set<Customer>(); }
        public static class Extensions
        {
            public static Task<int> ExecuteNonQueryAsync(this DbConnection connection, string sql)
            {
                var command = connection.CreateCommand();
                command.CommandText = sql;
                return command.ExecuteNonQueryAsync();
            }
        }
        public sealed class Templates
        {
            private readonly ConcurrentDictionary<Func<string, string>, string> cache = new();
            public string Prefix { get; init; } = "";
            public string Get(Func<string, string> make) => cache.GetOrAdd(make, found => found(Prefix));
        }
        internal abstract class Job(SqlConnection connection, string sql) { protected int Go() => connection.Execute(sql); }
        internal class TidyJob(SqlConnection connection) : Job(connection, "DELETE FROM tidied WHERE id = 1") { public int Run() => Go(); }

        """;

    /// <summary>What stands in a member, and what it does; empty for what is none of our business.</summary>
    private static readonly (string Code, string Effects)[] Members =
    [
        ("var sql = \"DELETE FROM a WHERE id = 1\"; c.Execute(sql);", "delete sql:a"),
        ("string sql; if (flag) sql = \"DELETE FROM a WHERE id = 1\"; else sql = \"UPDATE b SET x = 1 WHERE id = 1\"; c.Execute(sql);", "delete sql:a, update sql:b"),
        ("const string sql = \"DELETE FROM a WHERE id = 1\"; c.Execute(sql);", "delete sql:a"),
        ("c.Execute(Fixed);", "delete sql:fixed_"),
        ("c.Execute(Once);", "delete sql:once"),
        ("c.Execute(\"DELETE FROM \" + \"a\" + \" WHERE id = \" + id);", "delete sql:a"),
        ("c.Execute($\"DELETE FROM a WHERE id = {id}\");", "delete sql:a"),
        ("c.Execute($\"DELETE FROM {prefix}_triggers WHERE id = 1\");", "delete sql:*_triggers"),
        ("c.Execute(string.Format(\"DELETE FROM {0}{1} WHERE id = 1\", prefix, \"TRIGGERS\"));", "delete sql:*TRIGGERS"),
        ("var s = new StringBuilder(); s.Append(\"DELETE FROM a\"); s.Append(\" WHERE id = 1\"); c.Execute(s.ToString());", "delete sql:a"),
        ("c.Execute(string.Join(\" \", \"DELETE\", \"FROM a\", \"WHERE id = 1\"));", "delete sql:a"),
        ("c.Execute(id switch { 1 => \"DELETE FROM a WHERE id = 1\", _ => \"DELETE FROM b WHERE id = 1\" });", "delete sql:a, delete sql:b"),
        ("c.Execute(flag ? \"DELETE FROM a WHERE id = 1\" : \"DELETE FROM b WHERE id = 1\");", "delete sql:a, delete sql:b"),
        ("string? own = flag ? \"DELETE FROM a WHERE id = 1\" : null; c.Execute(own ?? \"DELETE FROM b WHERE id = 1\");", "delete sql:a, delete sql:b"),
        ("c.Execute(\"\"\"\nDELETE FROM a\n WHERE id = 1\n\"\"\");", "delete sql:a"),
        ("c.Execute($\"DELETE FROM {nameof(Customer)} WHERE id = 1\");", "delete sql:Customer"),
        ("new SqlCommand { CommandText = \"DELETE FROM a WHERE id = 1\", Connection = c }.ExecuteNonQuery();", "delete sql:a"),
        ("var d = c.CreateCommand(); d.CommandText = \"DELETE FROM a WHERE id = 1\"; d.ExecuteNonQuery();", "delete sql:a"),
        ("var d = new SqlCommand(\"tidy\", c) { CommandType = CommandType.StoredProcedure }; d.ExecuteNonQuery();", "call sql:tidy"),
        ("SqlCommand Make(string sql) => new(sql, c); Make(\"DELETE FROM a WHERE id = 1\").ExecuteNonQuery();", "delete sql:a"),
        ("using var r = new StreamReader(typeof(Texts).Assembly.GetManifestResourceStream(\"Shop.Sql.purge.sql\")!); c.Execute(r.ReadToEnd());", "delete sql:purged"),
        ("c.Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, \"Sql\", \"close.sql\")));", "update sql:closed"),
        ("c.Execute(new CommandDefinition(\"DELETE FROM a WHERE id = @id\", new { id }));", "delete sql:a"),
        ("db.Database.ExecuteSql($\"DELETE FROM a WHERE id = {id}\");", "delete sql:a"),
        ("c.Execute(cache.Get(static p => $\"DELETE FROM [{p}].a WHERE id = 1\"));", "delete sql:*.a"),
        ("c.Execute(string.Format(Formatted, prefix));", "delete sql:*formatted"),
        ("c.Execute(Replaced.Replace(\"#\", prefix));", "delete sql:*replaced"),
        ("var sql = \"DELETE FROM a WHERE id = 1\"; c.Execute(sql); c.ExecuteAsync(sql);", "delete sql:a; delete sql:a"),
        ("var b = new SqlBatch(c); var one = new SqlBatchCommand(); one.CommandText = \"DELETE FROM a WHERE id = 1\"; b.BatchCommands.Add(one); b.ExecuteNonQuery();", "delete sql:a"),
        ("var d = new SqlCommand(\"UPDATE a SET x = 1 OUTPUT inserted.id WHERE id = 1\", c); d.ExecuteReader();", "update sql:a"),
        ("var d = new SqlCommand(\"DELETE FROM a OUTPUT deleted.id WHERE id = 1\", c); d.ExecuteScalar();", "delete sql:a"),
        ("((DbConnection)c).ExecuteNonQueryAsync(\"DELETE FROM a WHERE id = 1\");", "delete sql:a"),
        ("var old = db.Orders.Where(o => o.Id < id); old.ExecuteDelete();", "delete sql:Orders"),
        ("db.Remove(new Customer());", "delete sql:Customers"),
        ("db.Orders.First().Lines.Remove(new Line());", "delete sql:Line"),
        ("db.Orders.First().Notes.Remove(prefix);", ""),
        ("new List<Line>().Remove(new Line());", ""),
        ("File.Copy(\"/a\", \"/b\", overwrite: true);", "update file:/b"),
        ("File.Copy(\"/a\", \"/b\", overwrite: false);", ""),
        ("c.Execute(File.ReadAllText(prefix));", "?"),
        ("c.Execute(Environment.GetEnvironmentVariable(\"SQL\")!);", "?"),
    ];

    [Fact]
    public async Task EachWayToMakeAText_TellsOperationAndTable()
    {
        using var service = await Service.CreateAsync(packages, git: false, properties: "<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>");
        Directory.CreateDirectory(Path.Combine(service.Folder, "Sql"));
        service.Write("Sql/purge.sql", "DELETE FROM purged WHERE id = 1");
        service.Write("Sql/close.sql", "UPDATE closed SET state = 1 WHERE id = 1");
        service.Write("Directory.Build.targets", """
            <Project><ItemGroup>
              <EmbeddedResource Include="Sql/purge.sql" /><AdditionalFiles Include="Sql/close.sql" />
              <PackageReference Include="Dapper" Version="2.1.86" /><PackageReference Include="Microsoft.Data.SqlClient" Version="7.1.0" />
              <PackageReference Include="Microsoft.EntityFrameworkCore.Relational" Version="10.0.15" />
            </ItemGroup></Project>
            """);
        service.Write("Orders.cs", Types + $$$"""
            public class Texts(SqlConnection c, Db db, Templates cache)
            {
                private const string Fixed = "DELETE FROM fixed_ WHERE id = 1";
                private static readonly string Once = "DELETE FROM once WHERE id = 1";
                private static readonly string Formatted = FormattableString.Invariant($"DELETE FROM {{0}}formatted WHERE kind = {1}");
                private static readonly string Replaced = FormattableString.Invariant($"DELETE FROM #replaced WHERE kind = {1}");
                {{{string.Join("\n    ", Members.Select((member, index) => $"public void M{index:00}(string prefix, int id, bool flag) {{ {member.Code} }}"))}}}
            }
            """);

        var (exitCode, _, output) = await service.BuildAsync();

        Assert.True(exitCode == 0, output);
        var sites = service.ReadManifest().GetProperty("sites").EnumerateArray().ToLookup(site => site.GetProperty("member").GetString()!.Split('(')[0]);
        var wrong = Members.Select((member, index) => (member.Code, Expected: member.Effects, Actual: string.Join("; ", sites[$"M:Shop.Texts.M{index:00}"].Select(Effects)))).Where(found => found.Actual != found.Expected);
        Assert.True(!wrong.Any(), string.Join("\n", wrong));
        // The text that a derived type gives its base counts where the base runs it.
        Assert.Equal("delete sql:tidied", string.Join("; ", sites["M:Shop.Job.Go"].Select(Effects)));
        Assert.Equal(0, sites["M:Shop.Extensions.ExecuteNonQueryAsync"].Count(site => site.GetProperty("complete").GetBoolean()));
    }

    private static string Effects(JsonElement site) =>
        (site.GetProperty("complete").GetBoolean() ? "" : "?")
        + string.Join(", ", site.GetProperty("effects").EnumerateArray().Select(effect => $"{effect.GetProperty("operation").GetString()} {effect.GetProperty("resource").GetString()}"));
}
