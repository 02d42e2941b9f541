using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Corpus;

/// <summary>Cuts scripts into statements without knowing their dialect: the oracle tells what is one.</summary>
public static class Scripts
{
    /// <summary>Up to how many semicolons may be within one statement.</summary>
    private const int Longest = 40;

    /// <summary>Asks about every statement of a script.</summary>
    public static void Add(Tally tally, IOracle oracle, string script)
    {
        if (oracle.Dialect == SqlDialect.TSql && ScriptDomOracle.Split(script) is { Count: > 0 } statements)
        {
            foreach (var statement in statements)
                tally.Add(statement);
            return;
        }

        // T-SQL that doesn't parse as a whole by batches; others by semicolon, or where there are none by lines.
        var pieces = oracle.Dialect == SqlDialect.TSql ? Batches(script)
            : script.Contains(';') ? Pieces(script, ';')
            : oracle.Ask(script).Accepted ? [script]
            : Pieces(script, '\n');
        for (var i = 0; i < pieces.Count;)
            i += Take(tally, oracle, pieces, i);
    }

    /// <summary>The shortest run of pieces that is a statement; how many pieces it was.</summary>
    private static int Take(Tally tally, IOracle oracle, List<string> pieces, int start)
    {
        if (string.IsNullOrWhiteSpace(pieces[start]))
            return 1;
        var text = "";
        Seen? first = null;
        for (var count = 1; count <= Longest && start + count <= pieces.Count; count++)
        {
            text += pieces[start + count - 1];
            var seen = oracle.Ask(text);
            if (seen.Accepted)
            {
                tally.Add(text, seen);
                return count;
            }

            first ??= seen;
            if (!seen.Unfinished)
                break;
        }

        tally.Reject(pieces[start], first!);
        return 1;
    }

    private static List<string> Pieces(string script, char end)
    {
        var pieces = new List<string>();
        for (var start = 0; start < script.Length;)
        {
            var at = script.IndexOf(end, start);
            at = at < 0 ? script.Length : at + 1;
            pieces.Add(script[start..at]);
            start = at;
        }

        return pieces;
    }

    private static List<string> Batches(string script)
    {
        var batches = new List<string> { "" };
        foreach (var line in script.Split('\n'))
        {
            if (line.Trim().Equals("GO", StringComparison.OrdinalIgnoreCase))
                batches.Add("");
            else
                batches[^1] += line + "\n";
        }

        return batches;
    }
}
