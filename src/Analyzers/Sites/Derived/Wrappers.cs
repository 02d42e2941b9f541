using ImmutableGuard.Analyzers.Sites.Earlier;
using ImmutableGuard.Analyzers.Sites.Names;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>Tells which methods can stand for a sink to their callers, and whether all those callers are looked at.</summary>
internal sealed class Wrappers(Compilation compilation, SourceCode code, ReferencedSinks referenced, Func<SyntaxTree, CancellationToken, IEnumerable<SimpleNameSyntax>> namesIn)
{
    private const int Deepest = 8;

    private readonly Remembered<IMethodSymbol, bool> called = new(SymbolEqualityComparer.Default);

    private static readonly string[] Frameworks = ["Microsoft.AspNetCore", "System.Web", "Grpc.", "Microsoft.Azure.Functions", "ServiceStack"];

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
    private static bool IsIterator(IMethodSymbol method) => method.DeclaringSyntaxReferences.Any(declaration =>
        Noted(declaration).GetSyntax() is MethodDeclarationSyntax { Body: { } body }
        && body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node => node is YieldStatementSyntax));

    private static SyntaxReference Noted(SyntaxReference declaration)
    {
        Readings.File(declaration.SyntaxTree);
        return declaration;
    }

    /// <summary>What a method overrides and implements: who calls that may mean this one.</summary>
    public static IEnumerable<IMethodSymbol> BasesOf(IMethodSymbol method)
    {
        for (var above = method.OverriddenMethod; above is not null; above = above.OverriddenMethod)
            yield return above.OriginalDefinition;
        foreach (var implemented in method.ExplicitInterfaceImplementations)
            yield return implemented.OriginalDefinition;
        if (method.MethodKind == MethodKind.Ordinary && !method.IsStatic)
            foreach (var candidate in method.ContainingType.AllInterfaces.SelectMany(type => type.GetMembers(method.Name)).OfType<IMethodSymbol>())
                if (SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(candidate)?.OriginalDefinition, method.OriginalDefinition))
                    yield return candidate.OriginalDefinition;
    }

    /// <summary>Whether the calls of a method are looked at: it is this project's, or one that a guarded assembly says is a sink.</summary>
    public bool IsSeen(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly) || referenced.IsGuarded(method.ContainingAssembly);

    /// <summary>The derived sinks that a method is to its callers: itself, and what it overrides and implements.</summary>
    public IEnumerable<string> IdsOf(IMethodSymbol method) =>
        BasesOf(method).Where(IsSeen).Prepend(method).Select(one => one.GetDocumentationCommentId()).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>
    /// Whether whoever calls a method is told what it asks for, so that the method itself needn't be complained of: not where a
    /// framework calls it, or where nobody does.
    /// </summary>
    public bool IsToldAtCallers(IMethodSymbol method) =>
        BasesOf(method).All(IsSeen)
        && !IsCalledByFramework(method)
        && (compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule && IsVisible(method)
            || called.Of(method, IsCalled));

    private bool IsCalled(IMethodSymbol method)
    {
        Readings.Word(method.PlainName());
        var meant = new HashSet<ISymbol>(BasesOf(method).Prepend(method), SymbolEqualityComparer.Default);
        return compilation.SyntaxTrees
            .SelectMany(tree => namesIn(tree, default))
            .Any(name => name.Identifier.ValueText == method.PlainName() && NamedUses.UseOf(name) is InvocationExpressionSyntax syntax
                && code.Operation(syntax) is IInvocationOperation call && meant.Contains(call.Definition()));
    }

    private static bool IsVisible(ISymbol symbol)
    {
        for (; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.ProtectedOrInternal) && symbol is not IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation })
                return false;
        return true;
    }

    private static bool IsCalledByFramework(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
            if (IsFrameworks(type) || type.GetAttributes().Any(attribute => attribute.AttributeClass is { } known && IsFrameworks(known)))
                return true;
        return method.GetAttributes().Concat(method.Parameters.SelectMany(parameter => parameter.GetAttributes()))
            .Any(attribute => attribute.AttributeClass is { } known && IsFrameworks(known));
    }

    private static bool IsFrameworks(INamedTypeSymbol type) =>
        type.ContainingNamespace?.ToDisplayString() is { } space && Frameworks.Any(framework => space.StartsWith(framework, StringComparison.Ordinal));

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
