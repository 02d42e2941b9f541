using System.Globalization;
using Xunit.Abstractions;

namespace ImmutableGuard.Analyzers.Tests.Fuzzing;

public sealed class SourceFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 60;

    [Fact]
    public async Task UnfinishedSources_NeverThrowNorHang()
    {
        for (var round = 0; round < Rounds; round++)
            Assert.Empty(await SourceFuzz.RoundAsync(seed: 1, round));
    }

    [Theory]
    [InlineData("static class C { public static int .<T>(this IDbConnection c, string sql) { return c.Execute(sql); } }")]
    [InlineData("public class C { public int (IDbConnection c, string sql) => c.Execute(sql); int M(IDbConnection c) => (c, \"DELETE FROM orders\"); }")]
    [InlineData("class C { void M(IDbConnection c, Index id) => c.Execute($\"DELETE FROM orders WHERE id = {id.}\"); }")]
    [InlineData("class C { void M(IDbConnection c, Index id) => c.Execute(\"DELETE FROM orders WHERE id = \" + id.); }")]
    [InlineData("class C { void M(IDbConnection c, string id) => c.Execute($\"DELETE FROM orders WHERE id = '{@}'\"); }")]
    [InlineData("class Shop : DbContext { } [AppendOnly] public class { public int Id { get; set; } } class C { void M(IDbConnection c) => c.Execute(\"DELETE FROM orders\"); }")]
    [InlineData("class (string sql) { public void M(IDbConnection c) => c.Execute(sql); }")]
    public async Task SourceThatOnceThrewOrHung_DoesSoNoMore(string source) => Assert.Empty(await Task.Run(() => SourceFuzz.TryAsync(source)).WaitAsync(SourceFuzz.Longest));

    /// <summary>
    /// For as long as the environment says: <c>IMMUTABLEGUARD_FUZZ_SECONDS</c>, with <c>IMMUTABLEGUARD_FUZZ_SEED</c> (1), from
    /// <c>IMMUTABLEGUARD_FUZZ_ROUND</c> (0) on, by which a round that failed is tried again.
    /// </summary>
    [SkippableFact]
    public async Task UnfinishedSources_ForAsLongAsIsAsked_NeverThrowNorHang()
    {
        Skip.IfNot(int.TryParse(Environment.GetEnvironmentVariable("IMMUTABLEGUARD_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds), "IMMUTABLEGUARD_FUZZ_SECONDS isn't set.");
        var seed = int.TryParse(Environment.GetEnvironmentVariable("IMMUTABLEGUARD_FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;
        var first = int.TryParse(Environment.GetEnvironmentVariable("IMMUTABLEGUARD_FUZZ_ROUND"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : 0;
        var (sources, failures) = await SourceFuzz.RunAsync(seconds, seed, first);
        output.WriteLine($"{sources} sources with seed {seed}");
        foreach (var failure in failures)
            output.WriteLine(failure);
        Assert.Empty(failures);
    }

    /// <summary>What the fuzzer begins with compiles, and uses every sink as it should: else it would look at nothing.</summary>
    [Fact]
    public async Task Seeds_CompileAndAreReported()
    {
        foreach (var seed in Seeds.All)
        {
            Assert.DoesNotContain(Compiled.Create(seed).GetDiagnostics(), diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
            Assert.NotEmpty(await Compiled.DiagnosticsAsync(seed));
        }
    }
}
