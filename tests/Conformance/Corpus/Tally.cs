using System.Globalization;
using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Corpus;

/// <summary>Asks classifier and oracle about texts, and counts.</summary>
/// <param name="oracle">The oracle.</param>
/// <param name="dialect">The dialect that the classifier is told; null for the oracle's.</param>
public sealed class Tally(IOracle oracle, SqlDialect? dialect = null)
{
    private readonly int[] counts = new int[Enum.GetValues<Verdict>().Length];

    /// <summary>How many texts the oracle took for SQL.</summary>
    public int Accepted { get; private set; }

    /// <summary>How many it didn't.</summary>
    public int Rejected => Rejections.Count;

    /// <summary>The rejected texts, with what the oracle says.</summary>
    public List<string> Rejections { get; } = [];

    /// <summary>Where the two differ.</summary>
    public List<Difference> Differences { get; } = [];

    /// <summary>How many texts have a verdict.</summary>
    public int this[Verdict verdict] => counts[(int)verdict];

    /// <summary>The verdict's share of the accepted texts, from 0 to 1.</summary>
    public double Share(Verdict verdict) => Accepted == 0 ? 0 : (double)this[verdict] / Accepted;

    /// <summary>Asks about one text; whether the oracle accepted it.</summary>
    public bool Add(string text)
    {
        var seen = oracle.Ask(text);
        if (seen.Accepted)
            Add(text, seen);
        else
            Reject(text, seen);
        return seen.Accepted;
    }

    /// <summary>Judges the answers to texts that the oracle has accepted.</summary>
    public void Add(IEnumerable<(string Text, Seen Seen)> asked)
    {
        foreach (var (text, seen) in asked)
            Add(text, seen);
    }

    /// <summary>Counts a text that the oracle doesn't take for SQL.</summary>
    public void Reject(string text, Seen seen) => Rejections.Add($"Rejected\t{text.ReplaceLineEndings(" ⏎ ")}\t{seen.Rejection?.ReplaceLineEndings(" ⏎ ")}");

    /// <summary>Judges the answer to a text that the oracle has accepted.</summary>
    public void Add(string text, Seen seen)
    {
        Accepted++;
        var answer = SqlEffects.Of(text, dialect ?? oracle.Dialect);
        var verdict = Verdicts.Of(answer, seen, oracle.Sees);
        counts[(int)verdict]++;
        if (verdict != Verdict.Exact)
            Differences.Add(new(verdict, text, answer, seen));
    }

    /// <summary>The counts, in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"accepted {Accepted}, rejected {Rejected}: exact {Share(Verdict.Exact):P2}, incomplete {Share(Verdict.Incomplete):P2}, excess {this[Verdict.Excess]}, missed reads {this[Verdict.MissedRead]}, UNSOUND {this[Verdict.Unsound]}");
}
