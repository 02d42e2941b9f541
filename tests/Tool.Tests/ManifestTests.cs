using System.Security.Cryptography;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;
using ImmutableGuard.Runtime;

// What the generator puts into a guarded assembly; this one stands for such an assembly.
[assembly: AccessManifest("""{"schemaVersion":1,"service":"embedded","policy":{"version":1},"sites":[]}""")]

namespace ImmutableGuard.Tool.Tests;

public sealed class ManifestTests : IDisposable
{
    private static readonly AccessManifest Manifest = new()
    {
        Service = "orders",
        Stamp = new("0123456789abcdef0123456789abcdef01234567", null, "refs/heads/main", false, new(2026, 11, 23, 5, 14, 0, DateTimeKind.Utc)),
        Policy = new()
        {
            Mode = PolicyMode.Enforce,
            Resources = [new(new("sql:audit"), Mutability.AppendOnly, null)],
            Sanctions =
            [
                new() { Id = "desk", Operations = Operation.Delete, Resources = [new("sql:orders")], Callers = ["*"], Reason = "needed" },
                new()
                {
                    Id = "move", Operations = Operation.Update, Resources = [new("*")], Callers = ["*"], Reason = "moved",
                    Expires = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                },
            ],
        },
        PolicyDigest = "cafe",
        Sites =
        [
            Site("M:Shop.Orders.Cancel(System.Int32)", 42, true, new Effect(Operation.Read, "sql:shops"), new Effect(Operation.Delete, "sql:orders")),
            Site("M:Shop.Orders.#ctor", 7, false, new Effect(Operation.Delete, "sql:customers", Bounded: false)),
            Site("M:Shop.Orders.Move", 50, null, new Effect(Operation.Update, "sql:orders")),
            Site("M:Shop.Orders.Forget", 60, true, new Effect(Operation.Delete, "sql:audit")),
            Site("M:Shop.Orders.Count", 70, false, new Effect(Operation.Read, "sql:orders")),
            Site("M:Shop.Reports.Run", 80, true) with { Effects = Effects.Unknown("the text isn't constant") },
        ],
        Unproven = ["M:Shop.Jobs.Clean calls a sink through a delegate"],
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Show_prints_a_row_for_each_site_and_what_is_not_proven()
    {
        var run = await Transcript.RunAsync("manifest", "show", WriteStatement());
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            """
            service  orders
            build    0123456789abcdef0123456789abcdef01234567, clean, 2026-11-23 05:14:00Z, refs/heads/main
            policy   enforce, sha256 cafe

              Member               Place            Effects                            Sanction         Guarded
            ─────────────────────────────────────────────────────────────────────────────────────────────────────────
              Orders.Cancel        src/Shop.cs:42   read sql:shops                     desk             yes
                                                    delete sql:orders
              Orders.constructor   src/Shop.cs:7    delete sql:customers (unbounded)   NONE             NO
              Orders.Move          src/Shop.cs:50   update sql:orders                  move (expired)   not checked
              Orders.Forget        src/Shop.cs:60   delete sql:audit                   FORBIDDEN        yes
              Orders.Count         src/Shop.cs:70   read sql:orders                    not needed       not needed
              Reports.Run          src/Shop.cs:80   not all: the text isn't constant   NONE             yes

            not proven: M:Shop.Jobs.Clean calls a sink through a delegate

            """, run.Output);
    }

    [Fact]
    public async Task Show_as_json_prints_the_canonical_predicate()
    {
        var run = await Transcript.RunAsync("manifest", "show", WriteStatement(), "--json");

        Assert.Equal((0, "", ManifestWriter.Write(Manifest) + "\n"), (run.ExitCode, run.Error, run.Output));
    }

    [Fact]
    public async Task Show_reads_a_bare_predicate_too()
    {
        var file = folder.Write("predicate.json", ManifestWriter.Write(Manifest).ToString());

        var run = await Transcript.RunAsync("manifest", "show", file, "--json");

        Assert.Equal((0, "", ManifestWriter.Write(Manifest) + "\n"), (run.ExitCode, run.Error, run.Output));
    }

