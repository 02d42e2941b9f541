using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Analyzers.Tests.Fuzzing;

/// <summary>Makes of a source what an editor holds while somebody writes: tokens that are missing, twice there, elsewhere, cut off.</summary>
internal sealed class SourceMutation(Random random)
{
    private static readonly string[] Inserted =
    [
        "(", ")", "{", "}", "[", "]", ";", ",", ".", "?.", "=>", "=", "+=", "\"", "$\"", "\"\"\"", "{{", "<", ">", "new ", "this", "base", "default", "null", "await ", "static ", "async ",
        "ref ", "out ", "params ", "typeof(", "nameof(", "from x in ", "switch { ", "using var ", "return ", "var ", "dynamic ", "class X : X { ", "int ", "string ", "..", "!", "#if A\n", "#endif\n", "/*", "\0",
    ];

    /// <summary>The source, changed in one to five places.</summary>
    /// <param name="source">The source.</param>
    /// <param name="other">Another one, to take tokens from.</param>
    public string Of(string source, string other)
    {
        for (var times = 1 + random.Next(5); times > 0; times--)
            source = Once(source, other);
        return source;
    }

    private string Once(string source, string other)
    {
        var tokens = Tokens(source);
        if (tokens.Count == 0)
            return source;
        var at = random.Next(tokens.Count);
        switch (random.Next(8))
        {
            case 0 or 1:
                tokens.RemoveRange(at, Math.Min(1 + random.Next(3), tokens.Count - at));
                break;
            case 2:
                tokens.Insert(at, tokens[at]);
                break;
            case 3:
                var with = random.Next(tokens.Count);
                (tokens[at], tokens[with]) = (tokens[with], tokens[at]);
                break;
            case 4:
                return source[..random.Next(source.Length)];
            case 5 when Tokens(other) is { Count: > 0 } others:
                var from = random.Next(others.Count);
                tokens.InsertRange(at, others.GetRange(from, Math.Min(1 + random.Next(12), others.Count - from)));
                break;
            case 6:
                tokens[at] = tokens[random.Next(tokens.Count)];
                break;
            default:
                tokens.Insert(at, Inserted[random.Next(Inserted.Length)]);
                break;
        }

        return string.Concat(tokens);
    }

    private static List<string> Tokens(string source) => [.. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens().Select(token => token.ToFullString()).Where(text => text.Length > 0)];
}
