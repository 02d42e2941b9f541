namespace ImmutableGuard.Packages.Tests;

/// <summary>Every way we know to hide a report from a build; in continuous integration none helps.</summary>
public sealed class SuppressionTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string RuleSet = """
        <?xml version="1.0" encoding="utf-8"?>
        <RuleSet Name="Quiet" ToolsVersion="16.0"><Rules AnalyzerId="ImmutableGuard.Analyzers" RuleNamespace="ImmutableGuard">
          <Rule Id="IG1001" Action="None" /><Rule Id="IG1005" Action="None" /><Rule Id="IG3006" Action="None" />
        </Rules></RuleSet>
        """;

    private const string All = "IG1001%3BIG1005%3BIG3006";

    public static TheoryData<string, string, string, string, string> Ways => new()
    {
        // what, a file, its text, properties, arguments
        { "pragma", "Orders.cs", "", "", "" },
        { "attribute", "Suppressions.cs", """[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage("DataAccess", "IG1001")] [assembly: System.Diagnostics.CodeAnalysis.SuppressMessage("DataAccess", "IG1005")]""", "", "" },
        { "attributes, of the report's place too", "Suppressions.cs", """[assembly: System.Diagnostics.CodeAnalysis.SuppressMessage("DataAccess", "IG1001")] [assembly: System.Diagnostics.CodeAnalysis.SuppressMessage("DataAccess", "IG1005")] [assembly: System.Diagnostics.CodeAnalysis.SuppressMessage("Policy", "IG3006")]""", "", "" },
        { "editorconfig", ".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.IG1001.severity = none\ndotnet_diagnostic.IG1005.severity = none\ndotnet_diagnostic.IG3006.severity = none\n", "", "" },
        { "editorconfig for the category", ".editorconfig", "root = true\n[*.cs]\ndotnet_analyzer_diagnostic.category-DataAccess.severity = none\n", "", "" },
        { "editorconfig for all", ".editorconfig", "root = true\n[*.cs]\ndotnet_analyzer_diagnostic.severity = none\n", "", "" },
        { "generated code", ".editorconfig", "root = true\n[*.cs]\ngenerated_code = true\n", "", "" },
        { "global configuration", ".globalconfig", "is_global = true\ndotnet_diagnostic.IG1001.severity = none\ndotnet_diagnostic.IG1005.severity = none\n", "", "" },
        { "rule set", "Quiet.ruleset", RuleSet, "<CodeAnalysisRuleSet>Quiet.ruleset</CodeAnalysisRuleSet>", "" },
        { "NoWarn in the project", "", "", "<NoWarn>$(NoWarn);IG1001;IG1005;IG3006</NoWarn>", "" },
        { "NoWarn of the command", "", "", "", "-p:NoWarn=" + All },
        { "not as errors", "", "", "<WarningsNotAsErrors>IG1001;IG1005;IG3006</WarningsNotAsErrors>", "" },
        { "not as errors, by the command", "", "", "", "-p:WarningsNotAsErrors=" + All },
        { "no warnings as errors", "", "", "", "-p:TreatWarningsAsErrors=false" },
        { "warning level", "", "", "", "-p:WarningLevel=0" },
        { "no analyzers", "", "", "<RunAnalyzers>false</RunAnalyzers>", "" },
        { "no analyzers in builds", "", "", "", "-p:RunAnalyzersDuringBuild=false" },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task HiddenReport_FailsTheBuildInContinuousIntegration(string way, string file, string text, string properties, string argument)
    {
        using var service = await Service.CreateAsync(packages, properties: properties);
        if (way == "pragma")
            service.Write("Orders.cs", "#pragma warning disable\n" + File.ReadAllText(Path.Combine(service.Folder, "Orders.cs")));
        else if (file.Length > 0)
            service.Write(file, text);
        await service.CommitAsync(allowEmpty: true);

        var (exitCode, diagnostics, output) = await service.BuildAsync(["-p:ContinuousIntegrationBuild=true", .. argument.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.True(exitCode != 0 && diagnostics.Any(diagnostic => diagnostic.StartsWith("error IG", StringComparison.Ordinal)), output);
    }

    /// <summary>What a build on a developer's machine compiled is compiled again: there it was asked other things.</summary>
    [Fact]
    public async Task BuildInContinuousIntegrationOverALocalOne_IsRefused()
    {
        using var service = await Service.CreateAsync(packages);
        Assert.Equal(0, (await service.BuildAsync()).ExitCode);
        for (var build = 0; build < 2; build++)
        {
            var (exitCode, diagnostics, output) = await service.BuildAsync("-p:ContinuousIntegrationBuild=true");
            Assert.NotEqual(0, exitCode);
            Assert.True(diagnostics.SequenceEqual(["error IG1001@Orders.cs:12", "error IG1005@Orders.cs:10"]), output);
        }

        Assert.Equal(0, (await service.BuildAsync()).ExitCode);
    }

    /// <summary>With every analyzer of the SDK, nullable, code style and documentation, nothing of what is generated is complained of.</summary>
    [Theory]
    [InlineData("CI", "true", true)]
    [InlineData("CI", "woodpecker", true)]
    [InlineData("CI", "false", false)]
    [InlineData("TF_BUILD", "True", true)]
    [InlineData("JENKINS_URL", "https://jenkins.example/", true)]
    [InlineData("TEAMCITY_VERSION", "2026.1", true)]
    [InlineData("CODEBUILD_BUILD_ID", "shop:1", true)]
    [InlineData("BUILD_NUMBER", "1", false)]
    public async Task BuildOfAContinuousIntegrationSystem_IsKnownByItsEnvironment(string variable, string value, bool fails)
    {
        using var service = await Service.CreateAsync(packages);
        var environment = new Dictionary<string, string> { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDDISABLENODEREUSE"] = "1", [variable] = value };
        var (exitCode, output) = await PackedPackages.TryRunAsync(service.Folder, environment, "dotnet", "build", "--nologo", "-v", "q", "-tl:off");
        Assert.True(fails == (exitCode != 0), output);
        Assert.Contains(fails ? "error IG1001" : "warning IG1001", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllSanctioned_IsCleanWithWarningsAsErrorsAndEveryAnalyzer()
    {
        using var service = await Service.CreateAsync(
            packages,
            properties: "<Nullable>enable</Nullable><AnalysisLevel>latest-all</AnalysisLevel><EnforceCodeStyleInBuild>true</EnforceCodeStyleInBuild><GenerateDocumentationFile>true</GenerateDocumentationFile>",
            policy: """
                { "version": 1, "mode": "enforce", "sanctions": [
                  { "id": "s", "operations": ["delete"], "resources": ["file:/tmp/shop/**"], "callers": ["M:Shop.Orders.ForgetAsync"], "reason": "r" }] }
                """);
        service.Write("Orders.cs", """
            namespace Shop;

            /// <summary>Orders.</summary>
            public static class Orders
            {
                /// <summary>Forgets.</summary>
                public static async System.Threading.Tasks.Task ForgetAsync()
                {
                    await System.Threading.Tasks.Task.Delay(1).ConfigureAwait(false);
                    System.IO.File.Delete("/tmp/shop/cart");
                }
            }

            """);
        await service.CommitAsync();
        var (exitCode, _, output) = await service.BuildAsync("-warnaserror", "-p:ContinuousIntegrationBuild=true");
        Assert.True(exitCode == 0 && !output.Contains("warning", StringComparison.Ordinal), output);
    }
}
