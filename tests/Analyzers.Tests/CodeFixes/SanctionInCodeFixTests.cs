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
    [InlineData("SqliteConnection c = new(); c.Execute(\"DELETE FROM orders WHERE id = 1\");")]
    [InlineData("class C { static int f = new SqliteConnection().Execute(\"DELETE FROM orders WHERE id = 1\"); }")]
    [InlineData("class C { event Action E { add => File.Delete(\"/a\"); remove { } } }")]
    public async Task WhereNoAttributeCanStand_OffersNothing(string source) =>
        Assert.Null(await Fixed.ByAsync(new SanctionInCodeFix(), source));

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
