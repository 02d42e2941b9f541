using ImmutableGuard.Json;
using ImmutableGuard.Manifests;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Inspection.Tests;

public sealed class DeployedAssemblyTests : IDisposable
{
    private static readonly string[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)];

    private readonly string folder = Directory.CreateTempSubdirectory("deployed-").FullName;

    [Theory]
    [InlineData("System.IO.File.Delete(text);", "delete file:*", null)]
    [InlineData("System.Action<string> a = System.IO.File.Delete;", "delete file:*", null)]
    [InlineData("text.ToString(); new System.Collections.Generic.List<int>().Remove(1);", "", null)]
    [InlineData("var all = new int[1, 1]; all[0, 0] = all[0, 0];", "", null)]
    [InlineData("c.CreateCommand().ExecuteNonQuery();", "", "it refers to System.Data.IDbCommand.ExecuteNonQuery, whose text or method decides")]
    [InlineData("new Microsoft.Data.Sqlite.SqliteCommand().ExecuteNonQuery(); System.IO.File.Delete(text);", "delete file:*", "it refers to System.Data.Common.DbCommand.ExecuteNonQuery and 1 more, whose text or method decides")]
    public void AssemblyWithoutManifest_DoesWhatTheSinksDoThatItRefersTo(string statement, string effects, string? reason)
    {
        var deployed = Read(Compile(statement))!;
        Assert.Null(deployed.Statement);
        Assert.Equal((effects, reason), (string.Join(", ", deployed.Dependency.Effects.Items), deployed.Dependency.Effects.Reason));
        Assert.Equal(("Shop", "1.2.3.4", false), (deployed.Dependency.Name, deployed.Dependency.Version, deployed.Dependency.IsGuarded));
    }

    /// <summary>A call of its own method needs no reference to it.</summary>
    [Fact]
    public void LibraryOfSinks_IsNeverComplete()
    {
        var deployed = Read(Compile("Dapper.SqlMapper.Execute(c, text);", "namespace Dapper { public static class SqlMapper { public static int Execute(System.Data.IDbConnection c, string sql) => 0; } }", without: "Dapper.dll"))!;
        Assert.Equal("it declares Dapper.SqlMapper, whose calls within it need no reference", deployed.Dependency.Effects.Reason);
    }

    private const string Texts = "c.CreateCommand().ExecuteNonQuery();";

    /// <summary>Of such a library no text is asked for; what it does with anything but databases is.</summary>
    [Theory]
    [InlineData("A:Shop 1.2-1.2", Texts, "", null)]
    [InlineData("A:Shop 1.0-2.0 update delete", Texts, "update sql:*, delete sql:*", null)]
    [InlineData("A:Shop 1.0-2.0", Texts + " System.IO.File.Delete(text);", "delete file:*", null)]
    [InlineData("A:Shop 1.0-2.0", "new System.Net.Http.HttpClient().Send(null);", "", "it refers to System.Net.Http.HttpClient.Send and 1 more, whose text or method decides")]
    [InlineData("A:Shop 1.0-1.1", Texts, "", "the catalogue speaks of Shop 1.0 to 1.1, and this is 1.2.3.4")]
    [InlineData("A:Shop 1.3-2.0", Texts, "", "the catalogue speaks of Shop 1.3 to 2.0, and this is 1.2.3.4")]
    [InlineData("A:Shop 1.3-2.0", "", "", null)]
    [InlineData("A:Shop.Data 1.0-2.0", Texts, "", "it refers to System.Data.IDbCommand.ExecuteNonQuery, whose text or method decides")]
    public void LibraryThatTheCatalogueSpeaksOf_IsToldWhereItIsCalled(string line, string statement, string effects, string? reason)
    {
        var dependency = ReadTold(Compile(statement), line).Dependency;
        Assert.Equal((effects, reason), (string.Join(", ", dependency.Effects.Items), dependency.Effects.Reason));
        Assert.Equal(reason is null && statement.Length > 0 || statement.Contains("Http", StringComparison.Ordinal), dependency.IsTold);
    }

    [Theory]
    [InlineData("T:System.Data.IDbCommand", true)]
    [InlineData("M:System.Data.IDbCommand.ExecuteNonQuery", true)]
    [InlineData("N:System.Data", true)]
    [InlineData("T:System.Data.IDbComman", false)]
    [InlineData("M:System.Data.IDbCommand.ExecuteReader", false)]
    [InlineData("M:System.Data.IDbCommand", false)]
    [InlineData("N:System.Dat", false)]
    public void WhatIsNotToldOfALibrary_CountsWhereAnotherAssemblyRefersToIt(string exception, bool counts)
    {
        // What calls the library, and a library that needs a line to be known at all.
        var user = Path.Combine(folder, "User.dll");
        File.Move(Compile(Texts), user);
        var library = Compile(Texts, name: "Library");
        var line = "A:Library 1.0-2.0 but=" + exception;

        Assert.Equal(
            counts ? $"Shop refers to {exception[2..]}, and what that does isn't told where it is called" : null,
            ReadTold(library, line, user).Dependency.Effects.Reason);
        // A library that is told itself is told of.
        Assert.Null(ReadTold(library, line + "\nA:Shop 1.2-1.2", user).Dependency.Effects.Reason);
    }

    [Fact]
    public void DapperAndTheProvider_AreTold()
    {
        foreach (var name in (string[])["Dapper", "Microsoft.Data.Sqlite"])
        {
            var path = References.Single(reference => Path.GetFileNameWithoutExtension(reference) == name);
            var lines = SinkCatalogue.EmbeddedFiles().SelectMany(file => SinkReader.ReadLibraries(file.Text)).ToList();
            var version = System.Diagnostics.FileVersionInfo.GetVersionInfo(path).ProductVersion!;
            var told = DeployedAssembly.Read(path, version, new ReferredSinks(SinkCatalogue.Embedded, new ReferencedTypes(References), new ToldLibraries([], lines, [(path, version)])))!;
            Assert.Equal((true, null, ""), (told.Dependency.IsTold, told.Dependency.Effects.Reason, string.Join(", ", told.Dependency.Effects.Items)));

            // What is built here under that name may be another.
            var built = DeployedAssembly.Read(path, null, new ReferredSinks(SinkCatalogue.Embedded, new ReferencedTypes(References), new ToldLibraries([], lines, [(path, null)])))!;
            Assert.Equal((false, $"the catalogue speaks of the package with {name}, and this comes from none"), (built.Dependency.IsTold, built.Dependency.Effects.Reason));
        }
    }

    [Fact]
    public void TypeThatIsInNoReference_LeavesOpenWhatIsDone()
    {
        var path = Compile("new Microsoft.Data.Sqlite.SqliteCommand().ExecuteReader();");
        var references = new ReferencedTypes(References.Where(reference => !reference.Contains("Sqlite", StringComparison.Ordinal)));
        var deployed = DeployedAssembly.Read(path, "9.9.9", new ReferredSinks(SinkCatalogue.Embedded, references))!;
        Assert.Equal("the type Microsoft.Data.Sqlite.SqliteCommand is in no reference that was given", deployed.Dependency.Effects.Reason);
        Assert.Equal("9.9.9", deployed.Dependency.Version);
    }

    [Fact]
    public void NotLookedInto_IsNotComplete() =>
        Assert.Equal("it carries no access manifest, and wasn't looked into", DeployedAssembly.Read(Compile(""), null, sinks: null)!.Dependency.Effects.Reason);

    [Fact]
    public void ManifestBesideTheAssembly_CountsWhereItIsAboutTheseBytes()
    {
        var path = Compile("", Embedding);
        var beside = Path.ChangeExtension(path, ".access.json");
        var statement = new ManifestStatement("Shop.dll", Read(path)!.Dependency.Sha256, new()
        {
            Service = "beside",
            Policy = new(),
            Sites = [new() { Id = "a", Member = "M:A", File = "a", Line = 1, Sink = "M:B", Effects = new([new(Operation.Delete, "sql:orders"), new(Operation.Delete, "sql:orders")]) }],
        });
        File.WriteAllText(beside, statement.Write().ToString());
        var known = Read(path)!;
        Assert.Equal(("beside", true, "delete sql:orders", null), (known.Statement!.Manifest.Service, known.Dependency.IsGuarded, string.Join(", ", known.Dependency.Effects.Items), known.Dependency.Effects.Reason));

        File.WriteAllText(beside, (statement with { Sha256 = new string('0', 64) }).Write().ToString());
        var embedded = Read(path)!;
        Assert.Equal("embedded", embedded.Statement!.Manifest.Service);
        Assert.NotNull(embedded.Statement.Manifest.Mvid);
        Assert.Null(embedded.Statement.Manifest.Stamp);
        Assert.Contains("whether its work tree was clean is unknown", Assert.Single(embedded.Statement.Manifest.Unproven), StringComparison.Ordinal);
        Assert.False(embedded.Dependency.Effects.Complete);
    }

    [Theory]
    [InlineData("1.0.0+0123456789abcdef0123456789abcdef01234567", "0123456789abcdef0123456789abcdef01234567")]
    [InlineData("1.0.0+ci.0123456789abcdef0123456789abcdef01234567", null)]
    [InlineData("1.0.0+0123456", null)]
    [InlineData("0123456789abcdef0123456789abcdef01234567", null)]
    public void CommitInTheVersion_IsTheStampOfAnAssemblyWithoutAFileBesideIt(string version, string? commit)
    {
        var path = Compile("", $"[assembly: System.Reflection.AssemblyInformationalVersion(\"{version}\")]\n{Embedding}");
        Assert.Equal(commit, Read(path)!.Statement!.Manifest.Stamp?.Commit);
        Assert.Null(Read(path)!.Statement!.Manifest.Stamp?.Dirty);
    }

    [Fact]
    public void FileThatIsNoAssembly_IsNone()
    {
        var path = Path.Combine(folder, "native.dll");
        File.WriteAllText(path, "this is no assembly, whatever its name says");
        Assert.Null(Read(path));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static readonly string Embedding = $$"""
        [assembly: ImmutableGuard.Runtime.AccessManifest({{SymbolDisplay.FormatLiteral("""{"schemaVersion":1,"service":"embedded","policy":{"version":1},"sites":[]}""", quote: true)}})]
        namespace ImmutableGuard.Runtime { [System.AttributeUsage(System.AttributeTargets.Assembly)] class AccessManifestAttribute(string json) : System.Attribute { public string Json => json; } }
        """;

    private static DeployedAssembly? Read(string path) => DeployedAssembly.Read(path, null, new ReferredSinks(SinkCatalogue.Embedded, new ReferencedTypes(References)));

    private static DeployedAssembly ReadTold(string path, string lines, params string[] others) => DeployedAssembly.Read(path, null, new ReferredSinks(
        SinkCatalogue.Embedded, new ReferencedTypes(References), new ToldLibraries(SinkReader.ReadLibraries(lines), [], [(path, null), .. others.Select(other => (other, (string?)null))])))!;

    private string Compile(string statement, string types = "", string without = "\0", string name = "Shop")
    {
        var head = types.StartsWith('[') ? types : "";
        var source = $$"""
            {{head}}
            [assembly: System.Reflection.AssemblyVersion("1.2.3.4")]
            public class Shop { public void M(System.Data.IDbConnection c, string text) { {{statement}} } }
            {{(head.Length == 0 ? types : "")}}
            """;
        // An attribute on the assembly stands before every type.
        if (head.Length > 0)
            source = source.Replace("[assembly: System.Reflection.AssemblyVersion(\"1.2.3.4\")]", "");
        var compilation = CSharpCompilation.Create(name, [CSharpSyntaxTree.ParseText(source)],
            References.Where(path => !path.EndsWith(without, StringComparison.Ordinal)).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var path = Path.Combine(folder, name + ".dll");
        using var file = File.Create(path);
        var result = compilation.Emit(file);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return path;
    }
}
