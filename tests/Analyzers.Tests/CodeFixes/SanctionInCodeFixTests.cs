using ImmutableGuard.CodeFixes;

namespace ImmutableGuard.Analyzers.Tests.CodeFixes;

public sealed class SanctionInCodeFixTests
{
    private const string Delete = "class C { void M(IDbConnection c) => c.Execute(\"DELETE FROM orders WHERE id = 1\"); }";

    [Fact]
    public async Task Delete_GetsASanctionThatStillNeedsAReason()
    {
        var after = await Fixed.ByAsync(new SanctionInCodeFix(), """
            class C
            {
                // who calls this?
                void M(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1");
            }
            """);
        Assert.EndsWith("""
            class C
            {
                // who calls this?
                [SanctionedAccess(Operation.Delete, "sql:orders", Reason = "…")]
                void M(IDbConnection c) => c.Execute("DELETE FROM orders WHERE id = 1");
            }
            """.ReplaceLineEndings("\n"), after!.Value.Source.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("namespace Shop;\n\nclass C\n{\n    class Inner\n    {\n", "        ", "void M(IDbConnection c)\n        {\n            c.Execute(\"DELETE FROM orders WHERE id = 1\"); // all of them\n        }\n    }\n}\n")]
    [InlineData("class C\n{\n    /// <summary>Tidies.</summary>\n", "    ", "[Obsolete]\n    public int P => new SqliteConnection().Execute(\"DELETE FROM orders WHERE id = 1\");\n}\n")]
    [InlineData("partial class C\n{\n    partial void M(IDbConnection c);\n\n", "    ", "partial void M(IDbConnection c) => c.Execute(\"DELETE FROM orders WHERE id = 1\");\n}\n")]
    [InlineData("class C\n{\n\t#region deletes\n\n", "\t", "C(IDbConnection c) { void Local() => c.Execute(\"DELETE FROM orders WHERE id = 1\"); Local(); }\n\t#endregion\n}\n")]
    public async Task Layout_StaysAsItIs(string before, string indentation, string member)
    {
        foreach (var newLine in (string[])["\n", "\r\n"])
        {
            var after = await Fixed.ByAsync(new SanctionInCodeFix(), (before + indentation + member).ReplaceLineEndings(newLine));
            Assert.EndsWith(
                (before + indentation + "[SanctionedAccess(Operation.Delete, \"sql:orders\", Reason = \"…\")]\n" + indentation + member).ReplaceLineEndings(newLine),
                after!.Value.Source, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("SqliteConnection c = new(); c.Execute(\"DELETE FROM orders WHERE id = 1\");")]
    [InlineData("class C { static int f = new SqliteConnection().Execute(\"DELETE FROM orders WHERE id = 1\"); }")]
    [InlineData("class C { event Action E { add => File.Delete(\"/a\"); remove { } } }")]
    public async Task WhereNoAttributeCanStand_OffersNothing(string source) =>
        Assert.Null(await Fixed.ByAsync(new SanctionInCodeFix(), source));

    /// <summary>A name of the project's own doesn't come between: what is written compiles.</summary>
    [Fact]
    public async Task NamespaceOfOurName_IsNotMeant()
    {
        var after = (await Fixed.ByAsync(new SanctionInCodeFix(), "namespace Shop.ImmutableGuard { class SanctionedAccess { } class C { void M(IDbConnection c) => c.Execute(\"DELETE FROM orders WHERE id = 1\"); } }"))!.Value.Source;
        Assert.DoesNotContain(Compiled.Create(after[Compiled.Usings.Length..]).GetDiagnostics(), diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }

    [Theory]
    [InlineData("record R(IDbConnection C) { void M() { void F() { Action f = () => C.Execute(\"DELETE FROM orders WHERE id = 1\"); f(); } F(); } }", "{ [SanctionedAccess")]
    [InlineData("interface I { void M(IDbConnection c) => c.Execute(\"DELETE FROM orders WHERE id = 1\"); }", "{ [SanctionedAccess")]
    [InlineData("class C { int this[IDbConnection c] => c.Execute(\"DELETE FROM orders WHERE id = 1\"); }", "{ [SanctionedAccess")]
    [InlineData("class C { ~C() => new SqliteConnection().Execute(\"DELETE FROM orders WHERE id = 1\"); }", "{ [SanctionedAccess")]
    [InlineData("class C { public static C operator +(C a, IDbConnection c) { c.Execute(\"DELETE FROM orders WHERE id = 1\"); return a; } }", "{ [SanctionedAccess")]
    public async Task MemberOfAnyKind_GetsIt(string source, string expected)
    {
        var after = (await Fixed.ByAsync(new SanctionInCodeFix(), source))!.Value.Source;
        Assert.Contains(expected, after, StringComparison.Ordinal);
        await Compiled.AssertReportsAsync(after[Compiled.Usings.Length..].Replace("…", "r", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FileThatAToolWrites_OffersNothing() => Assert.Null(await Fixed.ByAsync(new SanctionInCodeFix(), Delete, name: "Shop.g.cs"));

    [Theory]
    [InlineData("\"inCode\": \"deny\"")]
    [InlineData("\"defaults\": { \"delete\": \"deny\" }")]
    [InlineData("\"sanctions\": [{ \"id\": \"s\", \"operations\": [\"delete\"], \"resources\": [\"sql:orders\"], \"callers\": [\"*\"], \"reason\": \"r\", \"expires\": \"2020-01-01\" }]")]
    public async Task WhereASanctionInCodeWouldNotHelp_OffersNothing(string policy) =>
        Assert.Null(await Fixed.ByAsync(new SanctionInCodeFix(), Delete, $"{{ \"version\": 1, {policy} }}"));

    [Theory]
    [InlineData("\"DELETE FROM orders WHERE id = 1; UPDATE carts SET a = 1 WHERE id = 1\"")]
    [InlineData("$\"DELETE FROM orders WHERE id = 1; {c}\"")]
    public async Task WhereMoreThanOneEffectNeedsIt_OffersNothing(string text) =>
        Assert.Null(await Fixed.ByAsync(new SanctionInCodeFix(), $"class C {{ void M(IDbConnection c) => c.Execute({text}); }}"));
}
