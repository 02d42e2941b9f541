using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>
/// The sets of the contexts that referenced assemblies have, by which they name tables. Looked for when an entity is met that no context
/// of the compilation keeps.
/// </summary>
internal sealed class ReferencedContexts
{
    private const string Framework = "Microsoft.EntityFrameworkCore", Context = "DbContext", Set = "DbSet";

    // Assemblies stay what they are from one edit to the next.
    private static readonly ConditionalWeakTable<IAssemblySymbol, IReadOnlyList<Found>> ByAssembly = new();

    private readonly IAssemblySymbol own;
    private readonly Lazy<ILookup<INamedTypeSymbol, Found>> sets;

    public ReferencedContexts(Compilation compilation) => (own, sets) = (compilation.Assembly, new(() => compilation.SourceModule.ReferencedAssemblySymbols
        .Where(assembly => !assembly.Name.StartsWith(Framework, StringComparison.Ordinal) && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Framework)))
        .SelectMany(assembly => ByAssembly.GetValue(assembly, key => [.. In(key.GlobalNamespace)]))
        .ToLookup<Found, INamedTypeSymbol>(found => found.Entity, SymbolEqualityComparer.Default)));

    /// <summary>Whether a type is one of the compilation itself, so that its context may be another's only by way of wrappers.</summary>
    public bool IsOwn(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, own);

    /// <summary>What the contexts call an entity's set; null where none has one, or they call it differently.</summary>
    public string? SetOf(INamedTypeSymbol entity) => sets.Value[entity].Select(found => found.Table).Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null;

    /// <summary>The table that a context of ASP.NET Core Identity configures for an entity; null where none does.</summary>
    public string? IdentityOf(INamedTypeSymbol entity) => sets.Value[entity].FirstOrDefault(found => found.IsConfigured)?.Table;

    private static IEnumerable<Found> In(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            foreach (var found in In(member))
                yield return found;
            if (member is not INamedTypeSymbol { TypeKind: TypeKind.Class } type || !IsContext(type))
                continue;
            var identity = IdentityTables.In(type).ToList();
            foreach (var (entity, table) in identity)
                yield return new(entity, table, IsConfigured: true);
            foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
                if (property.Type is INamedTypeSymbol { Name: Set, TypeArguments: [INamedTypeSymbol entity] } && !identity.Any(configured => SymbolEqualityComparer.Default.Equals(configured.Entity, entity)))
                    yield return new(entity, property.Name, IsConfigured: false);
        }
    }

    private static bool IsContext(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
            if (above.Name == Context && above.ContainingNamespace?.ToDisplayString() == Framework)
                return true;
        return false;
    }

    private sealed record Found(INamedTypeSymbol Entity, string Table, bool IsConfigured);
}
