using ImmutableGuard.Analyzers.Sites.Earlier;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>The tables that entities are kept in, by the library whose sink is called.</summary>
internal sealed class EntityTable
{
    private readonly Compilation compilation;
    private readonly Linq2DbTables linq2Db;
    private readonly Remembered<string, EntityModel> models = new(StringComparer.Ordinal);

    public EntityTable(Compilation compilation, SourceCode code)
    {
        (this.compilation, linq2Db) = (compilation, new(code));
        EntityFramework = new(() => Model, new(compilation));
        HasEntityFramework = compilation.GetTypesByMetadataName("Microsoft.EntityFrameworkCore.DbContext").Length > 0;
    }

    private EntityModel Model => models.Of("", _ => EntityModelReader.Read(compilation));

    /// <summary>Whether Entity Framework is referenced.</summary>
    public bool HasEntityFramework { get; }

    /// <summary>The tables of Entity Framework.</summary>
    public EntityFrameworkTables EntityFramework { get; }

    /// <summary>The tables of the entity that a call is about; null where one can't be told.</summary>
    /// <param name="call">The call of the sink.</param>
    /// <param name="sink">The sink.</param>
    /// <param name="placeholder">A type parameter of the sink, or the parameter whose type is meant; alternatives separated by <c>|</c>.</param>
    public IReadOnlyList<string>? Of(IInvocationOperation call, Sink sink, string placeholder) =>
        TypeIn(call, sink, placeholder) is INamedTypeSymbol entity ? Of(entity, sink.Type, call) : null;

    /// <summary>The type that says which entity a call is about; null where there is none.</summary>
    /// <inheritdoc cref="Of(IInvocationOperation, Sink, string)"/>
    public ITypeSymbol? TypeIn(IInvocationOperation call, Sink sink, string placeholder) =>
        // Dapper.Contrib takes a list for its elements, whatever the type parameter says.
        EntityType(call, placeholder) is { } type && IsContrib(sink.Type) ? ElementOrSelf(type)
        : EntityType(call, placeholder) is { IsAnonymousType: true } && sink.Type.StartsWith("LinqToDB.", StringComparison.Ordinal) ? Linq2DbTables.SetIn(call)
        : EntityType(call, placeholder);

    /// <summary>The tables of an entity.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="library">The full name of a type of the library that keeps it.</param>
    /// <param name="call">The call of the sink, which may say more; null where there is none.</param>
    public IReadOnlyList<string>? Of(INamedTypeSymbol entity, string library, IInvocationOperation? call) => entity.SpecialType == SpecialType.System_Object ? null : library.Split('.') switch
    {
        ["Microsoft", "EntityFrameworkCore", ..] => EntityFramework.AllOf(entity, call),
        // Kept by Entity Framework where one of its contexts has such entities; others keep them elsewhere.
        ["Microsoft", "AspNetCore", "Identity", ..] or ["Ardalis", "Specification", ..] or ["Volo", "Abp", ..] => HasEntityFramework && EntityFramework.IsKept(entity) ? EntityFramework.AllOf(entity, null) : null,
        ["LinqToDB", ..] => linq2Db.Of(entity, call, Model),
        _ when IsContrib(library) => Single(MapperTables.DapperContrib(entity, Model)),
        ["SQLite", ..] => Single(MapperTables.SqliteNet(entity)),
        // How others name tables isn't known.
        _ => null,
    };

    private static bool IsContrib(string library) => library.StartsWith("Dapper.Contrib.", StringComparison.Ordinal);

    private static IReadOnlyList<string>? Single(string? table) => table is null ? null : [table];

    private static ITypeSymbol? EntityType(IInvocationOperation call, string alternatives) =>
        alternatives.Split('|').Select(placeholder => TypeOf(call, placeholder)).FirstOrDefault(type => type is not null);

    private static ITypeSymbol? TypeOf(IInvocationOperation call, string placeholder)
    {
        var method = call.TargetMethod;
        var definition = call.Definition();
        for (var i = 0; i < definition.TypeParameters.Length; i++)
            if (definition.TypeParameters[i].Name == placeholder)
                return method.TypeArguments[i];
        for (var i = 0; i < definition.ContainingType.TypeParameters.Length; i++)
            if (definition.ContainingType.TypeParameters[i].Name == placeholder)
                return method.ContainingType.TypeArguments[i];
        return call.ArgumentValue(placeholder)?.WithoutConversions() switch
        {
            // RemoveRange(first, second): objects to the compiler, but each has its own type.
            IArrayCreationOperation { Initializer.ElementValues: [var first, .. var others] }
                when others.All(other => SymbolEqualityComparer.Default.Equals(other.WithoutConversions().Type, first.WithoutConversions().Type)) =>
                first.WithoutConversions().Type,
            { Type: { } type } => ElementOrSelf(type),
            _ => null,
        };
    }

    /// <summary>The type of a sequence's elements, whatever else it is made of, as a grouping is; the type itself where it is none.</summary>
    public static ITypeSymbol ElementOrSelf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } sequence when IsSequence(sequence) => element,
        // No entity is the framework's, but IGrouping<TKey, TElement> is a sequence.
        INamedTypeSymbol { ContainingNamespace: { } space } other
            when space.ToDisplayString().StartsWith("System.", StringComparison.Ordinal) && other.AllInterfaces.Where(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T).ToList() is [var sequence] => sequence.TypeArguments[0],
        _ => type,
    };

    private static bool IsSequence(INamedTypeSymbol type) => type.AllInterfaces.Append(type).Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable);
}
