using System.Text;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.CodeFixes;

/// <summary>An interpolated SQL text with parameters in the place of its values.</summary>
/// <param name="Text">The text as C# writes it.</param>
/// <param name="Parameters">The object that gives the parameters, as C# writes it.</param>
internal sealed record ParameterizedSql(ExpressionSyntax Text, ExpressionSyntax Parameters)
{
    private const Operation Parameterizable = Operation.Read | Operation.Insert | Operation.Update | Operation.Delete;

    private static readonly HashSet<string> WordsBeforeValue = new(StringComparer.OrdinalIgnoreCase) { "LIKE", "BETWEEN", "AND", "LIMIT", "OFFSET" };

    private static readonly HashSet<string> WordsBeforeList = new(StringComparer.OrdinalIgnoreCase) { "IN", "VALUES" };

    /// <summary>
    /// The text with parameters; null where not every part that isn't constant is surely a value of its own, where its name isn't plain,
    /// or where the text says something else then.
    /// </summary>
    public static ParameterizedSql? Of(InterpolatedStringExpressionSyntax sql, SemanticModel model, SqlDialect dialect, CancellationToken cancellation)
    {
        // Oracle spells parameters differently.
        if (dialect == SqlDialect.Oracle)
            return null;
        var (before, after, probe) = (new StringBuilder(), new StringBuilder(), new StringBuilder());
        var source = new StringBuilder();
        var given = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var keepsHoles = false;
        var skipsQuote = false;
        for (var i = 0; i < sql.Contents.Count; i++)
        {
            if (sql.Contents[i] is InterpolatedStringTextSyntax { TextToken: var text })
            {
                // The quotes around a value go with it.
                var from = skipsQuote ? 1 : 0;
                skipsQuote = false;
                before.Append(text.ValueText);
                Append(text.ValueText.Substring(from), text.Text.Substring(from));
                continue;
            }

            var hole = (InterpolationSyntax)sql.Contents[i];
            if (model.GetConstantValue(hole.Expression, cancellation) is { HasValue: true, Value: string constant })
            {
                keepsHoles = true;
                before.Append(constant);
                Append(constant, hole.ToString());
                continue;
            }

            var next = i + 1 < sql.Contents.Count ? (sql.Contents[i + 1] as InterpolatedStringTextSyntax)?.TextToken.ValueText : "";
            if (next is null || hole.AlignmentClause is not null || hole.FormatClause is not null
                || NameOf(hole.Expression) is not { } name || given.TryGetValue(name, out var other) && other != hole.Expression.ToString()
                || model.GetTypeInfo(hole.Expression, cancellation).Type is not { } type)
                return null;
            before.Append(SqlEffects.Hole);
            if (IsQuotedType(type) && after.Length > 0 && after[after.Length - 1] == '\'' && next.StartsWith("'", StringComparison.Ordinal))
            {
                after.Length--;
                probe.Length--;
                source.Length--;
                next = next.Substring(1);
                skipsQuote = true;
            }
            else if (!IsNumber(type))
            {
                return null;
            }

            if (!IsBeforeValue(after.ToString()) || next.Length > 0 && !char.IsWhiteSpace(next[0]) && next[0] is not (')' or ',' or ';'))
                return null;
            given[name] = hole.Expression.ToString();
            after.Append('@').Append(name);
            source.Append('@').Append(name);
            probe.Append('(');
        }

        if (given.Count == 0 || before.ToString().Contains('@') || !SaysTheSame(before.ToString(), after.ToString(), probe.ToString(), dialect))
            return null;
        var start = sql.StringStartToken.Text;
        var content = source.ToString();
        if (!keepsHoles)
        {
            start = start.Replace("$", "");
            content = start.StartsWith("\"\"\"", StringComparison.Ordinal) ? content : content.Replace("{{", "{").Replace("}}", "}");
        }

        return new(
            SyntaxFactory.ParseExpression(start + content + sql.StringEndToken.Text).WithTriviaFrom(sql),
            SyntaxFactory.ParseExpression($"new {{ {string.Join(", ", given.Values)} }}"));

        void Append(string value, string written)
        {
            after.Append(value);
            probe.Append(value);
            source.Append(written);
        }
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
        if (end[end.Length - 1] is '=' or '<' or '>' or ',')
            return true;
        if (end[end.Length - 1] == '(')
            return LastWord(end.Substring(0, end.Length - 1)) is var list && (list.Length == 0 || WordsBeforeList.Contains(list));
        return end.Length < text.Length && WordsBeforeValue.Contains(LastWord(end));
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
        IdentifierNameSyntax { Identifier.Text: var name } when name[0] != '@' => name,
        MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression, Name: IdentifierNameSyntax { Identifier.Text: var name } } when name[0] != '@' => name,
        _ => null,
    };

    private static bool IsNumber(ITypeSymbol type) => type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double && type.SpecialType != SpecialType.System_Char;

    private static bool IsQuotedType(ITypeSymbol type) =>
        type is { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.Annotated } or { SpecialType: SpecialType.System_DateTime }
        || type is { Name: "Guid" or "DateTimeOffset", ContainingNamespace.Name: "System" };
}
