using ImmutableGuard.Analyzers.Sites.Earlier;
using ImmutableGuard.Analyzers.Sites.Names;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>Tells whether all who call a derived sink are told what it does, so that it need not be complained of itself.</summary>
/// <param name="compilation">The compilation.</param>
/// <param name="code">Its code.</param>
/// <param name="wrappers">Tells which methods can be derived sinks.</param>
/// <param name="namesIn">The names in a file that may call one.</param>
/// <param name="passesOn">Whether a method is one.</param>
internal sealed class Callers(
    Compilation compilation, SourceCode code, Wrappers wrappers, Func<SyntaxTree, CancellationToken, IEnumerable<SimpleNameSyntax>> namesIn, Func<IMethodSymbol, bool> passesOn)
{
    private readonly Remembered<IMethodSymbol, bool> told = new(SymbolEqualityComparer.Default);

    private bool IsLibrary => compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule;

    /// <summary>
    /// Whether whoever calls a method is told what it asks for: not where a framework calls it, where a call may stand in the code without its
    /// name, or where nobody calls it; nor where another assembly's interface stands for it, whose users may never hear of this assembly.
    /// </summary>
    public bool AreTold(IMethodSymbol method) => told.Of(method, Find);

    private bool Find(IMethodSymbol method)
    {
        var all = wrappers.BasesOf(method).Prepend(method).ToList();
        return all.All(wrappers.IsOwn) && !all.Any(FrameworkCalls.Of) && !all.Any(UnnamedCalls.CanBeOf)
            && (IsLibrary && IsVisible(method) || IsCalledFromOutside(method));
    }

    /// <summary>
    /// Whether somebody calls it who is told, or is complained of himself. Methods that only call each other hand on to nobody what
    /// each of them is told.
    /// </summary>
    private bool IsCalledFromOutside(IMethodSymbol method)
    {
        var waiting = new Queue<IMethodSymbol>([method]);
        var seen = new HashSet<ISymbol>([method], SymbolEqualityComparer.Default);
        while (waiting.Count > 0)
        {
            var (next, isCalled) = (waiting.Dequeue(), false);
            foreach (var caller in CallersOf(next))
            {
                isCalled = true;
                if (caller is not IMethodSymbol around || !Wrappers.CanBe(around) || !passesOn(around) || IsLibrary && IsVisible(around))
                    return true;
                if (seen.Add(around.Definition()))
                    waiting.Enqueue(around.Definition());
            }

            if (!isCalled && !SymbolEqualityComparer.Default.Equals(next, method))
                return true;
        }

        return false;
    }

    /// <summary>The members that call a method, or what it overrides or implements.</summary>
    private IEnumerable<ISymbol> CallersOf(IMethodSymbol method)
    {
        Readings.Word(method.PlainName());
        var meant = new HashSet<ISymbol>(wrappers.BasesOf(method).Prepend(method), SymbolEqualityComparer.Default);
        foreach (var name in code.Trees.SelectMany(tree => namesIn(tree, default)))
            if (name.Identifier.ValueText == method.PlainName() && NamedUses.UseOf(name) is InvocationExpressionSyntax syntax
                && code.Called(syntax) is var called && (called is null || meant.Contains(called)) && code.Operation(syntax) is IInvocationOperation call && meant.Contains(call.Definition())
                && code.Model(name.SyntaxTree)?.GetEnclosingSymbol(name.SpanStart) is { } around)
                yield return SiteFinder.MemberAround(around);
    }

    private static bool IsVisible(ISymbol symbol)
    {
        for (; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
            if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.ProtectedOrInternal) && symbol is not IMethodSymbol { MethodKind: MethodKind.ExplicitInterfaceImplementation })
                return false;
        return true;
    }
}
