using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Sites.Derived;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>
/// What referenced assemblies say of entities: the sets of their contexts, by which tables are named, and their manifests. What a context or a
/// configuration there says in code isn't seen, but that it may say something is. Looked for when an entity is met that may be one of theirs.
/// </summary>
internal sealed class ReferencedContexts
{
    private const string Framework = "Microsoft.EntityFrameworkCore", Context = "DbContext", Set = "DbSet", Configuration = "IEntityTypeConfiguration";

    // Assemblies stay what they are from one edit to the next.
    private static readonly ConditionalWeakTable<IAssemblySymbol, IReadOnlyList<Said>> ByAssembly = new();

    private readonly IAssemblySymbol own;
    private readonly Lazy<ILookup<INamedTypeSymbol, Said>> said;
    private readonly Lazy<ILookup<string, IReadOnlyList<string>>> tables;

    public ReferencedContexts(Compilation compilation)
    {
        var assemblies = new Lazy<IReadOnlyList<IAssemblySymbol>>(() => [.. compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => !assembly.Name.StartsWith(Framework, StringComparison.Ordinal) && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Framework)))]);
        own = compilation.Assembly;
        said = new(() => assemblies.Value.SelectMany(assembly => ByAssembly.GetValue(assembly, key => [.. In(key.GlobalNamespace)]))
            .ToLookup<Said, INamedTypeSymbol>(found => found.Entity, SymbolEqualityComparer.Default));
        tables = new(() => assemblies.Value.SelectMany(assembly => ReferencedSinks.ManifestOf(assembly)?.Entities ?? [])
            .ToLookup(entity => entity.Type, entity => entity.Tables, StringComparer.Ordinal));
    }

    /// <summary>Whether a type is one of the compilation itself, so that its context may be another's only by way of wrappers.</summary>
    public bool IsOwn(INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, own);

    /// <summary>What the contexts call an entity's set; null where none has one, or they call it differently.</summary>
    public string? SetOf(INamedTypeSymbol entity) => said.Value[entity].Select(found => found.Set).OfType<string>().Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null;

    /// <summary>The table that a context of ASP.NET Core Identity configures for an entity, where nothing else is said of it; null otherwise.</summary>
    public string? IdentityOf(INamedTypeSymbol entity) => said.Value[entity].FirstOrDefault(found => found.IsIdentity && !found.IsConfigured)?.Set;

    /// <summary>Whether code of another assembly may name an entity's table.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="hasOwnContext">Whether a context of the compilation keeps it: then other contexts say nothing of it, but configurations still do.</param>
    public bool IsConfigured(INamedTypeSymbol entity, bool hasOwnContext) => said.Value[entity].Any(found => found.IsConfigured && (found.Set is null || !hasOwnContext));

    /// <summary>The tables of an entity by the manifests; null where none names it, or they differ.</summary>
    public IReadOnlyList<string>? TablesOf(INamedTypeSymbol entity)
    {
        var told = entity.GetDocumentationCommentId() is { } id ? tables.Value[id].ToList() : [];
        return told.Count > 0 && told[0].Count > 0 && told.All(other => other.SequenceEqual(told[0])) ? told[0] : null;
    }

    private static IEnumerable<Said> In(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            foreach (var found in In(member))
                yield return found;
            if (member is not INamedTypeSymbol { TypeKind: TypeKind.Class } type)
                continue;
            foreach (var configuration in type.AllInterfaces)
                if (configuration is { Name: Configuration, TypeArguments: [INamedTypeSymbol configured] } && IsFrameworks(configuration))
                    yield return new(configured, null, true);
            if (!IsContext(type, out var configures))
                continue;
            var identities = IdentityTables.In(type).ToList();
            foreach (var (entity, table) in identities)
                yield return new(entity, table, configures, IsIdentity: true);
            foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
                if (property.Type is INamedTypeSymbol { Name: Set, TypeArguments: [INamedTypeSymbol entity] } && !identities.Any(identity => SymbolEqualityComparer.Default.Equals(identity.Entity, entity)))
                    yield return new(entity, property.Name, configures);
        }
    }

    /// <summary>Whether a type is a context, and whether it or one that it derives from says something of the model.</summary>
    private static bool IsContext(INamedTypeSymbol type, out bool configures)
    {
        configures = false;
        for (var above = type; above is not null; above = above.BaseType)
        {
            if (above.Name == Context && IsFrameworks(above))
                return true;
            // What Identity's own contexts say is known.
            configures |= !IdentityTables.IsContext(above) && (above.GetMembers("OnModelCreating").Length > 0 || above.GetMembers("ConfigureConventions").Length > 0);
        }

        return false;
    }

    private static bool IsFrameworks(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() == Framework;

    /// <summary>What an assembly says of an entity.</summary>
    /// <param name="Entity">The entity.</param>
    /// <param name="Set">The name of the set that a context has of it, or of Identity's table; null where a configuration of its own is meant.</param>
    /// <param name="IsConfigured">Whether code may say something of its table.</param>
    /// <param name="IsIdentity">Whether it is one of ASP.NET Core Identity's.</param>
    private sealed record Said(INamedTypeSymbol Entity, string? Set, bool IsConfigured, bool IsIdentity = false);
}
