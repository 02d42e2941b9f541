using System.Text.RegularExpressions;
using ImmutableGuard.Analyzers.Sites.Collections;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Strings;

/// <summary>The parts that a text is split into: scripts that are carried out statement by statement.</summary>
internal static class TextParts
{
    private static readonly TimeSpan MostTime = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether a call splits a text.</summary>
    public static bool IsSplit(IOperation operation) => operation is IInvocationOperation
    {
        TargetMethod: { Name: "Split", ContainingType: { SpecialType: SpecialType.System_String } or { Name: "Regex", ContainingNamespace.Name: "RegularExpressions" } },
    };

    /// <summary>The parts, each of which the call gives; null where the text isn't known, or what it is split at.</summary>
    /// <param name="call">The call that splits.</param>
    /// <param name="frame">What its parameters stand for.</param>
    /// <param name="origins">Follows values.</param>
    /// <param name="code">The source code.</param>
    /// <param name="read">Reads texts.</param>
    public static IReadOnlyList<string>? Of(IInvocationOperation call, Frame frame, Origins origins, SourceCode code, Func<Value, IReadOnlyList<string>?> read)
    {
        if (call.TargetMethod.Parameters.Any(parameter => parameter.Name is "count" or "startat"))
            return null;
        var isText = call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String;
        var whole = isText ? call.Instance : Argument(call, "input");
        if (whole is null || read(new(whole, frame)) is not { } texts)
            return null;
        var removesEmpty = Argument(call, "options")?.ConstantValue is not { Value: 0 };
        Func<string, IEnumerable<string>>? split = null;
        if (isText)
            split = Separators(call, frame, origins, code, read) is { } separators ? text => text.Split(separators, StringSplitOptions.None) : null;
        else if (Pattern(call, frame, origins) is { } pattern)
            split = pattern.Split;
        try
        {
            return split is null ? null : Parts(texts.SelectMany(split), isText && removesEmpty);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    // Nothing between two separators is nothing that is carried out; one that is left out is none.
    private static IReadOnlyList<string>? Parts(IEnumerable<string> parts, bool removesEmpty)
    {
        List<string> distinct = [.. parts.Distinct()];
        return distinct.Where(part => part.Length > 0 || !removesEmpty).ToList() is { Count: > 0 } some ? some : [""];
    }

    private static string[]? Separators(IInvocationOperation call, Frame frame, Origins origins, SourceCode code, Func<Value, IReadOnlyList<string>?> read)
    {
        if (Argument(call, "separator") is not { } given)
            return null;
        var separators = new List<string>();
        foreach (var value in given.Type is IArrayTypeSymbol ? origins.Of(new(given, frame)) ?? [] : [new Value(given, frame)])
        {
            if ((given.Type is IArrayTypeSymbol ? Lists.ElementsOf(value, code) : [value]) is not { } elements)
                return null;
            foreach (var one in elements)
            {
                if (read(one) is not [{ Length: > 0 } text] || !Texts.IsKnown(text))
                    return null;
                separators.Add(text);
            }
        }

        return separators.Count > 0 ? [.. separators] : null;
    }

    private static Regex? Pattern(IInvocationOperation call, Frame frame, Origins origins)
    {
        var (pattern, options) = (Argument(call, "pattern"), Argument(call, "options"));
        if (call.Instance is { } instance)
        {
            if (origins.Of(new(instance, frame)) is not [{ Operation: IObjectCreationOperation { Type.Name: "Regex" } made }])
                return null;
            (pattern, options) = (made.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "pattern")?.Value, made.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "options")?.Value);
        }

        if (pattern?.ConstantValue.Value is not string text || options is not null && options.ConstantValue.Value is not int)
            return null;
        try
        {
            return new Regex(text, (options is null ? RegexOptions.None : (RegexOptions)(int)options.ConstantValue.Value!) & ~RegexOptions.Compiled, MostTime);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static IOperation? Argument(IInvocationOperation call, string name) => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name)?.Value.WithoutConversions();
}
