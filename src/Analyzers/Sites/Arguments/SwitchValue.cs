using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Arguments;

/// <summary>The constant that says whether a call is a sink: an argument's, or that of a property of one.</summary>
internal static class SwitchValue
{
    // No member of an enumeration that a line of the catalogue names.
    private const int NotSet = int.MinValue;

    /// <summary>The constant; null where it isn't known.</summary>
    /// <param name="path"><c>parameter</c> or <c>parameter.Property</c>.</param>
    /// <param name="argument">The value that a parameter is given.</param>
    /// <param name="code">The source code, in which an argument may be made.</param>
    public static int? Of(string path, Func<string, IOperation?> argument, SourceCode code)
    {
        var dot = path.IndexOf('.');
        if (dot < 0)
            return Constant(argument(path));
        if (argument(path.Substring(0, dot)) is not { } made || ArgumentValues.OfProperty(made, path.Substring(dot + 1), code, givens: null) is not { } values)
            return null;
        return values.Count == 0 ? NotSet : values.Select(value => Constant(value.Operation)).Distinct().ToList() is [var one] ? one : null;
    }

    private static int? Constant(IOperation? value) => value?.ConstantValue is { HasValue: true, Value: var constant } ? constant switch
    {
        bool truth => truth ? 1 : 0,
        int number => number,
        _ => null,
    } : null;
}
