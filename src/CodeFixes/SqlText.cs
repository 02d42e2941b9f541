using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.CodeFixes;

/// <summary>A part of a SQL text as code puts it together.</summary>
/// <param name="Node">The literal or text, the hole of an interpolation, or what is added to the text.</param>
/// <param name="Constant">What it says; null where that isn't constant.</param>
/// <param name="Expression">The expression that isn't constant; null for text.</param>
internal sealed record SqlPart(SyntaxNode Node, string? Constant, ExpressionSyntax? Expression);

/// <summary>A SQL text that code interpolates, or adds up of literals and values.</summary>
internal sealed class SqlText
{
    private readonly ExpressionSyntax written;

    private SqlText(ExpressionSyntax written, IReadOnlyList<SqlPart> parts) => (this.written, Parts) = (written, parts);

    /// <summary>The parts, in their order.</summary>
    public IReadOnlyList<SqlPart> Parts { get; }

    /// <summary>Whether it is one interpolation.</summary>
    public bool IsInterpolation => written is InterpolatedStringExpressionSyntax;

    /// <summary>The parts of an expression; null where it is put together in another way.</summary>
    public static SqlText? Of(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation)
    {
        var parts = new List<SqlPart>();
        if (expression is InterpolatedStringExpressionSyntax interpolation)
        {
            foreach (var content in interpolation.Contents)
            {
                if (content is InterpolatedStringTextSyntax text)
                    parts.Add(new(text, text.TextToken.ValueText, null));
                // What somebody remarked beside a value would be lost.
                else if (content is not InterpolationSyntax { AlignmentClause: null, FormatClause: null } hole || hole.DescendantTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia)))
                    return null;
                else
                    parts.Add(new(hole, ConstantOf(hole.Expression), hole.Expression));
            }

            return new(expression, parts);
        }

        return expression is BinaryExpressionSyntax sum && Add(sum) ? new(expression, parts) : null;

        bool Add(ExpressionSyntax part)
        {
            if (part is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } inner && model.GetTypeInfo(inner, cancellation).Type?.SpecialType == SpecialType.System_String)
                return Add(inner.Left) && Add(inner.Right);
            parts.Add(IsLiteral(part) ? new(part, ((LiteralExpressionSyntax)part).Token.ValueText, null) : new(part, ConstantOf(part), part));
            return part is not BinaryExpressionSyntax;
        }

        string? ConstantOf(ExpressionSyntax value) => model.GetConstantValue(value, cancellation) is { HasValue: true, Value: string constant } ? constant : null;
    }

    /// <summary>
    /// The expression with other texts in the place of its values, as C# writes it; null where that can't be done by putting them into
    /// the literals around.
    /// </summary>
    /// <param name="replacements">What takes the place of a part, and whether the quotes around it go with it.</param>
    public ExpressionSyntax? With(IReadOnlyDictionary<SqlPart, (string Text, bool Unquoted)> replacements)
    {
        var edits = IsInterpolation ? InInterpolation(replacements) : InSum(replacements);
        if (edits is null)
            return null;
        var text = new StringBuilder(written.ToString());
        foreach (var (start, end, replacement) in edits.OrderByDescending(edit => edit.Start))
            text.Remove(start - written.SpanStart, end - start).Insert(start - written.SpanStart, replacement);
        return SyntaxFactory.ParseExpression(text.ToString()) is { ContainsDiagnostics: false } parsed ? parsed.WithTriviaFrom(written) : null;
    }

    private List<(int Start, int End, string Text)> InInterpolation(IReadOnlyDictionary<SqlPart, (string Text, bool Unquoted)> replacements)
    {
        var edits = new List<(int, int, string)>();
        foreach (var replacement in replacements)
            edits.Add((
                replacement.Key.Node.SpanStart - (replacement.Value.Unquoted ? 1 : 0),
                replacement.Key.Node.Span.End + (replacement.Value.Unquoted ? 1 : 0),
                replacement.Value.Text));
        return edits;
    }

    private List<(int Start, int End, string Text)>? InSum(IReadOnlyDictionary<SqlPart, (string Text, bool Unquoted)> replacements)
    {
        var edits = new List<(int, int, string)>();
        for (var i = 0; i < Parts.Count; i++)
        {
            if (!replacements.TryGetValue(Parts[i], out var replacement))
                continue;
            // Something must be there to write into, and nothing between that would be lost.
            if (i == 0 || Parts[i - 1] is not { Expression: null, Node: var before } || !IsPlain(before.Span.End, Parts[i].Node.SpanStart))
                return null;
            var start = before.Span.End - 1;
            if (i + 1 < Parts.Count && Parts[i + 1] is { Expression: null, Node: var after } && IsVerbatim(before) == IsVerbatim(after) && IsPlain(Parts[i].Node.Span.End, after.SpanStart))
            {
                var end = after.SpanStart + (IsVerbatim(after) ? 2 : 1);
                edits.Add((start - (replacement.Unquoted ? 1 : 0), end + (replacement.Unquoted ? 1 : 0), replacement.Text));
            }
            else if (replacement.Unquoted)
            {
                return null;
            }
            else
            {
                edits.Add((start, Parts[i].Node.Span.End, replacement.Text + "\""));
            }
        }

        return edits;
    }

    /// <summary>Whether only a plus and white space stand between two places.</summary>
    private bool IsPlain(int start, int end) =>
        written.ToString().Substring(start - written.SpanStart, end - start).All(character => character == '+' || char.IsWhiteSpace(character));

    private static bool IsVerbatim(SyntaxNode literal) => literal.GetFirstToken().Text[0] == '@';

    /// <summary>Whether it is a literal between quotes on either side.</summary>
    private static bool IsLiteral(ExpressionSyntax part) => part is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token: var token }
        && token.IsKind(SyntaxKind.StringLiteralToken) && token.Text.EndsWith("\"", StringComparison.Ordinal);
}
