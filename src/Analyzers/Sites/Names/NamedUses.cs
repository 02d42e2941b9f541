using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>
/// The names in a file that call a method or hand one out, as far as syntax tells: only those are worth being bound, which costs far
/// more than all the rest.
/// </summary>
/// <param name="names">All names that are looked for.</param>
/// <param name="silent">Those of them that stand for a constructor or a setter; null for none.</param>
/// <param name="called">Those of them that stand for a method; null for all.</param>
internal sealed class NamedUses(NameSet names, IReadOnlyCollection<string>? silent = null, IReadOnlyCollection<string>? called = null)
{
    private const int MostKept = 64;

    // An edit seldom changes which names are looked for.
    private static readonly ConcurrentDictionary<string, NamedUses> Kept = new(StringComparer.Ordinal);
    private readonly HashSet<string> silentNames = new(silent ?? [], StringComparer.Ordinal);
    private readonly HashSet<string>? calledNames = called is null ? null : new(called, StringComparer.Ordinal);

    // An edit changes one file, and the others' places stay.
    private readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<NamedPlace>> byTree = new();
    private readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<(string Name, MethodDeclarationSyntax Method)>> methods = new();

    /// <summary>The places of some names.</summary>
    public static NamedUses Of(IEnumerable<string> names)
    {
        if (Kept.Count > MostKept)
            Kept.Clear();
        return Kept.GetOrAdd(string.Join(" ", names.OrderBy(name => name, StringComparer.Ordinal)), key => new(new(key.Split(' '))));
    }

    /// <summary>Whether a name is looked for.</summary>
    public bool Contains(string name) => names.Contains(name);

    /// <summary>The places of a file at which one of the names stands.</summary>
    public IReadOnlyList<NamedPlace> PlacesIn(SyntaxTree tree) => byTree.TryGetValue(tree, out var known) ? known : byTree.GetValue(tree, FindPlaces);

    /// <summary>The methods of a file in which one of the names may call or hand out a method, each with the name.</summary>
    public IReadOnlyList<(string Name, MethodDeclarationSyntax Method)> MethodsIn(SyntaxTree tree) => methods.TryGetValue(tree, out var known) ? known : methods.GetValue(tree, key =>
        [.. In(key, names.Contains, default).Select(name => (Name: name.Identifier.ValueText, Method: MethodAround(name)!)).Where(found => found.Method is not null).Distinct()]);

    /// <summary>The names in a file that may call or hand out a method.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="isMeant">Which of the names are looked for.</param>
    /// <param name="cancellation">Stops the search.</param>
    public IEnumerable<SimpleNameSyntax> In(SyntaxTree tree, Func<string, bool> isMeant, CancellationToken cancellation)
    {
        SyntaxNode? root = null;
        foreach (var (position, name) in PlacesIn(tree))
            if (isMeant(name) && NameAt(root ??= tree.GetRoot(cancellation), position, name) is { } found
                && (silentNames.Contains(name) && SilentNames.UseOf(found) is not null || calledNames?.Contains(name) != false && MayBeMethod(found)))
                yield return found;
    }

    private IReadOnlyList<NamedPlace> FindPlaces(SyntaxTree tree) => names.In(tree.Text()) ??
    [
        .. tree.GetRoot().DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && names.Contains(token.ValueText))
            .Select(token => new NamedPlace(token.SpanStart, token.ValueText)),
    ];

    private static SimpleNameSyntax? NameAt(SyntaxNode root, int position, string name) =>
        root.FindToken(position) is var token && token.Span.Contains(position) && token.ValueText == name && token.Parent is SimpleNameSyntax found ? found : null;

    /// <summary>Whether a name may stand for a method: it names no type, and nothing is done with it that can't be done with a method.</summary>
    private static bool MayBeMethod(SimpleNameSyntax name)
    {
        if (name.Parent is NameColonSyntax or NameEqualsSyntax or AliasQualifiedNameSyntax || SyntaxFacts.IsInNamespaceOrTypeContext(name))
            return false;
        var group = Group(name);
        return group.Parent switch
        {
            MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.AddressOfExpression } => false,
            AssignmentExpressionSyntax assignment => assignment.Left != group,
            _ => true,
        };
    }

    /// <summary>The name of what is called; null where that has none.</summary>
    public static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax access => access.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };

    /// <summary>The call that a name stands in, or the method group that it ends; the creation or the assignment where it stands for that.</summary>
    public static SyntaxNode UseOf(SimpleNameSyntax name)
    {
        if (SilentNames.UseOf(name) is { } silent)
            return silent;
        var group = Group(name);
        return group.Parent is InvocationExpressionSyntax call && call.Expression == group ? call : group;
    }

    /// <summary>The method that a call is in; null where it is in none that is given anything: a value, or a type.</summary>
    public static MethodDeclarationSyntax? MethodAround(SyntaxNode call) =>
        call.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
        && (method.ParameterList.Parameters.Count > 0 || method.TypeParameterList is not null || method.Ancestors().OfType<TypeDeclarationSyntax>().Any(type => type.TypeParameterList is not null))
            ? method : null;

    private static SyntaxNode Group(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access,
        MemberBindingExpressionSyntax binding => binding,
        _ => name,
    };
}
