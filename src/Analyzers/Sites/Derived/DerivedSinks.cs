using System.Collections.Concurrent;
using ImmutableGuard.Analyzers.Sites.Names;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// The methods of a compilation and of the guarded assemblies it references that pass on to sinks what their callers give. Names come
/// first: only what calls something by the name of a sink, or of what may be a derived one, is looked at, when somebody asks for it.
/// </summary>
internal sealed class DerivedSinks
{
    private readonly Compilation compilation;
    private readonly SourceCode code;
    private readonly ReferencedSinks referenced;
    private readonly Adoptions adoptions;
    private readonly CallAccesses accesses;
    private readonly Func<string, bool> isSink;
    private readonly Lazy<WrapperNames> names;
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<Access>> known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<(IMethodSymbol Implementation, INamedTypeSymbol By)>> implementations = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<string, ISymbol> members = new(StringComparer.Ordinal);

    public DerivedSinks(Compilation compilation, SourceCode code, CallAccesses accesses, NamedUses sinks, Func<string, bool> isSink, Func<SimpleNameSyntax, bool> isSinkCall)
    {
        (this.compilation, this.code, this.accesses, this.isSink) = (compilation, code, accesses, isSink);
        referenced = new(compilation);
        names = new(() => new(compilation, referenced.Names, sinks, isSink, isSinkCall));
        adoptions = new(compilation);
        Wrappers = new(compilation, code, referenced, adoptions);
        Callers = new(compilation, code, Wrappers, NamesIn, method => Of(method).Count > 0);
    }

    /// <summary>Tells which methods can be derived sinks.</summary>
    public Wrappers Wrappers { get; }

    /// <summary>Tells whether all who call one are told.</summary>
    public Callers Callers { get; }

    /// <summary>Whether a method of this name may be a derived sink.</summary>
    public bool MayBe(string name) => names.Value.Contains(name);

    /// <summary>The names in a file that may call or hand out a derived sink.</summary>
    public IEnumerable<SimpleNameSyntax> NamesIn(SyntaxTree tree, CancellationToken cancellation) => names.Value.In(tree, cancellation);

    /// <summary>The member that a documentation-comment id is of, where a sink of this compilation is called in it.</summary>
    public ISymbol? Member(string id) => members.TryGetValue(id, out var member) ? member : null;

    /// <summary>The policy that an assembly was built with.</summary>
    public Policy? PolicyOf(string assembly) => referenced.PolicyOf(assembly);

    /// <summary>What a call passes on; empty where it isn't one of a derived sink.</summary>
    /// <param name="call">The call.</param>
    /// <param name="givens">What stays open there; null where nothing does.</param>
    public IReadOnlyList<Access> At(IInvocationOperation call, Givens? givens) =>
        MayBe(call.TargetMethod.Name) ? At(call, givens, new Fixpoint(known, Read)) : [];

    /// <summary>What a method passes on, whoever calls it; empty where it is no derived sink.</summary>
    public IReadOnlyList<Access> Of(IMethodSymbol method) =>
        MayBe(method.PlainName()) ? Of(method.Definition(), new Fixpoint(known, Read)) : [];

    /// <summary>All derived sinks that other assemblies may call.</summary>
    public IReadOnlyList<DerivedSink> Exported(CancellationToken cancellation)
    {
        var found = new SortedDictionary<string, DerivedSink>(StringComparer.Ordinal);
        foreach (var method in Methods(MayBe, cancellation))
        {
            if (!Wrappers.CanBe(method) || method.GetDocumentationCommentId() is not { } id)
                continue;
            cancellation.ThrowIfCancellationRequested();
            if (Of(method) is { Count: > 0 } passed)
                found[id] = new(id, [.. passed.Select(access => Templates.Write(access, method)).Distinct()]);
        }

        return [.. found.Values];
    }

    private IReadOnlyList<Access> At(IInvocationOperation call, Givens? givens, Fixpoint methods)
    {
        var method = call.Definition();
        var open = All(method, call.TargetMethod, methods);
        return open.Count == 0 ? [] : Access.Few(open.SelectMany(access => accesses.Given(access, call, givens)));
    }

    private IReadOnlyList<Access> Of(IMethodSymbol method, Fixpoint methods) => All(method, method, methods);

    /// <summary>What a call of a method can pass on: its own code, that of what overrides or implements it, and what its assembly says of it.</summary>
    private IReadOnlyList<Access> All(IMethodSymbol method, IMethodSymbol called, Fixpoint methods)
    {
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, compilation.Assembly) && !referenced.IsGuarded(method.ContainingAssembly))
            return [];
        IEnumerable<Access> found = methods.Of(method).Concat(referenced.Of(method));
        if (method.IsAbstract || method.IsVirtual || method.IsOverride && !method.IsSealed)
            foreach (var (implementation, by) in implementations.GetOrAdd(method, ImplementationsOf))
                if (Implementations.CanBeReached(by, called) && Implementations.TypesOf(implementation, by, method) is { } types)
                    found = found.Concat(methods.Of(implementation).Concat(referenced.Of(implementation)).Select(access => CallAccesses.Translated(access, types, method)));
        return Access.Few(found);
    }

    /// <summary>What the code of a method passes on of what it is given.</summary>
    private IReadOnlyList<Access> Read(IMethodSymbol method, Fixpoint methods)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation)
            || method.Implementation().DeclaringSyntaxReferences is not [.., var reference] || reference.GetSyntax() is not MethodDeclarationSyntax declaration)
            return [];
        var givens = Givens.Of(method);
        var found = new List<Access>();
        foreach (var call in declaration.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (TreeMethods.NameOf(call) is not { } name || !isSink(name) && !MayBe(name) || code.Operation(call) is not IInvocationOperation operation)
                continue;
            var here = accesses.Of(operation, method, givens) ?? At(operation, givens, methods);
            found.AddRange(here.Where(access => access.IsGiven));
        }

        if (found.Any(access => access.Assembly is null && method.GetDocumentationCommentId() == access.Member))
            members.TryAdd(method.GetDocumentationCommentId()!, method);
        return Access.Few(found);
    }

    /// <summary>What overrides or implements a method, with the type that it does it for.</summary>
    private IReadOnlyList<(IMethodSymbol, INamedTypeSymbol)> ImplementationsOf(IMethodSymbol method) =>
    [
        .. Methods(method.PlainName().Equals, default)
            .Where(candidate => !candidate.IsAbstract && Wrappers.OwnBasesOf(candidate).Contains(method, SymbolEqualityComparer.Default))
            .Select(candidate => (candidate, candidate.ContainingType)),
        .. adoptions.For(method).Select(adoption => (adoption.Implementation, adoption.By)),
    ];

    private IEnumerable<IMethodSymbol> Methods(Func<string, bool> isMeant, CancellationToken cancellation) =>
        names.Value.Methods(isMeant).Select(declaration => code.Declared(declaration, cancellation)).OfType<IMethodSymbol>().Select(method => method.Definition()).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default);
}
