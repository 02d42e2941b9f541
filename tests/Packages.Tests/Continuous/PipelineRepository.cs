using System.Security.Cryptography;

namespace ImmutableGuard.Packages.Tests.Continuous;

/// <summary>
/// A repository as docs/continuous-integration.md tells to set it up, with three branches: <c>main</c>, on which all is sanctioned
/// and locked, <c>unsanctioned</c> with one more delete, and <c>sanctioned</c>, on which that was allowed and accepted.
/// </summary>
public sealed class PipelineRepository : IAsyncLifetime
{
    private const string Policy = """
        {
          "version": 1,
          "mode": "enforce",
          "sanctions": [
            { "id": "cancel", "operations": ["delete"], "resources": ["file:/tmp/shop/**"], "callers": ["T:Shop.Orders"], "reason": "customers cancel" }
          ]
        }

        """;

    private readonly PackedPackages packages = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("pipeline-").FullName;

    public ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public async Task InitializeAsync()
    {
        await packages.InitializeAsync();
        Write("nuget.config", $"""<configuration><packageSources><add key="packed" value="{packages.Folder}" /></packageSources></configuration>""");
        Write(".gitignore", "bin/\nobj/\nartifacts/\n.nuget/\naccess.md\n");
        Write(".config/dotnet-tools.json", $$"""{ "version": 1, "isRoot": true, "tools": { "immutableguard.tool": { "version": "{{packages.Version}}", "commands": ["immutableguard"] } } }""");
        Write("signing.pub.pem", Key.ExportSubjectPublicKeyInfoPem());
        Write("immutableguard.json", Policy);
        Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable></PropertyGroup>
              <ItemGroup><PackageReference Include="ImmutableGuard" Version="{packages.Version}" /></ItemGroup>
            </Project>
            """);
        Write("Directory.Build.targets", SarifFromTheDocs());
        Write("Shop.slnx", """<Solution><Project Path="src/Shop/Shop.csproj" /></Solution>""");
        Write("src/Shop/Shop.csproj", """<Project Sdk="Microsoft.NET.Sdk" />""");
        Write("src/Shop/Orders.cs", """
            using System.IO;
            namespace Shop;
            public static class Orders
            {
                public static void Cancel() => File.Delete("/tmp/shop/cart");
            }

            """);
        await GitAsync("init", "-q", "-b", "main");
        await CommitAsync();

        await GitAsync("checkout", "-q", "-b", "unsanctioned");
        Write("src/Shop/Orders.cs", File.ReadAllText(Path.Combine(Folder, "src/Shop/Orders.cs")).TrimEnd().TrimEnd('}') + "    public static void Wipe() => File.Delete(\"/var/lib/shop/all\");\n}\n");
        await CommitAsync(updateLock: false);

        await GitAsync("checkout", "-q", "-b", "sanctioned");
        Write("immutableguard.json", Policy.Replace("\"file:/tmp/shop/**\"", "\"file:/tmp/shop/**\", \"file:/var/lib/shop/**\""));
        await CommitAsync();
        await GitAsync("checkout", "-q", "main");
    }

    public async Task DisposeAsync()
    {
        await packages.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    public async Task<string> RevisionAsync(string branch) => (await GitAsync("rev-parse", branch)).Trim();

    private async Task CommitAsync(bool updateLock = true)
    {
        await GitAsync("add", "-A");
        if (updateLock)
        {
            await PackedPackages.RunAsync(Folder, "dotnet", "build", "src/Shop", "-v", "q", "--nologo", "-tl:off", "-p:ImmutableGuardUpdateLock=true");
            await GitAsync("add", "-A");
        }

        await GitAsync("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "c");
    }

    // The page and what is tested here are the same text.
    private static string SarifFromTheDocs()
    {
        var page = File.ReadAllText(Path.Combine(PackedPackages.RepositoryRoot(), "docs", "continuous-integration.md"));
        var start = page.IndexOf("<Project>", page.IndexOf("Directory.Build.targets", StringComparison.Ordinal), StringComparison.Ordinal);
        return page[start..(page.IndexOf("</Project>", start, StringComparison.Ordinal) + "</Project>".Length)];
    }

    private Task<string> GitAsync(params string[] arguments) => PackedPackages.RunAsync(Folder, "git", arguments);

    private void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
