using System.Diagnostics;
using System.Text;

namespace ImmutableGuard.Model.Tests;

/// <summary>The shipped schemas, asked through a validator that isn't ours.</summary>
internal static class Schema
{
    private const string Validator = """
        const [modules, schema] = process.argv.slice(1);
        const Ajv = require(modules + '/ajv/dist/2020');
        const fs = require('fs');
        const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(JSON.parse(fs.readFileSync(schema)));
        for (const line of fs.readFileSync(0, 'utf8').trimEnd().split('\n'))
            console.log(validate(JSON.parse(line)) ? 'valid' : validate.errors[0].instancePath || '/');
        """;

    /// <summary>What the validator says of each document: <c>valid</c>, or where the first thing is that is wrong.</summary>
    /// <param name="schema">The schema's name.</param>
    /// <param name="documents">The documents, a line each.</param>
    public static string[] Validate(string schema, params string[] documents)
    {
        var modules = RequireModules();
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false) };
        foreach (var argument in (string[])["-e", Validator, modules, PathOf(schema)])
            start.ArgumentList.Add(argument);
        using var node = Process.Start(start)!;
        node.StandardInput.Write(string.Join('\n', documents));
        node.StandardInput.Close();
        return node.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Skips the test where there is no validator; within a property test a skip would be a failure.</summary>
    /// <returns>Where it is.</returns>
    public static string RequireModules()
    {
        var modules = Environment.GetEnvironmentVariable("IMMUTABLEGUARD_NODE_MODULES");
        Skip.If(modules is null, "needs a validator from npm: npm install ajv, and IMMUTABLEGUARD_NODE_MODULES=<its node_modules>");
        return modules!;
    }

    /// <summary>The file of a schema.</summary>
    public static string PathOf(string schema) => Path.Combine(Root(), "docs", "schemas", schema + ".schema.json");

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ImmutableGuard.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
