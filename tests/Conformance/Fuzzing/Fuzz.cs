using System.Diagnostics;
using CsCheck;
using ImmutableGuard.Conformance.Corpus;
using ImmutableGuard.Conformance.Differential;
using ImmutableGuard.Conformance.Generators;
using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Fuzzing;

/// <summary>
/// Feeds the classifier with texts that are almost SQL. It must answer each in every dialect; where an oracle accepts the text
/// and sees a change that isn't in the answer, it must not answer completely, be the dialect told or not.
/// </summary>
/// <param name="oracles">Who is asked; a dialect without one is fed all the same.</param>
/// <param name="seed">The same seed makes the same texts.</param>
public sealed class Fuzz(IReadOnlyCollection<IOracle> oracles, ulong seed)
{
    /// <summary>A live server takes so many times as long as a parser, and is asked about one in so many texts.</summary>
    private const int SlowOracle = 20;

    private static readonly SqlDialect[] All = Enum.GetValues<SqlDialect>();

    private readonly Stopwatch thinking = Stopwatch.StartNew();
    private string current = "nobody";

    /// <summary>How many texts were made.</summary>
    public int Texts { get; private set; }

    /// <summary>How many of them an oracle took for SQL.</summary>
    public int Accepted { get; private set; }

    /// <summary>What went wrong, one line each, with a text as short as it can be.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Who has been reading which text for longer than this; null where nobody has.</summary>
    public string? HangingFor(TimeSpan time) => thinking.Elapsed > time ? current : null;

    /// <summary>Makes and tries one text of each dialect that has a grammar.</summary>
    public void Round(uint round)
    {
        foreach (var dialect in Oracle.Dialects)
        {
            var draw = new Draw(new PCG((round * 8) + (uint)dialect, seed));
            var pair = Generated.Texts(dialect, seed + round, 2).ToList();
            Try(dialect, new Mutation(draw, pair[1]).Of(pair[0]), round);
        }
    }

    private void Try(SqlDialect dialect, string text, uint round)
    {
        Texts++;
        try
        {
            Begin("the classifier", text);
            foreach (var one in All)
                SqlEffects.Of(text, one);
            if (CanBeAsked(dialect, text) && oracles.FirstOrDefault(oracle => oracle.Dialect == dialect) is { } known && (dialect != SqlDialect.MySql || round % SlowOracle == 0))
                Ask(new WithoutRoutines(known), text);
        }
        catch (Exception e) when (e is not OracleMissingException)
        {
            Failures.Add($"{e.GetType().Name} at {e.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}\t{OneLine(text)}");
        }
    }

    private void Ask(IOracle oracle, string text)
    {
        Begin($"{oracle.Dialect.ToName()}'s oracle", text);
        foreach (var told in (SqlDialect[])[oracle.Dialect, SqlDialect.Any])
        {
            var tally = new Tally(oracle, told);
            if (!tally.Add(text))
                return;
            if (told == oracle.Dialect)
                Accepted++;
            if (tally[Verdict.Unsound] > 0)
                Failures.Add($"as {told.ToName()}: {tally.Differences[0].Shrink(oracle, told)}");
        }
    }

    private void Begin(string who, string text)
    {
        current = $"{who}: {OneLine(text)}";
        thinking.Restart();
    }

    /// <summary>
    /// Whether a database can be asked: a hole is nothing to it, and half a character is read as another one. What a trigger or a
    /// foreign key sets off is no effect of the text's own; and MariaDB checks the rights for what it only explains or prepares.
    /// </summary>
    private static bool CanBeAsked(SqlDialect dialect, string text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Contains(SqlEffects.Hole) || text.Any(char.IsSurrogate))
            return false;
        string[] beyond = dialect switch
        {
            SqlDialect.Sqlite => ["TRIGGER", "REFERENCES"],
            SqlDialect.MySql => ["EXPLAIN", "PREPARE"],
            _ => [],
        };
        return !beyond.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ⏎ ");
}
