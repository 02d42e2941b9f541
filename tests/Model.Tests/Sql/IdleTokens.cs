using System.Reflection;
using ImmutableGuard.Sql;
using ImmutableGuard.Sql.Lexing;
using ImmutableGuard.Sql.Parsing;

namespace ImmutableGuard.Model.Tests.Sql;

/// <summary>
/// Clauses pass over names, values, operators and a few words without looking at them. Who gives one of those a meaning has to take it out of
/// them first, in <c>Words</c> or in <c>Token</c>: what is passed over and what would be read one by one must come to the same.
/// </summary>
public class IdleTokens
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.NonPublic;

    /// <summary>Where a token may stand: before and behind words that start, end and join clauses.</summary>
    private static readonly string[] Places =
    [
        "SELECT a FROM t WHERE x {0} y", "SELECT x {0} FROM t", "DELETE FROM t WHERE {0} {0} x", "SELECT CASE WHEN x {0} THEN 1 ELSE {0} END FROM t",
        "SELECT a FROM t JOIN u ON x {0} JOIN v ON {0}", "SELECT x {0} DISTINCT FROM y", "SELECT a FROM t ORDER {0} x GROUP {0} y", "UPDATE t SET x {0} y, z {0}; DELETE",
        "SELECT a FROM t CONNECT {0} PRIOR x", "SELECT x {0} SELECT", "SELECT x {0} NULL {0} NOT y", "SELECT (x) {0} EXISTS FROM t", "SELECT x BETWEEN y {0} z FROM t", "{0}",
    ];

    private static readonly string[] Tokens = ["AND", "OR", "NOT", "IS", "NULL", "BY", "name", "\"name\"", "'text'", "1", "@p", "=", "+", "<>", "*"];

    private static readonly FieldInfo[] State = [.. typeof(Parser).GetFields(Own).Where(field => field.FieldType.IsValueType && field.Name is not ("_at" or "_steps" or "_lookups"))];

    private static readonly FieldInfo[] Found = [.. typeof(Findings).GetFields(Own).Where(field => field.FieldType.IsValueType || field.FieldType == typeof(string))];

    [Fact]
    public void What_clauses_pass_over_MeansNothingToThem()
    {
        var passed = new HashSet<string>();
        foreach (var dialect in Enum.GetValues<SqlDialect>())
            foreach (var place in Places)
                foreach (var token in Tokens)
                    Check(string.Format(System.Globalization.CultureInfo.InvariantCulture, place, token), dialect, passed);

        Assert.Superset(Tokens.Except(["*"]).ToHashSet(), passed);
    }

    private static void Check(string text, SqlDialect dialect, HashSet<string> passed)
    {
        var parser = new Parser();
        parser.Read(text, dialect, DialectLexis.Of(dialect), 0, out _);
        var lexer = (Lexer)Field("_lexer").GetValue(parser)!;
        Field("_text").SetValue(parser, text);
        Field("_end").SetValue(parser, lexer.Count);
        var findings = Field("_findings").GetValue(parser)!;
        var readOne = typeof(Parser).GetMethod("ReadOne", Own)!;
        for (var i = 0; i < lexer.Count; i++)
        {
            if (!lexer.Tokens[i].IsIdle)
                continue;
            passed.Add(text[lexer.Tokens[i].Start..lexer.Tokens[i].End]);
            foreach (var clause in Enum.GetValues<Clause>())
            {
                // Where a table is due nothing is passed over.
                if (clause == Clause.Source)
                    continue;
                Field("_at").SetValue(parser, i);
                Field("_clause").SetValue(parser, clause);
                var before = Snapshot(parser, findings);
                Assert.True((bool)readOne.Invoke(parser, null)!, $"{clause} ends at token {i} of: {text}");
                Assert.Equal(i + 1, Field("_at").GetValue(parser));
                Assert.True(before == Snapshot(parser, findings), $"{clause} takes note of token {i} of: {text}");
            }
        }
    }

    private static FieldInfo Field(string name) => typeof(Parser).GetField(name, Own) ?? throw new MissingFieldException(nameof(Parser), name);

    private static string Snapshot(Parser parser, object findings) => string.Join('|', State.Select(field => field.GetValue(parser)).Concat(Found.Select(field => field.GetValue(findings))));
}
