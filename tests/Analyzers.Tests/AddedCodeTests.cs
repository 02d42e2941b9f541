using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Sites.Earlier;
using ImmutableGuard.Analyzers.Tests.Guarding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Other generators add files: the rules take over from the generator, which didn't see them, only what they can't change.</summary>
public sealed class AddedCodeTests
{
    private const string Project = """
        public partial class Store(IDbConnection c)
        {
            public int A(string sql) { return c.Execute("DELETE FROM a WHERE id = 1"); }
            public int B() { return c.Execute(Text()); }
            private static partial string Text();
            private int Run(string sql) { return c.Execute(sql); }
            public int C() { return Run("DELETE FROM c WHERE id = 1"); }
            public int D() { return c.Execute(Told.Kind); }
            public int E() { return c.Execute(Given); }
            public int F(Told told) { return c.Execute(told.Sql()); }
            public int G(Wrapper wrapper) { return wrapper.Pass(c, "DELETE FROM g"); }
            public int H(Missing missing) { return missing.Erase(c, "DELETE FROM h"); }
            public void I(Shop shop, Order order) { shop.Remove(order); }
            public void J(Told told) { foreach (var text in told) { c.Execute(text); } }
            public int K(string table) { Told made = new(table); return c.Execute(made.Table); }
        }
        public partial class Told { internal static string Kind = "DELETE FROM d WHERE id = 1"; internal virtual string Sql() { return "DELETE FROM f WHERE id = 1"; } internal string Table = "DELETE FROM k"; }
        public partial class Wrapper { }
        public partial class Order { public int Id { get; set; } }
        public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        """;

    private const string Harmless = """
        [System.CodeDom.Compiler.GeneratedCode("Other", "1")] internal sealed class Unrelated : System.Text.RegularExpressions.Regex { public int Count() { return 1; } }
        """;

    /// <summary>Each says more of the project than the generator could see, in the only way that tells of it.</summary>
    [Theory]
    [InlineData("public partial class Store { private static partial string Text() { return \"DELETE FROM b\"; } }")]
    [InlineData("public partial class Store { public int X() { return Run(\"DELETE FROM x\"); } }")]
    [InlineData("public partial class Store { private const string Given = \"DELETE FROM e\"; }")]
    [InlineData("public class Setup { public void Do() { Told.Kind = \"DELETE FROM x\"; } }")]
    [InlineData("public class More : Told { internal override string Sql() { return \"DELETE FROM x\"; } }")]
    [InlineData("public partial class Wrapper { public int Pass(IDbConnection c, string sql) { return c.Execute(sql); } }")]
    [InlineData("public class Missing { public int Erase(IDbConnection c, string sql) { return c.Execute(sql); } }")]
    [InlineData("public static class Extensions { public static int Execute(this IDbConnection c, string sql) { return 0; } }")]
    [InlineData("public static class Extensions { public static IEnumerator<string> GetEnumerator(this Told told) { yield return \"DELETE FROM j\"; } }")]
    [InlineData("public partial class Told { internal Told(string table) { Table = \"DELETE FROM \" + table; } internal Told() { } }")]
    [InlineData("[System.ComponentModel.DataAnnotations.Schema.Table(\"renamed\")] public partial class Order { }")]
    [InlineData("[ImmutableGuard.AppendOnly] public partial class Order { }")]
    [InlineData("[SanctionedAccess(Operation.Delete, \"sql:a\", Reason = \"generated\")] public partial class Store { }")]
    [InlineData("public partial class Told : IDisposable { public void Dispose() { } }")]
    [InlineData("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Others\")]")]
    [InlineData("namespace Elsewhere { public class Setup { public void Do() { new Store(null!).C(); Told.Kind += \"x\"; } } }")]
    public async Task FileThatTellsMore_IsHeard(string added) => await AssertSameAsync(added, told: true);

    [Theory]
    [InlineData(Harmless)]
    [InlineData("namespace Elsewhere.Generated { file static class Helpers { public static int Execute(this object o, string sql) { return 0; } } }")]
    [InlineData("public partial class Store { private static readonly int number = 1; private static class Cache<T> { public static T? Value; } }")]
    public async Task FileThatTellsNothing_ChangesNothing(string added)
    {
        await AssertSameAsync(added, told: false);
        var before = Known();
        Assert.NotNull(AddedCode.Of(before.AddSyntaxTrees(Other(added)), before));
    }

    /// <summary>That the project has a private name is the part's own business: in another file of that name it means something else.</summary>
    [Fact]
    public void PrivateMemberOfAPart_TouchesOnlyTheTypesOwnFiles()
    {
        var before = Known().AddSyntaxTrees(Compiled.Parse("public class Else { public int Text() { return Text(); } }", path: "/repo/src/Else.cs"));
        var code = AddedCode.Of(before.AddSyntaxTrees(Other("public partial class Store { private static partial string Text() { return \"\"; } }")), before);
        Assert.Equal(["/repo/src/Shop.cs"], code!.Files.Select(file => file.FilePath));
    }

    [Theory]
    [InlineData("global using Told = System.String;")]
    [InlineData("public partial class Store { public static implicit operator string(Store store) { return \"\"; } }")]
    [InlineData("public partial class Store { public string this[int index] { get { return \"\"; } } }")]
    [InlineData("public class More : Store { public More() : base(null!) { } }")]
    [InlineData("public partial class Store { public int")]
    [InlineData("internal sealed partial class Store { }")]
    [InlineData("System.Console.WriteLine();")]
    public void FileThatMayChangeWhatIsntNamed_LeavesNothingTakenOver(string added)
    {
        var before = Known();
        Assert.Null(AddedCode.Of(before.AddSyntaxTrees(Other(added)), before));
    }

    private static async Task AssertSameAsync(string added, bool told)
    {
        // As if the generator had never looked at the project.
        var alone = await ReportsAsync(Known(), added, isGenerated: false);
        Assert.Equal(alone, await ReportsAsync(Known(), added, isGenerated: true));
        var without = await ReportsAsync(Known(), "", isGenerated: true);
        Assert.True(without.Length > 3, string.Join("\n", without));
        if (!told)
            Assert.Equal(without, alone);
    }

    private static async Task<string[]> ReportsAsync(CSharpCompilation project, string added, bool isGenerated)
    {
        var configured = new Configured("", ("ImmutableGuardRepositoryRoot", "/repo"));
        var generated = isGenerated ? Generated.Driver().RunGenerators(project).GetRunResult().Results.Single().GeneratedSources.Single().SourceText : null;
        var with = project.AddSyntaxTrees(Other(added));
        if (generated is not null)
            with = with.AddSyntaxTrees(CSharpSyntaxTree.ParseText(generated, Compiled.Options(), "/repo/obj/ImmutableGuard.GuardedCalls.g.cs"));
        var reports = await configured.Apply(with).WithAnalyzers(Compiled.Analyzers, new AnalyzerOptions([], configured.Options)).GetAnalyzerDiagnosticsAsync();
        return [.. reports.Select(report => report.ToString()).Order(StringComparer.Ordinal)];
    }

    private static CSharpCompilation Known() => Compiled.Create(Project);

    private static SyntaxTree Other(string added) => Compiled.Parse(added, path: "/repo/obj/Other.g.cs");
}
