using ImmutableGuard.Analyzers.Sites.Earlier;
using ImmutableGuard.Analyzers.Sites.Names;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// The methods of a compilation and of the guarded assemblies it references that pass on to sinks what their callers give. They are
/// found when somebody first asks for them.
/// </summary>
internal sealed class DerivedSinks
{
    private readonly Compilation compilation;
    private readonly SourceCode code;
    private readonly ReferencedSinks referenced;
    private readonly Adoptions adoptions;
    private readonly Memory memory;
    private readonly CallAccesses accesses;
    private readonly Func<SimpleNameSyntax, bool> mayBeSink;
    private readonly Func<IMethodSymbol, bool> isSink;
    private readonly Lazy<Discovery> lazy;

    /// <summary>Those of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="code">Its source code.</param>
    /// <param name="memory">What was found before.</param>
    /// <param name="accesses">What calls of sinks access.</param>
    /// <param name="sinkNames">The names in a file that sinks have.</param>
    /// <param name="mayBeSink">Whether a name may be that of a sink, as far as declarations tell.</param>
    /// <param name="isSink">Whether a method, as it is declared, may be a sink.</param>
    public DerivedSinks(
        Compilation compilation, SourceCode code, Memory memory, CallAccesses accesses, Func<SyntaxTree, IEnumerable<SimpleNameSyntax>> sinkNames, Func<SimpleNameSyntax, bool> mayBeSink, Func<IMethodSymbol, bool> isSink)
    {
        (this.compilation, this.code, this.memory, this.accesses, this.mayBeSink, this.isSink) = (compilation, code, memory, accesses, mayBeSink, isSink);
        referenced = new(compilation);
        lazy = new(() => Readings.Apart(() =>
        {
            Discovery? found = null;
            found = new(code.Trees, memory, method => Read(method, found!));
            found.Run(referenced.Names, memory.SinkMethods(tree =>
                [.. sinkNames(tree).Where(name => NamedUses.UseOf(name) is InvocationExpressionSyntax && mayBeSink(name)).Select(NamedUses.MethodAround).OfType<MethodDeclarationSyntax>().Distinct()]));
            memory.Remember(found);
            return found;
        }));
        adoptions = new(compilation);
        Wrappers = new(compilation, code, referenced, adoptions);
        Callers = new(compilation, code, Wrappers, NamesIn, method => Of(method).Count > 0);
    }

    /// <summary>Tells which methods can be derived sinks.</summary>
    public Wrappers Wrappers { get; }

    /// <summary>Tells whether all who call one are told.</summary>
    public Callers Callers { get; }

    /// <summary>Finds them, where nobody asked for them yet.</summary>
    public void Find() => _ = lazy.Value;

    /// <summary>Whether a derived sink has the name.</summary>
    public bool MayBe(string name) => lazy.Value.Contains(name);

    /// <summary>Whether a method, as it is declared, may be a derived sink.</summary>
    public bool MayBe(IMethodSymbol method) => MayBe(method, lazy.Value);

    /// <summary>The names in a file that may call or hand out a derived sink.</summary>
    public IEnumerable<SimpleNameSyntax> NamesIn(SyntaxTree tree, CancellationToken cancellation) => lazy.Value.In(tree, cancellation);

    /// <summary>The member that a documentation-comment id is of, where it is a derived sink.</summary>
    public ISymbol? Member(string id) => lazy.Value.Declaration(id) is { } declaration ? code.Declared(declaration, default) : null;

    /// <summary>The policy that an assembly was built with.</summary>
    public Policy? PolicyOf(string assembly) => referenced.PolicyOf(assembly);

    /// <summary>What a call passes on; empty where it isn't one of a derived sink.</summary>
    /// <param name="call">The call.</param>
    /// <param name="givens">What stays open there; null where nothing does.</param>
    public IReadOnlyList<Access> At(IInvocationOperation call, Givens? givens) => At(call, givens, lazy.Value);

    /// <summary>What a method passes on, whoever calls it; empty where it is no derived sink.</summary>
    public IReadOnlyList<Access> Of(IMethodSymbol method) => All(method.Definition(), method.Definition(), lazy.Value);

    /// <summary>All derived sinks that other assemblies may call.</summary>
    public IReadOnlyList<DerivedSink> Exported(CancellationToken cancellation)
    {
        Find();
        return memory.Exported(() => FindExported(cancellation));
    }

