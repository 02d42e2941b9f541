using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>
/// The tables that Entity Framework keeps an entity in. As the framework does it, the fluent configuration goes before the
/// attribute, and that before the name of the context's set; a derived entity is kept with its base unless the model says otherwise.
/// </summary>
internal sealed class EntityFrameworkTables(Func<EntityModel> read, ReferencedContexts elsewhere)
{
    private const int LongestChain = 20;

    private const string DbContext = "Microsoft.EntityFrameworkCore.DbContext", Framework = "Microsoft.EntityFrameworkCore";

    private EntityModel Model => read();

    /// <summary>The table of an entity's own rows; null where it can't be told.</summary>
    public string? Of(INamedTypeSymbol entity) =>
        Path(entity, null) is var path && InheritanceOf(path) == Inheritance.PerHierarchy ? Name(path[0], null) : Name(entity, null);

    /// <summary>
    /// All tables whose rows an entity's removal or update touches: those of its bases and of the types derived from it, where
    /// they have their own, and of what it owns; null where one can't be told.
    /// </summary>
    /// <param name="entity">The entity, or a type it derives from.</param>
    /// <param name="call">The call that removes or updates it; null where none is meant.</param>
    public IReadOnlyList<string>? AllOf(INamedTypeSymbol entity, IInvocationOperation? call) => AllOf(entity, call, []) is { Count: > 0 } tables ? tables : null;

    /// <param name="entity">The entity.</param>
    /// <param name="call">The call.</param>
    /// <param name="seen">What was looked at already: unfinished code may say that two entities own each other.</param>
    private IReadOnlyList<string>? AllOf(INamedTypeSymbol entity, IInvocationOperation? call, HashSet<Ownership> seen)
    {
        if (entity.IsAnonymousType || entity.TypeKind == TypeKind.Interface)
            return null;
        var owned = Model.Ownerships.Where(ownership => Same(ownership.Owned, entity)).ToList();
        if (owned.Count > 0)
            return All([.. owned.Where(ownership => !seen.Contains(ownership)).Select(ownership => OwnTables(ownership, call, seen) switch
            {
                { Count: 0 } => AllOf(ownership.Owner, call, seen),
                var own => own,
            })]);
        // What this compilation says nothing of, the manifest of the assembly with its context tells as a whole.
        if (!Model.Entities.Contains(entity, SymbolEqualityComparer.Default) && (call is null || ByContextOfCall(call, entity) is not { IsOwn: true }) && elsewhere.TablesOf(entity) is { } told)
            return told;
        var path = Path(entity, call);
        var derived = Model.Entities.Where(other => IsBelow(other, entity)).ToList();
        // Who holds a base that is no entity holds one of those that derive from it, here or elsewhere.
        if (derived.Count > 0 && !IsMapped(entity, call))
            return null;
        IEnumerable<INamedTypeSymbol> types = InheritanceOf(path) switch
        {
            Inheritance.PerHierarchy => [path[0]],
            Inheritance.PerType => path.Concat(derived),
            _ => derived.Append(entity).Where(type => !type.IsAbstract),
        };
        var parts = path.Concat(derived).ToList();
        return All([
            .. types.Select(type => Single(Name(type, call))),
            .. Model.Splits.Where(split => parts.Any(part => Same(part, split.Entity))).Select(split => Single(Qualified(split.Table))),
            .. parts.SelectMany(part => OwnershipsOf(part)).Select(ownership => OwnTables(ownership, call, seen)),
        ]);
    }

    /// <summary>
    /// The entities whose tables other assemblies can't tell, ordered by type: those that a context here has a set of or configures, and what
    /// such a context keeps besides.
    /// </summary>
    public IReadOnlyList<MappedEntity> Exported() =>
    [
        .. Model.Entities
            .Where(entity => Model.BySet.Count > 0 || Model.ByFluent.ContainsKey(entity))
            .Select(entity => (Id: entity.GetDocumentationCommentId(), Tables: AllOf(entity, null)))
            .Where(found => found is { Id: not null, Tables: not null })
            .OrderBy(found => found.Id, StringComparer.Ordinal)
            .Select(found => new MappedEntity(found.Id!, found.Tables!)),
    ];

    /// <summary>The table behind a many-to-many relationship that a navigation stands for; null where it is none, or can't be told.</summary>
    /// <param name="navigation">The collection of the other side's entities.</param>
    /// <param name="isJoin">Whether the navigation is a side of such a relationship.</param>
    public string? JoinOf(IPropertySymbol navigation, out bool isJoin)
    {
        isJoin = false;
        if (Navigations.Element(navigation.Type) is not { } other)
            return null;
        var joins = Model.Joins.Where(join => Same(join.Left, navigation.ContainingType) && Same(join.Right, other) || Same(join.Right, navigation.ContainingType) && Same(join.Left, other)).ToList();
        var back = other.GetMembers().OfType<IPropertySymbol>().Where(property => Same(Navigations.Element(property.Type), navigation.ContainingType)).ToList();
        isJoin = joins.Count > 0 || back.Count > 0;
        if (joins is [var join])
            return join.Table is { } table ? Qualified(table == "*" ? null : table) : join.Type is { } type ? Name(type, null) : Default();
        return joins.Count == 0 && back.Count == 1 && navigation.ContainingType.GetMembers().OfType<IPropertySymbol>().Count(property => Same(Navigations.Element(property.Type), other)) == 1 ? Default() : null;

        string? Default() => Model.HasUnreadable ? null
            : Qualified(string.CompareOrdinal(navigation.ContainingType.Name, other.Name) < 0 ? navigation.ContainingType.Name + other.Name : other.Name + navigation.ContainingType.Name);
    }

