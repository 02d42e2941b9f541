using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Sites.Earlier;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>
/// The names that were bound and found to be no sites. The rules look at the compilation that the generator looked at, together with
/// what generators added to it: what the one has ruled out, the others need not bind again.
/// </summary>
internal sealed class RuledOut
{
    private static readonly ConditionalWeakTable<SyntaxTree, WeakReference<Compilation>> LastWith = new();
    private static readonly ConditionalWeakTable<Compilation, RuledOut> ByCompilation = new();

    private readonly ConcurrentDictionary<(SyntaxTree Tree, int Position), bool> names = new();

    /// <summary>The names ruled out in a compilation, or in one that this one only adds files to.</summary>
    public static RuledOut Of(Compilation compilation)
    {
        if (compilation.SyntaxTrees.FirstOrDefault() is not { } first)
            return new();
        lock (LastWith)
        {
            if (LastWith.TryGetValue(first, out var last) && last.TryGetTarget(out var before) && AddedFiles.Of(compilation, before) is not null && ByCompilation.TryGetValue(before, out var known))
                return known;
            LastWith.Remove(first);
            LastWith.Add(first, new(compilation));
            return ByCompilation.GetOrCreateValue(compilation);
        }
    }

    /// <summary>Whether a name is no site.</summary>
    public bool Contains(SyntaxNode name) => names.ContainsKey((name.SyntaxTree, name.SpanStart));

    /// <summary>Says that a name is no site, as what it stands for tells.</summary>
    public void Add(SyntaxNode name, ISymbol named)
    {
        if (named.ContainingType is not { TypeKind: TypeKind.Error })
            names.TryAdd((name.SyntaxTree, name.SpanStart), true);
    }

    /// <summary>Says that a name is no site. Where it couldn't be bound, the files that others add may tell what it is.</summary>
    public void Add(SyntaxNode name, IOperation operation)
    {
        if (operation is IInvocationOperation { TargetMethod.ContainingType.TypeKind: not TypeKind.Error } or IMemberReferenceOperation { Member.ContainingType.TypeKind: not TypeKind.Error }
            or ILocalReferenceOperation or IParameterReferenceOperation
            or IObjectCreationOperation { Type.TypeKind: not TypeKind.Error } or ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.ContainingType.TypeKind: not TypeKind.Error } })
            names.TryAdd((name.SyntaxTree, name.SpanStart), true);
    }
}
