using ImmutableGuard.Sql.Lexing;
using ImmutableGuard.Sql.Parsing;

namespace ImmutableGuard.Sql;

/// <summary>Tells what a SQL text does to which table.</summary>
public static class SqlEffects
{
    /// <summary>The character that stands for an unknown part of a text: the analyzers put it where an interpolation's value goes.</summary>
    public const char Hole = '\uFFFC';

    /// <summary>A longer text, in characters, isn't read by the rules of the other dialects too once one can't read it whole.</summary>
    private const int Long = 1 << 14;

    /// <summary>A longer text isn't read by the rules of all dialects, even where one after the other reads it whole.</summary>
    private const int VeryLong = 1 << 19;

    [ThreadStatic]
    private static Parser? _parser;

    /// <summary>The parser whose tables have grown with a long text, as long as nobody needs the memory.</summary>
    [ThreadStatic]
    private static WeakReference<Parser>? _large;

    /// <summary>
    /// The effects of <paramref name="text"/>. A table is <c>sql:[schema.]table</c>, spelled as in the text without its quotes
    /// (PostgreSQL's unquoted names are folded to lower case, Oracle's to upper); a routine is <c>sql:[schema.]name</c> with
    /// <see cref="Operation.Call"/>. Names are compared without regard to case wherever a policy is asked.
    /// </summary>
    /// <param name="text">The SQL text, of any number of statements. A <see cref="Hole"/> is a part that isn't known.</param>
    /// <param name="dialect">The dialect; <see cref="SqlDialect.Any"/> takes the safest reading.</param>
    public static Effects Of(string text, SqlDialect dialect)
    {
        if (text.Length > Long)
            return OfLong(text, dialect);

        // The parser's tables are worth keeping: without them a statement costs nothing but its result. The thread's place is looked up once.
        ref var kept = ref _parser;
        var parser = kept ?? new Parser();
        kept = null;
        var effects = Of(parser, text, dialect);
        kept = parser;
        return effects;
    }

    private static Effects OfLong(string text, SqlDialect dialect)
    {
        var parser = _large is not null && _large.TryGetTarget(out var kept) ? kept : new Parser();
        var effects = Of(parser, text, dialect);
        if (_large is null)
            _large = new WeakReference<Parser>(parser);
        else
            _large.SetTarget(parser);
        return effects;
    }

    private static Effects Of(Parser parser, string text, SqlDialect dialect)
    {
        var lexis = DialectLexis.Of(dialect);
        var effects = parser.Read(text, dialect, lexis, 0, out var ambiguous);
        if (!ambiguous)
            return effects;
        if (dialect != SqlDialect.Any)
            return Readings.Combine([new Reading(effects), new Reading(parser.Read(text, dialect, lexis | Lexis.SkipVersioned, 0, out _))]);
        var readings = new List<Reading>();
        foreach (var reading in DialectLexis.Readings)
        {
            var read = parser.Read(text, dialect, reading, 0, out var versions);
            readings.Add(new Reading(read, parser.Rejected, parser.Refused));
            if (versions)
                readings.Add(new Reading(parser.Read(text, dialect, reading | Lexis.SkipVersioned, 0, out _), parser.Rejected, parser.Refused));
            if (text.Length > Long && read.Reason is not null)
                break;
            if (text.Length > VeryLong && readings.Count == 2)
                return Readings.Combine(readings, "a very long text that dialects may read differently");
        }

        return Readings.Combine(readings);
    }
}