    /// <summary>Whether a property is a collection of entities that an entity of this compilation's contexts holds.</summary>
    public bool IsNavigation(IPropertySymbol property) =>
        Navigations.Element(property.Type) is { } element && IsMapped(element, null) && !EntityModel.IsUnmapped(property)
        && (IsMapped(property.ContainingType, null) || Model.Entities.Any(entity => IsBelow(entity, property.ContainingType)));

    /// <summary>
    /// Whether what is taken out of a collection stays, with its foreign key set to null: where the key is optional by convention, and
    /// no relationship is configured otherwise.
    /// </summary>
    public bool IsOptional(IPropertySymbol navigation)
    {
        var (owner, child) = (navigation.ContainingType, Navigations.Element(navigation.Type)!);
        if (Model.ConfiguresRelationships || IsOwned(child) || Model.Ownerships.Any(ownership => Same(ownership.Owned, child)))
            return false;
        var references = child.GetMembers().OfType<IPropertySymbol>().Where(property => property.Type is INamedTypeSymbol type && Same(type, owner)).ToList();
        if (references.Count > 1)
            return false;
        var names = references.Select(reference => reference.Name).Append(owner.Name).Select(name => name + "Id").ToList();
        var keys = child.GetMembers().OfType<IPropertySymbol>().ToList();
        if (keys.Concat(references).Append(navigation).Any(property => property.GetAttributes().Any(attribute => attribute.AttributeClass?.Name is "ForeignKeyAttribute" or "RequiredAttribute" or "InversePropertyAttribute")))
            return false;
        return keys.FirstOrDefault(property => names.Contains(property.Name)) is { } key ? key.Type.NullableAnnotation == NullableAnnotation.Annotated
            : references is not [var only] || only.NullableAnnotation != NullableAnnotation.NotAnnotated;
    }

    /// <summary>Whether a context of this compilation keeps the type, or the context that a call is made on.</summary>
    public bool IsMapped(INamedTypeSymbol type, IInvocationOperation? call) =>
        Model.Entities.Contains(type, SymbolEqualityComparer.Default) || call is not null && ByContextOfCall(call, type) is not null;

    /// <summary>Whether a context here or elsewhere keeps the type.</summary>
    public bool IsKept(INamedTypeSymbol type) => IsMapped(type, null) || elsewhere.SetOf(type) is not null;

    /// <summary>The hierarchy's entities from the root to this one.</summary>
    private List<INamedTypeSymbol> Path(INamedTypeSymbol entity, IInvocationOperation? call)
    {
        var path = new List<INamedTypeSymbol> { entity };
        for (var type = entity.BaseType; type is not null && type.SpecialType == SpecialType.None; type = type.BaseType)
            if (IsMapped(type, call))
                path.Insert(0, type);
        return path;
    }

    private Inheritance InheritanceOf(List<INamedTypeSymbol> path)
    {
        foreach (var type in path)
            if (Model.Inheritances.TryGetValue(type, out var told))
                return told;
        // One table of its own makes all of them have one.
        return path.Skip(1).Concat(Model.Entities.Where(type => IsBelow(type, path[0]))).Any(HasOwnTable) ? Inheritance.PerType : Inheritance.PerHierarchy;
    }

    private bool HasOwnTable(INamedTypeSymbol type) => Model.ByFluent.ContainsKey(type) || TableAttribute.Of(type, TableAttribute.Annotations) is not null;

    private string? Name(INamedTypeSymbol type, IInvocationOperation? call)
    {
        if (Model.ByFluent.TryGetValue(type, out var table))
            return Qualified(table);
        if ((Model.ByIdentity.TryGetValue(type, out var identity) ? identity : elsewhere.IdentityOf(type)) is { } configured)
            return Model.HasUnreadable ? null : Qualified(configured);
        if (TableAttribute.OfTypeOrBase(type, TableAttribute.Annotations) is { } attribute)
            return Qualified(attribute.Table());
        if (Model.HasUnreadable)
            return null;
        var ofCall = call is null ? null : ByContextOfCall(call, type);
        // What another assembly configures isn't seen; where it is guarded, its manifest tells.
        if (elsewhere.IsConfigured(type, Model.BySet.ContainsKey(type) || ofCall is { IsOwn: true }))
            return elsewhere.TablesOf(type) is [var told] ? told : null;
        if (ofCall is { Name: var ofContext })
            return Qualified(ofContext);
        if (Model.BySet.TryGetValue(type, out var set))
            return Qualified(set);
        // What a context elsewhere calls the table of an entity, the entity's name doesn't tell.
        if (!Model.Entities.Contains(type, SymbolEqualityComparer.Default) && (elsewhere.SetOf(type) is not null || call is null || !elsewhere.IsOwn(type)))
            return Qualified(elsewhere.SetOf(type));
        return Qualified(type.IsGenericType ? null : type.Name);
    }

