using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>How a hierarchy of entities is kept in tables.</summary>
internal enum Inheritance
{
    /// <summary>All in the root's table.</summary>
    PerHierarchy,

    /// <summary>Each type adds a table of its own to its base's.</summary>
    PerType,

    /// <summary>Each type that isn't abstract has a table of its own.</summary>
    PerConcreteType,
}

/// <summary>That an entity owns another.</summary>
/// <param name="Owner">The owner.</param>
/// <param name="Owned">The entity that is part of it.</param>
/// <param name="IsMany">Whether there may be several, which have a table of their own.</param>
/// <param name="Navigation">The name of the owner's property; null where it isn't known.</param>
internal sealed record Ownership(INamedTypeSymbol Owner, INamedTypeSymbol Owned, bool IsMany, string? Navigation);

/// <summary>The entity behind a many-to-many relationship.</summary>
/// <param name="Left">The one side.</param>
/// <param name="Right">The other.</param>
/// <param name="Type">The type of its rows; null where it has none of its own.</param>
/// <param name="Table">The table, where it is named at the relationship; null otherwise.</param>
internal sealed record JoinEntity(INamedTypeSymbol Left, INamedTypeSymbol Right, INamedTypeSymbol? Type, string? Table);

/// <summary>What a compilation's own code says of its entities and their tables.</summary>
internal sealed class EntityModel
{
    private readonly Dictionary<INamedTypeSymbol, string?> fluent = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<INamedTypeSymbol, string?> sets = new(SymbolEqualityComparer.Default);
    private readonly HashSet<INamedTypeSymbol> entities = new(SymbolEqualityComparer.Default);

    /// <summary>Tables by the fluent configuration; null where an entity has several, or one that isn't constant.</summary>
    public IReadOnlyDictionary<INamedTypeSymbol, string?> ByFluent => fluent;

    /// <summary>Tables by the name of a context's <c>DbSet</c> property; null where contexts name them differently.</summary>
    public IReadOnlyDictionary<INamedTypeSymbol, string?> BySet => sets;

    /// <summary>Tables that ASP.NET Core Identity configures, which goes before attributes and sets.</summary>
    public Dictionary<INamedTypeSymbol, string> ByIdentity { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The types that a context has a set of, that are configured, or that such types refer to.</summary>
    public IReadOnlyCollection<INamedTypeSymbol> Entities => entities;

    /// <summary>The further tables of entities that are split; a null one isn't constant.</summary>
    public List<(INamedTypeSymbol Entity, string? Table)> Splits { get; } = [];

    /// <summary>How hierarchies are kept, by the type at which it is said.</summary>
    public Dictionary<INamedTypeSymbol, Inheritance> Inheritances { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>What is owned by what.</summary>
    public List<Ownership> Ownerships { get; } = [];

    /// <summary>Tables of owned entities, by <c>ToTable</c> at the ownership; null where one isn't constant.</summary>
    public List<(INamedTypeSymbol Owner, INamedTypeSymbol Owned, string? Table)> OwnedTables { get; } = [];

    /// <summary>What is owned and kept in a column of the owner's table.</summary>
    public List<(INamedTypeSymbol Owner, INamedTypeSymbol Owned)> InJson { get; } = [];

    /// <summary>The configured many-to-many relationships.</summary>
    public List<JoinEntity> Joins { get; } = [];

    /// <summary>The tables and schemas that linq2db's fluent mapping names; null where one isn't constant.</summary>
    public List<(INamedTypeSymbol Entity, bool IsSchema, string? Name)> Linq2Db { get; } = [];

    /// <summary>The schema of tables that name none, by context and with <c>null</c> for those who name none; empty where nobody says anything.</summary>
    public List<string?> DefaultSchemas { get; } = [];

    /// <summary>Whether some table is named for an entity that can't be told: then no name is certain that nothing else gives.</summary>
    public bool HasUnreadable { get; set; }

    /// <summary>Whether some relationship is configured: then conventions don't tell which is optional.</summary>
    public bool ConfiguresRelationships { get; set; }

    /// <summary>Whether tables are renamed by code: then no name is certain.</summary>
    public bool RenamesAll { get; set; }

    /// <summary>Whether a function names Dapper.Contrib's tables.</summary>
    public bool HasTableNameMapper { get; set; }

    public void AddTable(INamedTypeSymbol entity, string? table)
    {
        Add(fluent, entity, table);
        AddEntity(entity);
    }

    public void AddIdentity(INamedTypeSymbol entity, string table)
    {
        ByIdentity[entity] = table;
        AddEntity(entity);
    }

    public void AddSet(INamedTypeSymbol entity, string name)
    {
        Add(sets, entity, name);
        AddEntity(entity);
    }

    /// <summary>Adds an entity, and those it refers to: the framework takes what properties hold for entities too.</summary>
    public void AddEntity(INamedTypeSymbol entity)
    {
        if (!IsClass(entity) || !entities.Add(entity))
            return;
        // What a base that is no entity itself declares is the entity's own.
        foreach (var property in WithBases(entity).SelectMany(type => type.GetMembers().OfType<IPropertySymbol>()))
            if (!property.IsStatic && property.DeclaredAccessibility == Accessibility.Public && Navigations.Target(property) is { } target && !IsUnmapped(property) && !IsUnmapped(target))
                AddEntity(target);
    }

    private static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol entity)
    {
        for (var type = entity; type is { SpecialType: SpecialType.None }; type = type.BaseType)
            yield return type;
    }

    private static void Add(Dictionary<INamedTypeSymbol, string?> tables, INamedTypeSymbol entity, string? table) =>
        tables[entity] = !tables.TryGetValue(entity, out var other) || other == table ? table : null;

    private static bool IsClass(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } && type.ContainingNamespace?.ToDisplayString() is not ("System" or "System.Collections.Generic");

    /// <summary>Whether a property or type is marked as none of the model's.</summary>
    public static bool IsUnmapped(ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "NotMappedAttribute");
}
