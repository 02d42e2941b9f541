using ImmutableGuard.CodeFixes;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Tests.CodeFixes;

public sealed class SanctionInPolicyFixTests
{
    private const string Delete = "class C { void M(IDbConnection c) => c.Execute(\"DELETE FROM orders WHERE id = 1\"); }";

    private const string Sanction =
        "{ \"id\": \"delete-orders\", \"operations\": [\"delete\"], \"resources\": [\"sql:orders\"], \"callers\": [\"M:C.M(System.Data.IDbConnection)\"], \"reason\": \"…\" }";

    private const string Other =
        "{ \"id\": \"other\", \"operations\": [\"delete\"], \"resources\": [\"sql:carts\"], \"callers\": [\"*\"], \"reason\": \"carts live a day\" }";

    [Theory]
    [InlineData("{\n  // who may do what\n  \"version\": 1\n}\n", "{\n  \"sanctions\": [\n    NEW\n  ],\n  // who may do what\n  \"version\": 1\n}\n")]
    [InlineData("{ \"version\": 1, \"sanctions\": [] }", "{ \"version\": 1, \"sanctions\": [\n  NEW\n] }")]
    [InlineData("{\r\n  \"version\": 1,\r\n  \"sanctions\": [\r\n    OLD,\r\n  ],\r\n}", "{\r\n  \"version\": 1,\r\n  \"sanctions\": [\r\n    NEW,\r\n    OLD,\r\n  ],\r\n}")]
    // What is remarked beside a bracket stays there, what else stands on its line goes below; the step is the file's.
    [InlineData("{ \"version\": 1 }", "{\n  \"sanctions\": [\n    NEW\n  ],\n  \"version\": 1 }")]
    [InlineData("{ // ours\n\t\"version\": 1\n}", "{ // ours\n\t\"sanctions\": [\n\t\tNEW\n\t],\n\t\"version\": 1\n}")]
    [InlineData("{\n    \"version\": 1,\n    \"sanctions\": [ // each reviewed\n        OLD\n    ]\n}", "{\n    \"version\": 1,\n    \"sanctions\": [ // each reviewed\n        NEW,\n        OLD\n    ]\n}")]
    [InlineData("{\n  \"version\": 1,\n  \"sanctions\": [\n    // none yet\n  ]\n}", "{\n  \"version\": 1,\n  \"sanctions\": [\n    NEW\n    // none yet\n  ]\n}")]
    [InlineData("{\n  \"version\": 1,\n  \"sanctions\": [OLD]\n}", "{\n  \"version\": 1,\n  \"sanctions\": [\n    NEW,\n    OLD]\n}")]
    [InlineData("{\n  \"sanctions\": [ /* old */ OLD, ],\n  \"version\": 1,\n}", "{\n  \"sanctions\": [\n    NEW,\n    /* old */ OLD, ],\n  \"version\": 1,\n}")]
    public async Task Policy_GetsTheSanctionInFrontOfTheOthers(string before, string after)
    {
        var edited = (await Fixed.ByAsync(new SanctionInPolicyFix(), Delete, before.Replace("OLD", Other)))!.Value.Policy!;
        Assert.Equal(after.Replace("OLD", Other).Replace("NEW", Sanction), edited);
        PolicyReader.Read(edited, out var problems);
        Assert.Equal("\"reason\" still says \"…\": write why the grant is given", Assert.Single(problems).Message);
        await Compiled.AssertReportsAsync(Delete, edited.Replace("…", "the shop closes"));
    }

    [Fact]
    public async Task IdThatIsTaken_GetsANumber()
    {
        var edited = (await Fixed.ByAsync(new SanctionInPolicyFix(), Delete, $"{{ \"version\": 1, \"sanctions\": [{Other.Replace("other", "delete-orders")}] }}"))!.Value.Policy!;
        Assert.Contains("\"id\": \"delete-orders-2\"", edited, StringComparison.Ordinal);
    }

    /// <summary>A sanction with the id of a shared one takes that one's place, and may only narrow it.</summary>
    [Fact]
    public async Task IdOfTheSharedPolicy_IsTakenToo()
    {
        var edited = (await Fixed.ByAsync(new SanctionInPolicyFix(), Delete, "{ \"version\": 1 }", shared: $"{{ \"version\": 1, \"delegates\": [{{ \"operations\": [\"delete\"], \"resources\": [\"sql:*\"] }}], \"sanctions\": [{Other.Replace("other", "delete-orders")}] }}"))!.Value.Policy!;
        Assert.Contains("\"id\": \"delete-orders-2\"", edited, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoPolicy_GetsOneThatDeniesNothingYet()
    {
        var created = (await Fixed.ByAsync(new SanctionInPolicyFix(), Delete))!.Value.Policy!;
        Assert.Equal($"{{\n  \"version\": 1,\n  \"mode\": \"observe\",\n  \"sanctions\": [\n    {Sanction}\n  ]\n}}\n", created.ReplaceLineEndings("\n"));
        await Compiled.AssertReportsAsync(Delete, created.Replace("…", "the shop closes"));
    }

    [Fact]
    public async Task NoPolicyAndNoFolderToPutItIn_OffersNothing() =>
        Assert.Null(await Fixed.ByAsync(new SanctionInPolicyFix(), Delete, projectFile: null));

    [Theory]
    [InlineData("{ \"version\": 1, \"mood\": 1 }")]
    [InlineData("{ \"version\": 1")]
    [InlineData("{ \"version\": 1, \"defaults\": { \"delete\": \"deny\" } }")]
    public async Task PolicyThatWouldNotHelp_OffersNothing(string policy) =>
        Assert.Null(await Fixed.ByAsync(new SanctionInPolicyFix(), Delete, policy));

    /// <summary>The file of several projects changes for all of them, another one of its name doesn't, and its encoding stays.</summary>
    [Fact]
    public async Task PolicyOfSeveralProjects_ChangesInEach()
    {
        var policy = SourceText.From("{\r\n  \"version\": 1, // ours\r\n  \"sanctions\": [],\r\n}\r\n", new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var texts = await Fixed.SharedPolicyByAsync(new SanctionInPolicyFix(), Delete, policy);
        var expected = "{\r\n  \"version\": 1, // ours\r\n  \"sanctions\": [\r\n    " + Sanction + "\r\n  ],\r\n}\r\n";
        Assert.Equal([expected, expected, policy.ToString()], texts.Select(text => text.ToString()));
        Assert.All(texts, text => Assert.NotEmpty(text.Encoding!.GetPreamble()));
    }
}
