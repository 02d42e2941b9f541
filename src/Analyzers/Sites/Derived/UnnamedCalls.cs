using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// Tells of a method whether the language may call it where its name doesn't stand: <c>new Batch { "…" }</c> calls <c>Add</c>. Such a
/// call is found by nobody who looks for names, and can't be redirected.
/// </summary>
internal static class UnnamedCalls
{
    // Of handlers of interpolated strings, queries in words, foreach, await, patterns, using.
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "AppendLiteral", "AppendFormatted", "Select", "SelectMany", "Where", "Join", "GroupJoin", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "GroupBy", "Cast",
        "GetEnumerator", "GetAsyncEnumerator", "MoveNext", "MoveNextAsync", "GetAwaiter", "GetResult", "Deconstruct", "Dispose", "DisposeAsync", "GetPinnableReference", "Slice",
    };

    /// <summary>Whether a method of this name may be called where the name doesn't stand.</summary>
    public static bool MayBe(string name) => name == "Add" || Names.Contains(name);

    /// <summary>Whether a method may be called without its name.</summary>
    public static bool CanBeOf(IMethodSymbol method) => Names.Contains(method.Name) || method.Name == "Add" && IsCollections(method) || IsBuilder(method);

    /// <summary>Whether collection initializers may use it.</summary>
    private static bool IsCollections(IMethodSymbol method) =>
        (method.IsExtensionMethod ? method.Parameters[0].Type : method.ContainingType) is var type
        && (type is ITypeParameterSymbol || type.SpecialType == SpecialType.System_Object || type.AllInterfaces.Append(type).Any(one => one.SpecialType == SpecialType.System_Collections_IEnumerable));

    /// <summary>Whether collection expressions may use it: what makes a collection of the elements it is given.</summary>
    private static bool IsBuilder(IMethodSymbol method) => method.IsStatic && method.Parameters.LastOrDefault()?.Type is INamedTypeSymbol { Name: "ReadOnlySpan", TypeArguments.Length: 1 };
}
