namespace ImmutableGuard.Packages.Tests;

/// <summary>The package passes embedded texts to the compiler, under the names they are embedded by.</summary>
public sealed class SqlResourceTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    [Fact]
    public async Task EmbeddedText_IsProvenByTheNameItIsEmbeddedUnder()
    {
        using var service = await Service.CreateAsync(packages, git: false);
        Directory.CreateDirectory(Path.Combine(service.Folder, "Sql"));
        service.Write("Sql/purge.sql", "DELETE FROM carts WHERE id = 1");
        service.Write("close.sql", "UPDATE orders SET state = 1 WHERE id = 1");
        service.Write("Directory.Build.targets", """
            <Project><ItemGroup><EmbeddedResource Include="Sql/purge.sql" /><EmbeddedResource Include="close.sql" LogicalName="close" /></ItemGroup></Project>
            """);
        service.Write("Orders.cs", """
            using System.Data.Common;
            using System.IO;
            namespace Shop
            {
                public class Orders
                {
                    public static void Run(DbConnection connection)
                    {
                        foreach (var name in new[] { "Shop.Sql.purge.sql", "close" })
                        {
                            using (var reader = new StreamReader(typeof(Orders).Assembly.GetManifestResourceStream(name)))
                            {
                                var command = connection.CreateCommand();
                                command.CommandText = reader.ReadToEnd();
                                command.ExecuteNonQuery();
                            }
                        }
                    }
                }
            }
            """);

        var (exitCode, diagnostics, output) = await service.BuildAsync();

        Assert.True(exitCode == 0, output);
        Assert.Equal(["warning IG1001@Orders.cs:15", "warning IG1002@Orders.cs:15"], diagnostics.Where(diagnostic => diagnostic.Contains("IG1", StringComparison.Ordinal)));
        var site = Assert.Single(service.ReadManifest().GetProperty("sites").EnumerateArray());
        Assert.Equal(["sql:carts", "sql:orders"], site.GetProperty("effects").EnumerateArray().Select(effect => effect.GetProperty("resource").GetString()));
    }
}
