using System.Text;
using System.Text.RegularExpressions;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.CodeFixes;

/// <summary>A SQL text with parameters in the place of its values.</summary>
/// <param name="Text">The text as C# writes it.</param>
/// <param name="Interpolated">The text with its values still in their places, for a method that makes parameters of them; null where it has parts that aren't values.</param>
/// <param name="Values">The values by the names of the parameters.</param>
internal sealed record ParameterizedSql(ExpressionSyntax Text, ExpressionSyntax? Interpolated, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The object that gives the parameters, as C# writes it.</summary>
    public ExpressionSyntax Object => SyntaxFactory.ParseExpression($"new {{ {string.Join(", ", Values.Values)} }}");

    private const Operation Parameterizable = Operation.Read | Operation.Insert | Operation.Update | Operation.Delete;

    private static readonly HashSet<string> WordsBeforeValue = new(StringComparer.OrdinalIgnoreCase) { "LIKE", "BETWEEN", "AND", "LIMIT", "OFFSET" };

    private static readonly HashSet<string> TypesWithBrackets = new(StringComparer.OrdinalIgnoreCase) { "DECIMAL", "DEC", "NUMERIC", "NUMBER", "FLOAT", "DOUBLE", "REAL", "IDENTITY" };

    private static readonly HashSet<string> WordsBeforeList = new(StringComparer.OrdinalIgnoreCase) { "IN", "VALUES" };

    /// <summary>
    /// The text with parameters; null where not every part that isn't constant is surely a value of its own, where its name isn't plain,
    /// or where the text says something else then.
    /// </summary>
    public static ParameterizedSql? Of(ExpressionSyntax sql, SemanticModel model, SqlDialect dialect, CancellationToken cancellation)
    {
        // Oracle spells parameters differently.
        if (dialect == SqlDialect.Oracle || SqlText.Of(sql, model, cancellation) is not { } text)
            return null;
        var (before, after, probe) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        var given = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var replacements = new Dictionary<SqlPart, (string Text, bool Unquoted)>();
        var skipsQuote = false;
        for (var i = 0; i < text.Parts.Count; i++)
        {
            var part = text.Parts[i];
            if (part.Constant is { } constant)
            {
                before.Append(constant);
                // The quotes around a value go with it.
                var rest = skipsQuote ? constant.Substring(1) : constant;
                skipsQuote = false;
                after.Append(rest);
                probe.Append(rest);
                continue;
            }

            var next = i + 1 < text.Parts.Count ? text.Parts[i + 1] is { Constant: { } follows, Expression: null } ? follows : null : "";
            var value = part.Expression!;
            if (next is null || NameOf(value) is not { } name || given.TryGetValue(name, out var other) && other != value.ToString()
                || model.GetTypeInfo(value, cancellation).Type is not { } type)
                return null;
            before.Append(SqlEffects.Hole);
            if (IsQuotedType(type, dialect) && after.Length > 0 && after[after.Length - 1] == '\'' && next.StartsWith("'", StringComparison.Ordinal)
                && i > 0 && text.Parts[i - 1].Expression is null)
            {
                after.Length--;
                probe.Length--;
                next = next.Substring(1);
                skipsQuote = true;
            }
            else if (!IsNumber(type))
            {
                return null;
            }

            if (!IsBeforeValue(after.ToString()) || next.Length > 0 && !char.IsWhiteSpace(next[0]) && next[0] is not (')' or ',' or ';'))
                return null;
            given[name] = value.ToString();
            replacements.Add(part, ("@" + name, skipsQuote));
            after.Append('@').Append(name);
            probe.Append('(');
        }

        if (given.Count == 0 || before.ToString().Contains('@') || !SaysTheSame(before.ToString(), after.ToString(), probe.ToString(), dialect))
            return null;
        var keepsHoles = text.Parts.Any(part => part is { Constant: not null, Expression: not null });
        if (text.With(replacements) is not { } written)
            return null;
        return new(
            text.IsInterpolation && !keepsHoles ? WithoutHoles((InterpolatedStringExpressionSyntax)written) : written,
            text.IsInterpolation && !keepsHoles ? text.With(replacements.ToDictionary(replaced => replaced.Key, replaced => (replaced.Key.Node.ToString(), replaced.Value.Unquoted))) : null,
            given);
    }

    /// <summary>The same text as one that isn't interpolated any more.</summary>
    private static ExpressionSyntax WithoutHoles(InterpolatedStringExpressionSyntax text)
    {
        var start = text.StringStartToken.Text.Replace("$", "");
        var content = text.Contents.ToString();
        if (!start.StartsWith("\"\"\"", StringComparison.Ordinal))
            content = content.Replace("{{", "{").Replace("}}", "}");
        return SyntaxFactory.ParseExpression(start + content + text.StringEndToken.Text).WithTriviaFrom(text);
    }

    /// <summary>
    /// Whether the text does with parameters exactly what it did with values. Where an open bracket in their place changes nothing,
    /// they stand in a comment or a literal, where no parameter is one.
    /// </summary>
    private static bool SaysTheSame(string before, string after, string probe, SqlDialect dialect)
    {
        var (was, becomes, broken) = (SqlEffects.Of(before, dialect), SqlEffects.Of(after, dialect), SqlEffects.Of(probe, dialect));
        return was.Complete && becomes.Complete && was.Items.SequenceEqual(becomes.Items)
            && becomes.Items.Count > 0 && becomes.Items.All(effect => (effect.Operation & Parameterizable) != 0)
            && !(broken.Complete && broken.Items.SequenceEqual(becomes.Items));
    }

    /// <summary>Whether a value is what comes next: after an operator, a comma, the bracket of a list, or one of a few words.</summary>
    private static bool IsBeforeValue(string text)
    {
        var end = text.TrimEnd();
        if (end.Length == 0)
            return false;
        if (end[end.Length - 1] is '=' or '<' or '>')
            return true;
        if (end[end.Length - 1] == ',')
            return IsInList(end);
        if (end[end.Length - 1] == '(')
            return LastWord(end.Substring(0, end.Length - 1)) is var list && (list.Length == 0 || WordsBeforeList.Contains(list));
        return end.Length < text.Length && WordsBeforeValue.Contains(LastWord(end));
    }

    /// <summary>Whether values are listed at the end of a text: between brackets, but for those of a type or a query, or of a limit.</summary>
    private static bool IsInList(string text)
    {
        var depth = 0;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] == ')')
                depth++;
            else if (text[i] == '(' && depth-- == 0)
                return !TypesWithBrackets.Contains(LastWord(text.Substring(0, i))) && !Regex.IsMatch(text.Substring(i), @"\bSELECT\b", RegexOptions.IgnoreCase);
        }

        return Regex.IsMatch(text, @"\bLIMIT\s+\S+\s*,$", RegexOptions.IgnoreCase);
    }

    private static string LastWord(string text)
    {
        var end = text.TrimEnd();
        var start = end.Length;
        while (start > 0 && (char.IsLetterOrDigit(end[start - 1]) || end[start - 1] is '_'))
            start--;
        return end.Substring(start);
    }

    /// <summary>The name that an anonymous object gives a member for an expression.</summary>
    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax { Identifier.Text: var name } when IsPlain(name) => name,
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Name: IdentifierNameSyntax { Identifier.Text: var name } } when IsPlain(name) => name,
        _ => null,
    };

    /// <summary>Whether it is a name as a parameter can have it, and there at all: what nobody has finished has an empty one.</summary>
    private static bool IsPlain(string name) => name.Length > 0 && name[0] != '@';

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double && type.SpecialType != SpecialType.System_Char;

    // SQLite keeps days and ids as text, and a parameter isn't written as the text was: they would no longer be equal.
    private static bool IsQuotedType(ITypeSymbol type, SqlDialect dialect) =>
        type is { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.Annotated }
        || dialect != SqlDialect.Sqlite && type is ({ SpecialType: SpecialType.System_DateTime } or { Name: "Guid" or "DateTimeOffset", ContainingNamespace.Name: "System" });
}
