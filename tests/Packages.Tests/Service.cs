using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImmutableGuard.Packages.Tests;

/// <summary>A project of a user's, in a temporary git repository, that references the packed packages.</summary>
internal sealed partial class Service : IDisposable
{
    private const string Code = """
        using System.Data;
        using System.IO;
        namespace Shop
        {
            public class Orders
            {
                public static void Purge(IDbCommand command)
                {
                    command.CommandText = System.Console.ReadLine();
                    command.ExecuteNonQuery();
                }
                public static void Forget() { File.Delete("/tmp/shop/nothing"); }
            }
        }
        """;

    private Service(string folder) => Folder = folder;

    public string Folder { get; }

    public string Manifest => Path.Combine(Folder, "bin", "Shop.access.json");

    public string Lock => Path.Combine(Folder, "access.lock.json");

    public string Assembly => Path.Combine(Folder, "bin", "Shop.dll");

    public static async Task<Service> CreateAsync(
        PackedPackages packages, string framework = "net10.0", string properties = "", string? policy = null, bool git = true)
    {
        var service = new Service(Directory.CreateTempSubdirectory("service-").FullName);
        service.Write("nuget.config", $"""<configuration><packageSources><add key="packed" value="{packages.Folder}" /></packageSources></configuration>""");
        service.Write(".gitignore", "bin/\nobj/\n");
        service.Write("Directory.Build.props", "<Project />");
        service.Write("Shop.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>{framework}</TargetFramework><OutputPath>bin/</OutputPath><AppendTargetFrameworkToOutputPath>false</AppendTargetFrameworkToOutputPath>
                {properties}
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="ImmutableGuard" Version="{packages.Version}" />
                <PackageReference Include="Microsoft.NETFramework.ReferenceAssemblies" Version="1.0.3" Condition="'$(TargetFramework)' == 'net472'" />
              </ItemGroup>
            </Project>
            """);
        service.Write("Orders.cs", Code);
        if (policy is not null)
            service.Write("immutableguard.json", policy);
        if (git)
            await service.CommitAsync();
        return service;
    }

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(Folder, file), text);

    public async Task CommitAsync(bool allowEmpty = false)
    {
        await PackedPackages.RunAsync(Folder, "git", "init", "-q");
        await PackedPackages.RunAsync(Folder, "git", "add", "-A");
        await PackedPackages.RunAsync(Folder, "git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "c",
            "--date=2026-01-01T00:00:00Z", allowEmpty ? "--allow-empty" : "--no-verify");
    }

    public Task<string> HeadAsync() => PackedPackages.RunAsync(Folder, "git", "rev-parse", "HEAD");

    /// <summary>Builds, and gives the exit code with <c>id@file:line</c> of each diagnostic of ours and of the compiler's errors.</summary>
    public async Task<(int ExitCode, IReadOnlyList<string> Diagnostics, string Output)> BuildAsync(params string[] arguments)
    {
        var (exitCode, output) = await PackedPackages.TryRunAsync(Folder, "dotnet", ["build", "--nologo", "-v", "q", "-tl:off", "-clp:NoSummary", .. arguments]);
        var diagnostics = DiagnosticLine().Matches(output).Select(match => $"{match.Groups["severity"].Value} {match.Groups["id"].Value}@{Path.GetFileName(match.Groups["file"].Value)}:{match.Groups["line"].Value}");
        return (exitCode, [.. diagnostics.Distinct().Order(StringComparer.Ordinal)], output);
    }

    public JsonElement ReadManifest() => JsonDocument.Parse(File.ReadAllText(Manifest)).RootElement.GetProperty("predicate");

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    [GeneratedRegex(@"^\s*(?<file>[^\s(:]+)(\((?<line>\d+)(,\d+)?\))?\s*: (?<severity>warning|error) (?<id>(IG|CS)\d+)", RegexOptions.Multiline)]
    private static partial Regex DiagnosticLine();
}
