using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Sites.Arguments;
using ImmutableGuard.Analyzers.Sites.Uses;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>The catalogue as one compilation sees it: only the sinks whose types it references.</summary>
internal sealed class KnownSinks
{
    // After an edit they are the same, unless the project declares some of the types itself.
    private static readonly ConditionalWeakTable<ILookup<string, INamedTypeSymbol>, KnownSinks> ByTypes = new();

    private readonly Dictionary<string, (Sink Sink, INamedTypeSymbol Type)[]> byMethod;
    private readonly ILookup<string, string> silent;

    private KnownSinks(Dictionary<string, (Sink Sink, INamedTypeSymbol)[]> byMethod)
    {
        this.byMethod = byMethod;
        silent = byMethod.Values.SelectMany(sinks => sinks).Where(known => known.Sink.IsSilent).SelectMany(known => known.Sink.SilentWords, (known, word) => (Word: word, known.Sink.Method)).Distinct()
            .ToLookup(known => known.Word, known => known.Method, StringComparer.Ordinal);
    }

    /// <summary>A catalogue's sinks that a compilation can reach; null where there is none, and so nothing to look for.</summary>
    public static KnownSinks? In(Compilation compilation, SinkCatalogue catalogue)
    {
        var types = ReferencedTypes.Of(catalogue, compilation);
        return types.Count == 0 ? null : ByTypes.GetValue(types, key => Of(key, catalogue));
    }

    private static KnownSinks Of(ILookup<string, INamedTypeSymbol> types, SinkCatalogue catalogue) =>
        new(catalogue.OfTypes(types.Contains)
            .GroupBy(sink => sink.Method, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key, group => group.SelectMany(sink => types[sink.Type].Select(type => (sink, type))).ToArray(), StringComparer.Ordinal));

    /// <summary>Whether another compilation, to which only files were added, reaches the same sinks.</summary>
    public bool IsSame(KnownSinks others) =>
        ReferenceEquals(this, others) || byMethod.Count == others.byMethod.Count && byMethod.All(own => others.byMethod.TryGetValue(own.Key, out var other) && own.Value.Length == other.Length);

    /// <summary>Whether a sink has the name.</summary>
    public bool HasName(string method) => byMethod.ContainsKey(method);

    /// <summary>The methods that a word may silently stand for: the constructor of a type of this name, the setter of a property.</summary>
    public IEnumerable<string> SilentlyMeant(string word) => silent[word];

    /// <summary>Whether a method of a name that is called on a value of a type, or on the type, may be a sink.</summary>
    public bool MayBeOf(ITypeSymbol type, string method)
    {
        if (type is not INamedTypeSymbol named || !byMethod.TryGetValue(method, out var candidates) || IsUnfinished(named))
            return true;
        foreach (var (_, sinkType) in candidates)
            if (IsOrInherits(named, sinkType) || sinkType.IsStatic && HasExtension(sinkType, method, named))
                return true;
        return false;
    }

    /// <summary>Whether a method of a name that a type declares may be a sink.</summary>
    public bool IsDeclaredIn(INamedTypeSymbol type, string method)
    {
        if (IsUnfinished(type))
            return true;
        if (byMethod.TryGetValue(method, out var candidates))
            foreach (var (_, sinkType) in candidates)
                if (IsOrInherits(type, sinkType))
                    return true;
        return false;
    }

    /// <summary>Whether a type derives from what can't be seen: unfinished code, or another generator's.</summary>
    private static bool IsUnfinished(INamedTypeSymbol type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            if (ancestor.TypeKind == TypeKind.Error)
                return true;
        return type.Interfaces.Any(declared => declared.TypeKind == TypeKind.Error);
    }

    /// <summary>Whether a type has an extension method of a name that can be called on values of another.</summary>
    private static bool HasExtension(INamedTypeSymbol type, string method, INamedTypeSymbol receiver)
    {
        foreach (var member in type.GetMembers(method))
            if (member is IMethodSymbol { IsExtensionMethod: true, Parameters: [{ Type: var extended }, ..] }
                && (extended is not INamedTypeSymbol { SpecialType: not SpecialType.System_Object } named || IsOrInherits(receiver, named.OriginalDefinition)))
                return true;
        return type.GetTypeMembers().Any(block => block.Name.Length == 0);
    }

    /// <summary>
    /// The sink a method, as it is declared, is; null where it is none. A method counts where its type is, derives from or implements the sink's
    /// type and it has the sink's name: providers override, implement and hide (<c>new</c>) at will.
    /// </summary>
    /// <param name="method">The method, as it is declared.</param>
    /// <param name="call">The call, whose arguments may say that it is none; null where the method is handed out.</param>
    /// <param name="code">The source code, in which an argument may be made.</param>
    public Sink? Find(IMethodSymbol method, IInvocationOperation? call, SourceCode code) => All(method, parameter => call?.ArgumentValue(parameter), code).FirstOrDefault();

    /// <summary>All sinks a method can be: where what decides isn't constant, several.</summary>
    /// <param name="method">The method, as it is declared.</param>
    /// <param name="argument">The value that a parameter is given.</param>
    /// <param name="code">The source code, in which an argument may be made.</param>
    public IEnumerable<Sink> All(IMethodSymbol method, Func<string, IOperation?> argument, SourceCode code)
    {
        if (!byMethod.TryGetValue(SilentUse.NameOf(method), out var candidates))
            yield break;
        foreach (var (sink, type) in candidates)
            // Whatever derives from a type calls its own constructor, and that this one.
            if ((method.MethodKind == MethodKind.Constructor ? Same(method.ContainingType, type) : IsOrInherits(method.ContainingType, type))
                && HasParametersOf(method, sink) && (sink.Switch is null || !sink.IsSwitchedOff(SwitchValue.Of(sink.Switch, argument, code))))
                yield return sink;
    }

    private static bool IsOrInherits(INamedTypeSymbol? type, INamedTypeSymbol sinkType)
    {
        if (sinkType.TypeKind == TypeKind.Interface && type is not null)
            return Same(type, sinkType) || type.AllInterfaces.Any(candidate => Same(candidate, sinkType));
        for (; type is not null; type = type.BaseType)
            if (Same(type, sinkType))
                return true;
        return false;
    }

    private static bool Same(INamedTypeSymbol left, INamedTypeSymbol right) =>
        SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right);

    private static bool HasParametersOf(IMethodSymbol method, Sink sink) =>
        (sink.Parameters is null || sink.Parameters == ParameterList(method.Id()))
        && (sink.Switch is null || method.Parameters.Any(parameter => parameter.Name == sink.SwitchParameter));

    /// <summary>What stands between the parentheses of a documentation-comment id; a conversion's result type follows them.</summary>
    private static string ParameterList(string? id)
    {
        var open = id?.IndexOf('(') ?? -1;
        return open < 0 ? "" : id!.Substring(open + 1, id.LastIndexOf(')') - open - 1);
    }
}