    private string? Qualified(string? table)
    {
        if (table is null || Model.RenamesAll)
            return null;
        if (Model.DefaultSchemas.Count == 0 || table.IndexOf('.') >= 0)
            return table;
        return Model.DefaultSchemas.Distinct().ToList() is [{ } schema] ? $"{schema}.{table}" : null;
    }

    private IEnumerable<Ownership> OwnershipsOf(INamedTypeSymbol owner) => Model.Ownerships.Where(ownership => Same(ownership.Owner, owner))
        .Concat(owner.GetMembers().OfType<IPropertySymbol>().Where(property => Navigations.Target(property) is { } target && IsOwned(target))
            .Select(property => new Ownership(owner, Navigations.Target(property)!, Navigations.Element(property.Type) is not null, property.Name)));

    private static bool IsOwned(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "OwnedAttribute" } owned && owned.ContainingNamespace.ToDisplayString() == Framework);

    /// <summary>The tables that what is owned has beside its owner's, none where it is kept there; null where one can't be told.</summary>
    private IReadOnlyList<string>? OwnTables(Ownership ownership, IInvocationOperation? call, HashSet<Ownership> seen)
    {
        if (!seen.Add(ownership))
            return [];
        var named = Model.OwnedTables.Where(table => Same(table.Owner, ownership.Owner) && Same(table.Owned, ownership.Owned)).ToList();
        IReadOnlyList<string>? own = named.Count > 0 ? All([.. named.Select(table => Single(Qualified(table.Table)))])
            : !ownership.IsMany || Model.InJson.Any(json => Same(json.Owner, ownership.Owner) && Same(json.Owned, ownership.Owned)) ? []
            : Model.HasUnreadable ? null
            : Single(DefaultName(ownership, call));
        return All([own, .. OwnershipsOf(ownership.Owned).Where(inner => !Same(inner.Owned, ownership.Owner)).Select(inner => OwnTables(inner, call, seen))]);
    }

    private string? DefaultName(Ownership ownership, IInvocationOperation? call) =>
        Model.Ownerships.Count(other => Same(other.Owned, ownership.Owned)) > 1
            ? Name(ownership.Owner, call) is { } owner && ownership.Navigation is { } navigation ? $"{owner}_{navigation}" : null
            : Qualified(ownership.Owned.Name);

    /// <summary>The name of the set in the context that the call is made on: it decides where several contexts know the entity.</summary>
    private (string Name, bool IsOwn)? ByContextOfCall(IInvocationOperation call, INamedTypeSymbol entity)
    {
        // A local may be made from itself.
        var steps = 0;
        for (var receiver = call.ReceiverValue()?.WithoutConversions(); receiver is not null;)
        {
            if (receiver.Type is not null && SetIn(receiver.Type, entity) is { } set)
                return (set.Name, elsewhere.IsOwn(set.ContainingType));
            receiver = receiver switch
            {
                IInvocationOperation inner => inner.ReceiverValue()?.WithoutConversions(),
                IPropertyReferenceOperation property => property.Instance?.WithoutConversions(),
                ILocalReferenceOperation local when steps++ < LongestChain && VariableDefinitions.Of(local)?.Reaching is [var definition] => VariableDefinitions.ValueOf(definition)?.WithoutConversions(),
                IAwaitOperation awaited => awaited.Operation.WithoutConversions(),
                _ => null,
            };
        }

        return null;
    }

    private static IPropertySymbol? SetIn(ITypeSymbol context, INamedTypeSymbol entity)
    {
        for (var type = context; type is not null && type.ToDisplayString() != DbContext; type = type.BaseType)
        {
            foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
                if (property.Type is INamedTypeSymbol { Name: "DbSet", TypeArguments: [var element] } && SymbolEqualityComparer.Default.Equals(element, entity))
                    return property;
        }

        return null;
    }

    private static bool IsBelow(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
            if (Same(above, ancestor))
                return true;
        return false;
    }

    private static bool Same(INamedTypeSymbol? one, INamedTypeSymbol? other) => SymbolEqualityComparer.Default.Equals(one, other);

    private static IReadOnlyList<string>? Single(string? table) => table is null ? null : [table];

    private static IReadOnlyList<string>? All(IReadOnlyList<IReadOnlyList<string>?> parts) =>
        parts.Contains(null) ? null : [.. parts.SelectMany(part => part!).Distinct(StringComparer.Ordinal)];
}