    private IReadOnlyList<DerivedSink> FindExported(CancellationToken cancellation)
    {
        var found = new SortedDictionary<string, DerivedSink>(StringComparer.Ordinal);
        foreach (var method in Exportable(lazy.Value, cancellation))
            if (Wrappers.CanBe(method) && method.Id() is { } id && OwnOf(method) is { Count: > 0 } passed)
                found[id] = new(id, [.. passed.Select(access => Templates.Write(access, method)).Distinct()]);
        return [.. found.Values];
    }

    private IReadOnlyList<Access> At(IInvocationOperation call, Givens? givens, Discovery methods)
    {
        var open = All(call.Definition(), call.TargetMethod, methods);
        return open.Count == 0 ? [] : accesses.Given(open, call, givens);
    }

    /// <summary>What this compilation's code makes a method pass on. Of another assembly's interface the others that implement it tell themselves.</summary>
    private IReadOnlyList<Access> OwnOf(IMethodSymbol method) =>
        Wrappers.IsOwn(method) ? Of(method) : Access.Few(OfImplementations(method.Definition(), method.Definition(), lazy.Value));

    /// <summary>What a call of a method can pass on: its own code, that of what overrides or implements it, and what other assemblies say of it.</summary>
    private IReadOnlyList<Access> All(IMethodSymbol method, IMethodSymbol called, Discovery methods)
    {
        if (!MayBe(method, methods))
            return [];
        return Access.Few(methods.Of(method).Concat(referenced.Of(method)).Concat(OfImplementations(method, called, methods)));
    }

    private IEnumerable<Access> OfImplementations(IMethodSymbol method, IMethodSymbol called, Discovery methods)
    {
        if (!method.IsAbstract && !method.IsVirtual && (!method.IsOverride || method.IsSealed))
            yield break;
        foreach (var (implementation, by) in ImplementationsOf(method, method.PlainName(), methods))
            if (Implementations.CanBeReached(by, called) && Implementations.TypesOf(implementation, by, method) is { } types)
                foreach (var access in methods.Of(implementation).Concat(referenced.Of(implementation)))
                    yield return CallAccesses.Translated(access, types, method);
    }

    private bool MayBe(IMethodSymbol method, Discovery methods) => methods.Contains(method.PlainName()) && Wrappers.IsSeen(method);

    /// <summary>What the code of a method passes on of what it is given, with the method's documentation-comment id.</summary>
    private (string, IReadOnlyList<Access>)? Read(MethodDeclarationSyntax declaration, Discovery methods)
    {
        if (code.Declared(declaration, default) is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } declared
            || declared.Definition() is var method && method.Id() is not { } id)
            return null;
        var givens = Givens.Of(method);
        var found = new List<Access>();
        foreach (var call in declaration.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (NamedUses.NameOf(call) is not { } name || !mayBeSink(name) && !methods.Contains(name.Identifier.ValueText)
                || code.Called(call) is { } called && !isSink(called) && !MayBe(called, methods) || code.Operation(call) is not IInvocationOperation operation)
                continue;
            var here = accesses.Of(operation, method, givens) ?? At(operation, givens, methods);
            found.AddRange(here.Where(access => access.IsGiven));
        }

        return (id, Access.Few(found));
    }

    /// <summary>What overrides or implements a method, with the type that it does it for.</summary>
    private IEnumerable<(IMethodSymbol, INamedTypeSymbol)> ImplementationsOf(IMethodSymbol method, string name, Discovery methods) =>
        Declared(methods.Named(name), default)
            .Where(candidate => Wrappers.OwnBasesOf(candidate).Contains(method, SymbolEqualityComparer.Default))
            .Select(candidate => (candidate, candidate.ContainingType))
            .Concat(adoptions.For(method).Select(adoption => (adoption.Implementation, adoption.By)));

    /// <summary>The methods that pass something on, and those that they override or implement here; another assembly's may implement one for a type of this one.</summary>
    private IEnumerable<IMethodSymbol> Exportable(Discovery methods, CancellationToken cancellation) =>
        Declared(methods.All, cancellation).SelectMany(method => Wrappers.BasesOf(method).Prepend(method))
            .Concat(adoptions.All.Where(adoption => methods.Contains(adoption.Method.Name)).Select(adoption => adoption.Method))
            .Where(Wrappers.IsSeen)
            .Distinct<IMethodSymbol>(SymbolEqualityComparer.Default);

    private IEnumerable<IMethodSymbol> Declared(IEnumerable<MethodDeclarationSyntax> declarations, CancellationToken cancellation) =>
        declarations.Select(declaration => code.Declared(declaration, cancellation)).OfType<IMethodSymbol>().Select(method => method.Definition());
}
