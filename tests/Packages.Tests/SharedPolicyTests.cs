namespace ImmutableGuard.Packages.Tests;

/// <summary>A shared policy that a package brings, above two projects: one with a policy of its own, one without.</summary>
public sealed class SharedPolicyTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string Shared = """
        {
          "version": 1, "mode": "enforce",
          "resources": [{ "name": "file:/var/audit/**", "mutability": "append-only" }],
          "sanctions": [{ "id": "temporary", "operations": ["delete"], "resources": ["file:/tmp/**"], "callers": ["*"], "reason": "temporary files" }],
          "delegates": [{ "operations": ["delete", "unknown"], "resources": ["file:/var/shop/**"] }]
        }
        """;

    private const string Own = """
        { "version": 1, "sanctions": [{ "id": "own", "operations": ["delete"], "resources": ["file:/var/shop/**"], "callers": ["T:Shop.Orders"], "reason": "customers cancel" }] }
        """;

    [Fact]
    public async Task PolicyOfAPackage_HoldsInEachProjectAndIsNarrowedByItsOwn()
    {
        using var folder = new Temporary();
        var version = $"1.0.0-{Guid.NewGuid():N}";
        folder.Write("policy/Contoso.DataPolicy.csproj", FromTheDocs("<!-- Contoso.DataPolicy.csproj -->", "<Version>1.0.0</Version>", $"<Version>{version}</Version>"));
        folder.Write("policy/build/Contoso.DataPolicy.props", FromTheDocs("<!-- build/Contoso.DataPolicy.props -->"));
        folder.Write("policy/build/immutableguard.shared.json", Shared);
        await PackedPackages.RunAsync(folder.Path, "dotnet", "pack", "policy", "-o", "feed", "-v", "q", "--nologo");

        folder.Write("services/nuget.config", $"""<configuration><packageSources><add key="packed" value="{packages.Folder}" /><add key="feed" value="{folder.Path}/feed" /></packageSources></configuration>""");
        folder.Write("services/Directory.Build.props", FromTheDocs("<!-- Directory.Build.props of each repository -->", "…", packages.Version, "Version=\"1.0.0\"", $"Version=\"{version}\""));
        folder.Write("services/Orders/Orders.csproj", Project);
        folder.Write("services/Orders/Orders.cs", Code("Shop", "Orders", "/var/shop/1"));
        folder.Write("services/Orders/immutableguard.json", Own);
        folder.Write("services/Jobs/Jobs.csproj", Project);
        folder.Write("services/Jobs/Jobs.cs", Code("Jobs", "Nightly", "/tmp/1"));

        var (exitCode, output) = await BuildAsync(folder, "Orders");
        Assert.True(exitCode == 0 && !output.Contains("IG1", StringComparison.Ordinal), output);
        (exitCode, output) = await BuildAsync(folder, "Jobs");
        Assert.True(exitCode == 0 && !output.Contains("IG1", StringComparison.Ordinal), output);
        var policy = System.Text.Json.JsonDocument.Parse(File.ReadAllText(folder.PathOf("services/Orders/obj/Debug/net10.0/Orders.access.json"))).RootElement
            .GetProperty("predicate").GetProperty("policy");
        Assert.Equal(Sha256(Own), policy.GetProperty("digest").GetProperty("sha256").GetString());
        Assert.Equal(Sha256(Shared), policy.GetProperty("shared").GetProperty("digest").GetProperty("sha256").GetString());
        Assert.Equal("enforce", policy.GetProperty("mode").GetString());

        // The other project has no policy of its own, so nothing of what is delegated is sanctioned there.
        folder.Write("services/Jobs/Jobs.cs", Code("Jobs", "Nightly", "/var/shop/1"));
        Assert.Contains("warning IG1001", (await BuildAsync(folder, "Jobs")).Output, StringComparison.Ordinal);

        folder.Write("services/Orders/immutableguard.json", Own.Replace("/var/shop/", "/var/audit/").Replace("{ \"version\": 1,", "{\n  \"version\": 1,\n  \"mode\": \"observe\","));
        (exitCode, output) = await BuildAsync(folder, "Orders");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("immutableguard.json(3,11): error IG2008: The shared policy can only be narrowed: \"mode\" is observe", output, StringComparison.Ordinal);
        Assert.Contains("file:/var/audit/** is append-only, which no sanction changes", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policies/immutableguard.shared.json", "which isn't there")]
    [InlineData("Orders.cs", "ends with 'immutableguard.shared.json'")]
    public async Task SharedPolicyThatIsNone_FailsTheBuild(string name, string says)
    {
        using var service = await Service.CreateAsync(packages, properties: $"<ImmutableGuardSharedPolicy>$(MSBuildProjectDirectory)/{name}</ImmutableGuardSharedPolicy>");
        var (exitCode, diagnostics, output) = await service.BuildAsync();
        Assert.NotEqual(0, exitCode);
        Assert.Contains("error IG2001@Shop.csproj:", diagnostics);
        Assert.Contains(says, output, StringComparison.Ordinal);
    }

    private const string Project = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""";

    private static string Code(string space, string type, string file) =>
        $$"""namespace {{space}} { public static class {{type}} { public static void Forget() { System.IO.File.Delete("{{file}}"); } } }""";

    private static Task<(int ExitCode, string Output)> BuildAsync(Temporary folder, string project) => PackedPackages.TryRunAsync(
        folder.PathOf("services/" + project), "dotnet", "build", "--nologo", "-v", "q", "-tl:off", "-clp:NoSummary", "-p:ImmutableGuardRequireCommit=false");

    /// <summary>What the page tells to write, as it stands there but for versions.</summary>
    private static string FromTheDocs(string begins, params string[] replaced)
    {
        var page = File.ReadAllText(Path.Combine(PackedPackages.RepositoryRoot(), "docs", "policy.md"));
        var start = page.IndexOf(begins, StringComparison.Ordinal);
        var text = page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
        for (var i = 0; i < replaced.Length; i += 2)
            text = text.Replace(replaced[i], replaced[i + 1]);
        return text;
    }

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));

    private sealed class Temporary : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("shared-").FullName;

        public string PathOf(string file) => System.IO.Path.Combine(Path, file);

        public void Write(string file, string text)
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(PathOf(file))!);
            File.WriteAllText(PathOf(file), text);
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
