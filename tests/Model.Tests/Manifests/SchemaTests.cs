using System.Diagnostics;
using System.Text;
using CsCheck;
using ImmutableGuard.Locks;
using ImmutableGuard.Manifests;
using ImmutableGuard.Model.Tests.Locks;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Model.Tests.Manifests;

/// <summary>The shipped schemas, asked through a validator that isn't ours.</summary>
public class SchemaTests
{
    private const string Validator = """
        const [modules, schema] = process.argv.slice(1);
        const Ajv = require(modules + '/ajv/dist/2020');
        const fs = require('fs');
        const validate = new Ajv({ strict: true, strictTypes: false, strictRequired: false }).compile(JSON.parse(fs.readFileSync(schema)));
        for (const line of fs.readFileSync(0, 'utf8').trimEnd().split('\n'))
            console.log(validate(JSON.parse(line)) ? 'valid' : validate.errors[0].instancePath || '/');
        """;

    private static readonly string Statement = new ManifestStatement("Shop.dll", new string('0', 64), new AccessManifest
    {
        Service = "shop",
        Stamp = new(new string('a', 40), "https://example.com/shop", "refs/heads/main", false, new(2026, 11, 23, 5, 14, 0, DateTimeKind.Utc)),
        Mvid = "01234567-89ab-cdef-0123-456789abcdef",
        Policy = new() { Mode = PolicyMode.Ratchet },
        PolicyDigest = new string('b', 64),
        Sites =
        [
            new()
            {
                Id = "0123456789ab",
                Member = "M:Shop.Orders.Cancel",
                File = "src/Orders.cs",
                Line = 42,
                Sink = "M:Dapper.SqlMapper.Execute",
                Effects = new([new(Operation.Delete, "sql:orders", Bounded: false), new(Operation.Schema, "sql:orders") { Drops = true }], "a part isn't known"),
                Tolerated = true,
                GivenBy = ["M:Shop.Orders.Run"],
                Derived = true,
                Mediated = true,
            },
        ],
        DerivedSinks = [new("M:Shop.Orders.Run",
        [
            new() { Sink = "M:Dapper.SqlMapper.Execute", Member = "M:Shop.Orders.Run", Text = "DELETE FROM {table}", CommandType = "{kind}", Dialect = "tsql" },
            new() { Sink = "M:System.IO.File.Delete", Member = "M:Shop.Orders.Run", Operation = Operation.Delete, Resource = "file:{path}", Bounded = false, Drops = true },
            new() { Sink = "M:Dapper.SqlMapper.Execute", Member = "M:Shop.Orders.Run" },
        ])],
        Unproven = ["a sentence"],
    }).Write().ToString();

    [SkippableFact]
    public void Manifests_are_valid() => Assert.Equal(
        ["valid", "valid"],
        Validate("access-manifest.v1", Statement, new ManifestStatement("Shop.dll", new string('0', 64), new() { Service = "", Policy = new(), Sites = [] }).Write().ToString()));

    [SkippableFact]
    public void Something_wrong_in_a_manifest_is_found_where_it_is() => Assert.Equal(
        ["/subject/0/digest/sha256", "/predicate/sites/0/file", "/predicate/sites/0/file", "/predicate/sites/0/effects/0/operation",
            "/predicate/sites/0/line", "/predicate/sites/0", "/predicate/stamp/commit", "/predicate/stamp/committedAt", "/predicate/policy/mode", "/predicate"],
        Validate(
            "access-manifest.v1",
            Statement.Replace(new string('0', 64), new string('A', 64)),
            Statement.Replace("src/Orders.cs", "/home/me/src/Orders.cs"),
            Statement.Replace("src/Orders.cs", "src\\\\Orders.cs"),
            Statement.Replace("\"delete\"", "\"remove\""),
            Statement.Replace("\"line\":42", "\"line\":0"),
            Statement.Replace("\"reason\"", "\"because\""),
            Statement.Replace(new string('a', 40), "abc"),
            Statement.Replace("05:14:00Z", "05:14:00+00:00"),
            Statement.Replace("ratchet", "lenient"),
            Statement.Replace("\"unproven\"", "\"unprovable\"")));

    [SkippableFact]
    public void Locks_are_valid()
    {
        Assert.Equal(["/accesses/0"], Validate("access.lock.v1", """{"version":1,"service":"s","accesses":["delete sql:orders by M:A.B"]}"""));
        SomeLocks.Lock.Array[50].Sample(
            locks => Assert.All(Validate("access.lock.v1", [.. locks.Select(one => LockWriter.Write(one).ReplaceLineEndings(""))]), answer => Assert.Equal("valid", answer)),
            iter: 1);
    }

    private static string[] Validate(string schema, params string[] documents)
    {
        var modules = Environment.GetEnvironmentVariable("IMMUTABLEGUARD_NODE_MODULES");
        Skip.If(modules is null, "needs a validator from npm: npm install ajv, and IMMUTABLEGUARD_NODE_MODULES=<its node_modules>");
        var start = new ProcessStartInfo("node") { RedirectStandardInput = true, RedirectStandardOutput = true, StandardInputEncoding = new UTF8Encoding(false) };
        foreach (var argument in (string[])["-e", Validator, modules!, Path.Combine(Root(), "docs", "schemas", schema + ".schema.json")])
            start.ArgumentList.Add(argument);
        using var node = Process.Start(start)!;
        node.StandardInput.Write(string.Join('\n', documents));
        node.StandardInput.Close();
        return node.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ImmutableGuard.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
