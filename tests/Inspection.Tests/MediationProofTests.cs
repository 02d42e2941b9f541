using ImmutableGuard.Manifests;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Inspection.Tests;

public sealed class MediationProofTests : IDisposable
{
    private static readonly string[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)];

    private readonly string folder = Directory.CreateTempSubdirectory("inspection-").FullName;

    [Theory]
    [InlineData("c.Execute(\"DELETE FROM orders WHERE id = 1\");", "Shop.M calls Dapper.SqlMapper.Execute past the guard")]
    [InlineData("c.Execute(text);", "Shop.M calls Dapper.SqlMapper.Execute past the guard")]
    [InlineData("c.ExecuteScalar<int>(flag ? \"SELECT 1\" : text);", "Shop.M calls Dapper.SqlMapper.ExecuteScalar past the guard")]
    [InlineData("c.CreateCommand().ExecuteNonQuery();", "Shop.M calls System.Data.IDbCommand.ExecuteNonQuery past the guard")]
    [InlineData("new Microsoft.Data.Sqlite.SqliteCommand().ExecuteReader();", "Shop.M calls Microsoft.Data.Sqlite.SqliteCommand.ExecuteReader past the guard")]
    [InlineData("System.IO.File.Delete(text);", "Shop.M calls System.IO.File.Delete past the guard")]
    [InlineData("System.Action<string> a = System.IO.File.Delete;", "Shop.M hands out System.IO.File.Delete (a method group, delegate or expression), which can't be guarded")]
    [InlineData("System.Action a = () => System.IO.File.Delete(text);", "Shop.M calls System.IO.File.Delete past the guard")]
    [InlineData("System.IO.File.Copy(text, \"b\", true);", "Shop.M calls System.IO.File.Copy past the guard")]
    [InlineData("System.IO.File.Copy(text, \"b\", flag);", "Shop.M calls System.IO.File.Copy past the guard")]
    [InlineData("new System.Net.Http.HttpClient().Send(new System.Net.Http.HttpRequestMessage());", "Shop.M calls System.Net.Http.HttpClient.Send past the guard")]
    public void ChangingOrUnprovableCall_IsAHole(string statement, string hole) => Assert.Equal([hole], Holes(statement));

    [Theory]
    [InlineData("c.Execute(\"INSERT INTO orders VALUES (1)\");")]
    [InlineData("c.Query<int>(\"SELECT id FROM orders\", flag ? new { a = 1 } : null);")]
    [InlineData("c.ExecuteScalar<int>(\"SELECT 1\", commandTimeout: flag ? 1 : System.Math.Max(text.Length, 2));")]
    [InlineData("try { c.Query(\"SELECT 1\"); } catch (System.Exception e) when (flag) { c.Query(\"SELECT 2\", e.Message); } finally { c.Close(); }")]
    [InlineData("switch (text) { case \"a\": c.Query(\"SELECT 1\"); break; case \"b\": for (var i = 0; i < 3; i++) c.Query(\"SELECT 2\"); break; }")]
    [InlineData("new System.Collections.Generic.List<int>().Remove(1);")]
    [InlineData("System.IO.File.Copy(text, \"b\"); System.IO.File.Copy(text, flag ? \"b\" : \"c\", false); System.IO.File.WriteAllText(text, \"\");")]
    public void HarmlessConstantOrNoSink_IsNone(string statement) => Assert.Empty(Holes(statement));

    [Theory]
    [InlineData("Wipe(System.String)", "s.Wipe(text);", true)]
    [InlineData("Wipe(System.String)", "s.Wipe(text, null);", false)]
    [InlineData("Wipe(System.String,System.Collections.Generic.List{System.Int32[]})", "s.Wipe(text, null);", true)]
    [InlineData("Wipe``1(``0,System.Int32@)", "var i = 1; s.Wipe(text, ref i);", true)]
    [InlineData("Wipe(Outer{System.Int32}.Inner{System.String},System.Int32[0:,0:])", "s.Wipe((Outer<int>.Inner<string>)null, null);", true)]
    [InlineData("Wipe(Outer{System.Int32}.Inner{System.Int32},System.Int32[0:,0:])", "s.Wipe((Outer<int>.Inner<string>)null, null);", false)]
    [InlineData("Wipe", "s.Wipe(text);", true)]
    public void OwnLineWithParameters_MeansThatOverloadOnly(string method, string statement, bool isHole)
    {
        const string store = """
            public class Outer<T> { public class Inner<S> { } }
            public class Store { public void Wipe(string a) { } public void Wipe(string a, System.Collections.Generic.List<int[]> b) { }
            public void Wipe<T>(T a, ref int b) { } public void Wipe(Outer<int>.Inner<string> a, int[,] b) { } }
            """;
        var own = SinkReader.Read($"M:Store.{method} delete resource=blob:*", out var problems);
        Assert.Empty(problems);
        var inspected = AssemblyInspector.Inspect(Compile("var s = new Store(); " + statement, "", store), References, SinkCatalogue.Embedded.With(own));
        Assert.Equal(isHole ? ["Shop.M calls Store.Wipe past the guard"] : [], MediationProof.Holes(inspected).Select(MediationProof.Describe));
        Assert.All(MediationProof.Holes(inspected), hole => Assert.StartsWith("Make it a plain call", MediationProof.Advise(hole), StringComparison.Ordinal));
    }

    [Fact]
    public void AsyncMethodAndIterator_AreNamedByTheirMember()
    {
        Assert.Equal(["Shop.Later calls Dapper.SqlMapper.ExecuteAsync past the guard"],
            Holes("", "public async System.Threading.Tasks.Task Later(IDbConnection c) => await c.ExecuteAsync(\"DELETE FROM orders\");"));
        Assert.Equal(["Shop.Each calls System.IO.File.Delete past the guard"],
            Holes("", "public System.Collections.Generic.IEnumerable<int> Each(string path) { System.IO.File.Delete(path); yield return 1; }"));
    }

    [Fact]
    public void Hole_NamesItsLine()
    {
        var hole = Assert.Single(MediationProof.Holes(Inspect("System.IO.File.Delete(text);")));
        Assert.Equal(("/repo/Shop.cs", 3), (hole.File, hole.Line));
    }

    [Fact]
    public void CallsWithinTheGuardedCalls_AreNoHolesAndMarkTheirSites()
    {
        var inspected = Inspect("ImmutableGuard.Generated.GuardedCalls.Site_abc(text);", "", """
            namespace ImmutableGuard.Generated { static class GuardedCalls { internal static void Site_abc(string path) => System.IO.File.Delete(path); internal static void Site_def() { } } }
            """);
        Assert.Empty(MediationProof.Holes(inspected));
        Assert.Equal(["abc"], inspected.GuardedSites);
    }

    [Fact]
    public void AssemblyWithoutManifest_SaysSo()
    {
        var manifest = MediationProof.Complete(Inspect("System.IO.File.Delete(text);"), new Stamp("c0ffee", null, null, false, null));
        Assert.Equal("c0ffee", manifest.Stamp!.Commit);
        Assert.Contains(manifest.Unproven, line => line.Contains("embeds no access manifest", StringComparison.Ordinal));
        Assert.Contains(manifest.Unproven, line => line.Contains("past the guard", StringComparison.Ordinal));
    }

    [Fact]
    public void MissingReference_IsAGap()
    {
        var path = Compile("new Microsoft.Data.Sqlite.SqliteCommand().ExecuteReader();", "", "");
        var inspected = AssemblyInspector.Inspect(path, References.Where(reference => !reference.Contains("Sqlite", StringComparison.Ordinal)));
        Assert.Contains(inspected.Gaps, gap => gap.Contains("Microsoft.Data.Sqlite.SqliteCommand", StringComparison.Ordinal));
    }

    [Fact]
    public void DamagedFile_IsRefused()
    {
        var path = Path.Combine(folder, "text.dll");
        File.WriteAllText(path, "this is no assembly, whatever its name says");
        Assert.Throws<BadImageFormatException>(() => AssemblyInspector.Inspect(path, []));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private IEnumerable<string> Holes(string statement, string members = "") =>
        MediationProof.Holes(Inspect(statement, members)).Select(MediationProof.Describe).Distinct();

    private InspectedAssembly Inspect(string statement, string members = "", string types = "") =>
        AssemblyInspector.Inspect(Compile(statement, members, types), References);

    private string Compile(string statement, string members, string types)
    {
        var source = $$"""
            using System.Data; using Dapper;
            public class Shop { public void M(IDbConnection c, string text, bool flag) {
            {{statement}}
            } {{members}} }
            {{types}}
            """;
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(source, System.Text.Encoding.UTF8), path: "/repo/Shop.cs");
        var compilation = CSharpCompilation.Create("Shop", [tree], References.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var path = Path.Combine(folder, "Shop.dll");
        using var file = File.Create(path);
        var result = compilation.Emit(file, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded));
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return path;
    }
}