    [Fact]
    public async Task Show_says_where_a_build_without_a_stamp_comes_from()
    {
        var file = folder.Write("predicate.json", ManifestWriter.Write(Manifest with { Stamp = null, PolicyDigest = null }).ToString());

        var run = await Transcript.RunAsync("manifest", "show", file);

        Assert.StartsWith("service  orders\nbuild    commit unknown\npolicy   enforce, no policy file\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_tells_what_guarded_dependencies_do_and_counts_those_nobody_looked_into()
    {
        Dependency[] dependencies =
        [
            new("Dapper", "2.1.86", "c0de", false, Dependency.NotLookedInto), new("Polly", "8.0.0", "c0de", false, Dependency.NotLookedInto),
            new("Shop.Data", "1.0.0.0", "c0de", true, new([new(Operation.Delete, "sql:customers")])), new("Shop.Texts", "1.0.0.0", "c0de", true, Effects.Empty),
        ];
        var file = folder.Write("predicate.json", ManifestWriter.Write(Manifest with { Dependencies = dependencies }).ToString());

        var run = await Transcript.RunAsync("manifest", "show", file);

        Assert.EndsWith(
            """
            deployed with Shop.Data 1.0.0.0: delete sql:customers
            deployed with 1 assembly that refers to no sink
            deployed with 2 assemblies without a manifest; what they do is told by the .access.app.json of the application

            """, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_of_an_assembly_prints_the_manifest_beside_it()
    {
        var assembly = CopyAssembly();
        WriteStatement(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(assembly))));

        var run = await Transcript.RunAsync("manifest", "show", assembly);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("service  orders\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_of_an_assembly_alone_prints_the_embedded_manifest()
    {
        var run = await Transcript.RunAsync("manifest", "show", CopyAssembly());

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("service  embedded\nbuild    commit unknown\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_of_an_assembly_beside_the_manifest_of_another_build_prints_the_embedded_one_and_says_so()
    {
        var assembly = CopyAssembly();
        var statement = WriteStatement("e3b0");

        var run = await Transcript.RunAsync("manifest", "show", assembly);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("service  embedded\n", run.Output, StringComparison.Ordinal);
        Assert.StartsWith($"{statement}: warning IG5005: it is about another build than {assembly}. ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_of_an_assembly_without_a_manifest_is_a_bad_input()
    {
        var assembly = typeof(Effects).Assembly.Location;

        var run = await Transcript.RunAsync("manifest", "show", assembly);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{assembly}: error IG5003: the assembly has no access manifest. ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_of_a_program_that_is_no_dotnet_assembly_is_a_bad_input()
    {
        var file = folder.Write("native.dll", "MZ and then nothing of .NET");

        var run = await Transcript.RunAsync("manifest", "show", file);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{file}: error IG5003: not a .NET assembly. ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "(1,2): error IG5003: a name in double quotes is expected. ")]
    [InlineData("{}", "(1,1): error IG5003: not an access manifest: \"schemaVersion\" is missing or of the wrong kind. ")]
    [InlineData("{\"predicate\":{}}", "(1,1): error IG5003: not an in-toto Statement v1 about one assembly's access manifest. ")]
    public async Task Show_of_something_else_is_a_bad_input(string text, string error)
    {
        var file = folder.Write("Shop.access.json", text);

        var run = await Transcript.RunAsync("manifest", "show", file);

        Assert.Equal(
            (2, "", file + error + "Name an assembly that was built with the package ImmutableGuard, its .access.json, or an application's .access.app.json.\n"),
            (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Show_of_a_missing_file_is_a_bad_input()
    {
        var run = await Transcript.RunAsync("manifest", "show", "nowhere.dll");

        Assert.Equal(
            (2, "", "nowhere.dll: error IG5002: not found. Check the path, and who may read it.\n"), (run.ExitCode, run.Output, run.Error));
    }

    private static AccessSite Site(string member, int line, bool? mediated, params Effect[] effects) => new()
    {
        Id = SiteId.Create(member, "M:Dapper.SqlMapper.Execute", 0),
        Member = member,
        File = "src/Shop.cs",
        Line = line,
        Sink = "M:Dapper.SqlMapper.Execute",
        Effects = new(effects),
        Mediated = mediated,
    };

    private string CopyAssembly()
    {
        var copy = Path.Combine(folder.Path, "Shop.dll");
        File.Copy(typeof(ManifestTests).Assembly.Location, copy);
        return copy;
    }

    private string WriteStatement(string sha256 = "e3b0") =>
        folder.Write("Shop.access.json", new ManifestStatement("Shop.dll", sha256, Manifest).Write().ToString());
}
