using ImmutableGuard.Analyzers.Sites.Earlier;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>Tells which methods can stand for a sink to their callers.</summary>
internal sealed class Wrappers(Compilation compilation, SourceCode code, ReferencedSinks referenced, Adoptions adoptions)
{
    private const int Deepest = 8;

    /// <summary>
    /// Whether calls of a method can be told from each other when it runs: it is one that generated code may call, and its code
    /// runs within the call.
    /// </summary>
    public static bool CanBe(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation) || method.IsExtern
            || method.MethodKind == MethodKind.Ordinary && !IsReachable(method.DeclaredAccessibility))
            return false;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            if (!IsReachable(type.DeclaredAccessibility) || type.IsFileLocal)
                return false;
        return !IsIterator(method);
    }

    private static bool IsReachable(Accessibility accessibility) => accessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    /// <summary>An iterator's code runs when somebody counts on, long after the call.</summary>
    private static bool IsIterator(IMethodSymbol method) => method.Implementation().DeclaringSyntaxReferences.Any(declaration =>
        Noted(declaration).GetSyntax() is MethodDeclarationSyntax { Body: { } body }
        && body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node => node is YieldStatementSyntax));

    private static SyntaxReference Noted(SyntaxReference declaration)
    {
        Readings.File(declaration.SyntaxTree);
        return declaration;
    }

    /// <summary>What a method overrides and implements, for a type that derives from its own too: who calls that may mean this one.</summary>
    public IEnumerable<IMethodSymbol> BasesOf(IMethodSymbol method) => OwnBasesOf(method).Concat(adoptions.Of(method).Select(adoption => adoption.Method));

    /// <summary>What a method overrides and implements where it stands.</summary>
    public static IEnumerable<IMethodSymbol> OwnBasesOf(IMethodSymbol method)
    {
        for (var above = method.OverriddenMethod; above is not null; above = above.OverriddenMethod)
            yield return above.OriginalDefinition;
        foreach (var implemented in method.ExplicitInterfaceImplementations)
            yield return implemented.OriginalDefinition;
        if (method.MethodKind == MethodKind.Ordinary)
            foreach (var candidate in method.ContainingType.AllInterfaces.SelectMany(type => type.GetMembers(method.Name)).OfType<IMethodSymbol>())
                if (method.ContainingType.FindImplementationForInterfaceMember(candidate) is IMethodSymbol found && SymbolEqualityComparer.Default.Equals(found.Definition(), method.Definition()))
                    yield return candidate.OriginalDefinition;
    }

    /// <summary>Whether the calls of a method are looked at: it is this project's, or one that a guarded assembly says is a sink.</summary>
    public bool IsSeen(IMethodSymbol method) => IsOwn(method) || referenced.IsGuarded(method.ContainingAssembly);

    /// <summary>Whether a method is this project's.</summary>
    public bool IsOwn(IMethodSymbol method) => SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly);

    /// <summary>The derived sinks that a method is to its callers: itself, and what it overrides and implements.</summary>
    public IEnumerable<string> IdsOf(IMethodSymbol method) =>
        BasesOf(method).Where(IsSeen).Prepend(method).Select(one => one.Id()).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>
    /// The methods by whose callers a type parameter is given that is seen in a method: itself, or for a private one those that use
    /// it. Null where not all can be seen.
    /// </summary>
    public IReadOnlyList<IMethodSymbol>? OpenersOf(IMethodSymbol method, ITypeParameterSymbol parameter)
    {
        var found = new List<IMethodSymbol>();
        return Collect(method, parameter, found, 0) && found.Count > 0 ? found : null;
    }

    private bool Collect(IMethodSymbol method, ITypeParameterSymbol parameter, List<IMethodSymbol> found, int depth)
    {
        if (CanBe(method))
        {
            if (!found.Contains(method, SymbolEqualityComparer.Default))
                found.Add(method);
            return true;
        }

        if (depth == Deepest || code.UsesOf(method) is not { Count: > 0 } uses)
            return false;
        foreach (var use in uses)
        {
            var given = use is IInvocationOperation call && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method) ? call.TargetMethod.TypeArguments[parameter.Ordinal] : parameter;
            if (given is not ITypeParameterSymbol outer || use.SemanticModel?.GetEnclosingSymbol(use.Syntax.SpanStart) is not { } around
                || SiteFinder.MemberAround(around) is not IMethodSymbol user || SymbolEqualityComparer.Default.Equals(user, method) || !Collect(user, outer, found, depth + 1))
                return false;
        }

        return true;
    }
}
