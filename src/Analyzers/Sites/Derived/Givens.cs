using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>Which parameters are left open where a text is read, since the callers give them, and the marks they are read as.</summary>
internal abstract class Givens
{
    /// <summary>The parameters of one method, whoever calls it.</summary>
    public static Givens Of(IMethodSymbol method) => new OfMethod(method);

    /// <summary>The mark of a parameter; null where it isn't left open.</summary>
    public abstract char? MarkOf(IParameterSymbol parameter);

    /// <summary>The mark of a type parameter; null where it isn't left open.</summary>
    public abstract char? MarkOf(ITypeParameterSymbol parameter);

    private sealed class OfMethod(IMethodSymbol method) : Givens
    {
        public override char? MarkOf(IParameterSymbol parameter) =>
            parameter.RefKind is RefKind.None or RefKind.In && SymbolEqualityComparer.Default.Equals((parameter.ContainingSymbol as IMethodSymbol)?.Definition(), method)
                ? Marks.Of(parameter)
                : null;

        public override char? MarkOf(ITypeParameterSymbol parameter) => Place(parameter, method) ?? Place(parameter, method.Implementation());

        private static char? Place(ITypeParameterSymbol parameter, IMethodSymbol method)
        {
            var all = method.AllTypeParameters();
            for (var i = 0; i < all.Count; i++)
                if (SymbolEqualityComparer.Default.Equals(all[i], parameter))
                    return Marks.OfType(i);
            return null;
        }
    }
}

/// <summary>
/// Whatever the callers of any method give that others may call; it remembers whose callers were meant.
/// </summary>
/// <param name="member">The member around what is read.</param>
/// <param name="wrappers">Tells who may be called.</param>
/// <param name="only">The method whose callers alone are meant: what others give is one mark for all, <see cref="Marks.OfOthers"/>. Null for any.</param>
internal sealed class AnyGivens(ISymbol member, Wrappers wrappers, IMethodSymbol? only = null) : Givens
{
    private readonly List<IMethodSymbol> owners = [];

    /// <summary>The methods whose callers were left to say something.</summary>
    public IReadOnlyList<IMethodSymbol> Owners => owners;

    public override char? MarkOf(IParameterSymbol parameter)
    {
        if (parameter.RefKind is not (RefKind.None or RefKind.In) || parameter.ContainingSymbol is not IMethodSymbol method || !Wrappers.CanBe(method))
            return null;
        return Add(method) ? Marks.Of(parameter) : Marks.OfOthers;
    }

    public override char? MarkOf(ITypeParameterSymbol parameter)
    {
        if (member is not IMethodSymbol method || method.AllTypeParameters().Select((one, index) => (one, index)).FirstOrDefault(found => SymbolEqualityComparer.Default.Equals(found.one, parameter)) is not (not null, var index)
            || wrappers.OpenersOf(method.Definition(), parameter) is not { } openers)
            return null;
        var isMeant = false;
        foreach (var opener in openers)
            isMeant |= Add(opener);
        return isMeant ? Marks.OfType(index) : Marks.OfOthers;
    }

    /// <summary>Remembers an owner; whether it is meant.</summary>
    private bool Add(IMethodSymbol owner)
    {
        owner = owner.Definition();
        if (!owners.Contains(owner, SymbolEqualityComparer.Default))
            owners.Add(owner);
        return only is null || SymbolEqualityComparer.Default.Equals(only, owner);
    }
}
