namespace ImmutableGuard.Packages.Tests;

/// <summary>Components, pages and minimal APIs in a real web project: what stands in C# files is guarded, what Razor's generator makes is reported as what it is.</summary>
public sealed class RazorTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    [Fact]
    public async Task DeletesInComponentsPagesAndEndpoints_AreReportedWhereTheyStand()
    {
        using var service = await Service.CreateAsync(packages, git: false, properties: "<ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable>");
        service.Write("Shop.csproj", File.ReadAllText(Path.Combine(service.Folder, "Shop.csproj")).Replace("Microsoft.NET.Sdk\"", "Microsoft.NET.Sdk.Web\"", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(service.Folder, "Pages"));
        service.Write("Wipe.razor", """
            <button @onclick="Erase">Erase</button>
            @code {
                private void Erase() => File.Delete("/tmp/shop/a");
            }
            """);
        service.Write("Behind.razor", "<button @onclick=\"Erase\">Erase</button>");
        service.Write("Behind.razor.cs", "namespace Shop;\npublic partial class Behind { private void Erase() => File.Delete(\"/tmp/shop/b\"); }");
        service.Write("Pages/Index.cshtml", "@page\n@{ System.IO.File.Delete(\"/tmp/shop/c\"); }");
        service.Write("Orders.cs", """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddRazorPages();
            var app = builder.Build();
            app.MapDelete("/orders/{id}", (int id) => File.Delete("/tmp/shop/d"));
            app.MapPost("/purge", Purge);
            app.Run();
            static void Purge() => File.Delete("/tmp/shop/e");
            """);

        var (exitCode, diagnostics, output) = await service.BuildAsync();

        Assert.True(exitCode == 0, output);
        Assert.Equal(
            [
                "warning IG1001@Behind.razor.cs:2", "warning IG1001@Index.cshtml:2", "warning IG1001@Orders.cs:4", "warning IG1001@Orders.cs:7", "warning IG1001@Wipe.razor:3",
                "warning IG1008@Index.cshtml:2", "warning IG1008@Wipe.razor:3", "warning IG3004@Index.cshtml:2", "warning IG3004@Wipe.razor:3",
            ],
            diagnostics.Where(diagnostic => !diagnostic.Contains("IG3001", StringComparison.Ordinal)));
        Assert.Equal(
            ["file:/tmp/shop/b", "file:/tmp/shop/d", "file:/tmp/shop/e"],
            service.ReadManifest().GetProperty("sites").EnumerateArray().Where(site => site.GetProperty("mediated").GetBoolean())
                .Select(site => site.GetProperty("effects")[0].GetProperty("resource").GetString()).Order(StringComparer.Ordinal));
    }
}
