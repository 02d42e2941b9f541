using ImmutableGuard.Analyzers.Sites.Earlier;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>Reads what a compilation's own code says of entities, wherever it stands.</summary>
internal sealed class EntityModelReader
{
    private const string Framework = "Microsoft.EntityFrameworkCore", Linq2Db = "LinqToDB";

    private readonly EntityModel model = new();
    private readonly Dictionary<SyntaxNode, string?> joinTables = [];
    private readonly HashSet<INamedTypeSymbol> contexts = new(SymbolEqualityComparer.Default);

    private EntityModelReader()
    {
    }

    public static EntityModel Read(Compilation compilation)
    {
        var reader = new EntityModelReader();
        var joins = new List<IInvocationOperation>();
        Readings.Tables();
        foreach (var tree in compilation.SyntaxTrees)
        {
            var syntax = MappingSyntax.Of(tree);
            if (syntax.IsEmpty)
                continue;
            Readings.File(tree);
            var semantics = compilation.ModelOf(tree);
            reader.model.HasTableNameMapper |= syntax.HasTableNameMapper;
            foreach (var property in syntax.Sets)
                if (semantics.GetDeclaredSymbol(property) is IPropertySymbol { Type: INamedTypeSymbol { Name: "DbSet", TypeArguments: [INamedTypeSymbol entity] } set } symbol
                    && set.ContainingNamespace.ToDisplayString() == Framework)
                {
                    reader.model.AddSet(entity, symbol.Name);
                    reader.contexts.Add(symbol.ContainingType);
                }

            foreach (var declaration in syntax.IdentityContexts)
                if (semantics.GetDeclaredSymbol(declaration) is INamedTypeSymbol context)
                    foreach (var (entity, table) in IdentityTables.In(context))
                        reader.model.AddIdentity(entity, table);

            foreach (var type in syntax.Entities)
                if (semantics.GetTypeInfo(type).Type is INamedTypeSymbol entity && semantics.GetSymbolInfo(type.Parent!.Parent!).Symbol is { } configured && IsOf(configured, Framework))
                    reader.model.AddEntity(entity);
            foreach (var call in syntax.Configurations)
                if (semantics.GetOperation(call) is IInvocationOperation operation && !IsSnapshot(call, semantics))
                {
                    reader.Read(operation);
                    if (operation.TargetMethod.Name == "UsingEntity")
                        joins.Add(operation);
                }
        }

        foreach (var join in joins)
            reader.ReadJoin(join);
        if (reader.model.DefaultSchemas.Count > 0 && reader.contexts.Count > 1)
            reader.model.DefaultSchemas.Add(null);
        return reader.model;
    }

    private static bool IsOf(ISymbol symbol, string library) => symbol.ContainingNamespace?.ToDisplayString().StartsWith(library, StringComparison.Ordinal) == true;

    /// <summary>Whether a migration keeps what the model was: a copy under the names of types, which says nothing new.</summary>
    private static bool IsSnapshot(SyntaxNode node, SemanticModel semantics)
    {
        if (node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration)
            return false;
        for (var type = (semantics.GetDeclaredSymbol(declaration) as INamedTypeSymbol)?.BaseType; type is not null; type = type.BaseType)
            if (type.Name is "ModelSnapshot" or "Migration" && IsOf(type, Framework))
                return true;
        return false;
    }

    private void Read(IInvocationOperation call)
    {
        if (IsOf(call.TargetMethod, Linq2Db))
        {
            ReadLinq2Db(call);
            return;
        }

        if (call.TargetMethod.Name.EndsWith("NamingConvention", StringComparison.Ordinal))
            model.HasUnreadable = true;
        else if (IsOf(call.TargetMethod, Framework))
            ReadConfiguration(call);
    }

    private void ReadConfiguration(IInvocationOperation call)
    {
        switch (call.TargetMethod.Name)
        {
            case "ToTable" when call.ArgumentValue("name") is not null:
                ReadTable(call);
                break;
            // One type, several entities, each with a table of its own: whoever asks for the type alone means any.
            case "SharedTypeEntity" when (call.TargetMethod.TypeArguments.FirstOrDefault() ?? call.Arguments.Select(argument => argument.Value).OfType<ITypeOfOperation>().FirstOrDefault()?.TypeOperand) is INamedTypeSymbol shared:
                model.AddTable(shared, null);
                break;
            case "SetTableName":
                if (call.ReceiverValue()?.WithoutConversions() is IPropertyReferenceOperation { Property.Name: "Metadata", Instance: { } builder } && BuilderOf(builder) is [var named])
                    model.AddTable(named, Constant(call, "name"));
                else
                    model.RenamesAll = true;
                break;
            case "SplitToTable" when BuilderOf(call.ReceiverValue()) is [var split]:
                model.Splits.Add((split, NameOf(call)));
                break;
            case "SplitToTable":
                model.HasUnreadable = true;
                break;
            case "ToJson" when BuilderOf(call.ReceiverValue()) is [var owner, var owned]:
                model.InJson.Add((owner, owned));
                break;
            case "WithOne" or "WithMany":
                model.ConfiguresRelationships = true;
                break;
            case "HasDefaultSchema":
                model.DefaultSchemas.Add(Constant(call, "schema"));
                break;
            case "UseTphMappingStrategy" or "UseTptMappingStrategy" or "UseTpcMappingStrategy" when BuilderOf(call.ReceiverValue()) is [var root]:
                model.AddEntity(root);
                model.Inheritances[root] = call.TargetMethod.Name switch
                {
                    "UseTptMappingStrategy" => Inheritance.PerType,
                    "UseTpcMappingStrategy" => Inheritance.PerConcreteType,
                    _ => Inheritance.PerHierarchy,
                };
                break;
            case "UseTptMappingStrategy" or "UseTpcMappingStrategy":
                model.HasUnreadable = true;
                break;
            case "OwnsOne" or "OwnsMany" when BuilderOf(call.ReceiverValue()) is [.., var whole] && call.TargetMethod.TypeArguments is [INamedTypeSymbol part, ..]:
                model.Ownerships.Add(new(whole, part, call.TargetMethod.Name == "OwnsMany", NavigationOf(call)));
                break;
        }
    }

    private void ReadTable(IInvocationOperation call)
    {
        switch (BuilderOf(call.ReceiverValue()))
        {
            case [var entity]:
                model.AddTable(entity, NameOf(call));
                break;
            case [var owner, var owned]:
                model.OwnedTables.Add((owner, owned, NameOf(call)));
                break;
            default:
                if (CallAround(call.ReceiverValue()) is { TargetMethod.Name: "UsingEntity" } join)
                    joinTables[join.Syntax] = NameOf(call);
                else
                    model.HasUnreadable = true;
                break;
        }
    }

    private void ReadJoin(IInvocationOperation call)
    {
        if (call.ReceiverValue()?.WithoutConversions().Type is not INamedTypeSymbol { Name: "CollectionCollectionBuilder", TypeArguments: [INamedTypeSymbol left, INamedTypeSymbol right] })
            return;
        var type = call.TargetMethod.TypeArguments is [INamedTypeSymbol join, ..] ? join : null;
        if (type is not null)
            model.AddEntity(type);
        var table = joinTables.TryGetValue(call.Syntax, out var named) ? named ?? "*" : Constant(call, "joinEntityName");
        model.Joins.Add(new(left, right, type, table));
    }

    private void ReadLinq2Db(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is "HasTableName" or "HasSchemaName" && call.ReceiverValue()?.WithoutConversions().Type is INamedTypeSymbol { TypeArguments: [INamedTypeSymbol entity] })
            model.Linq2Db.Add((entity, call.TargetMethod.Name == "HasSchemaName", call.Arguments.FirstOrDefault(argument => argument.Value.Type?.SpecialType == SpecialType.System_String)?.Value.ConstantValue is { HasValue: true, Value: string name } ? name : null));
    }

    /// <summary>The entity that a builder configures; the owner and what it owns; null where neither can be told.</summary>
    private static INamedTypeSymbol[]? BuilderOf(IOperation? builder)
    {
        builder = builder?.WithoutConversions();
        if (builder?.Type is INamedTypeSymbol { Name: "EntityTypeBuilder" or "OwnedNavigationBuilder", TypeArguments: { Length: > 0 } types })
            return types.All(type => type is INamedTypeSymbol) ? [.. types.Cast<INamedTypeSymbol>()] : null;
        var made = builder as IInvocationOperation ?? CallAround(builder);
        return made is { TargetMethod.Name: "Entity" }
            && made.Arguments.Select(argument => argument.Value).OfType<ITypeOfOperation>().FirstOrDefault()?.TypeOperand is INamedTypeSymbol named ? [named] : null;
    }

    /// <summary>The call that is given the lambda whose parameter this is; null where it is none.</summary>
    private static IInvocationOperation? CallAround(IOperation? operation)
    {
        if (operation?.WithoutConversions() is not IParameterReferenceOperation { Parameter: var parameter } reference)
            return null;
        for (var parent = reference.Parent; parent is not null; parent = parent.Parent)
            if (parent is IAnonymousFunctionOperation function && SymbolEqualityComparer.Default.Equals(function.Symbol, parameter.ContainingSymbol))
                return function.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } } ? call : null;
        return null;
    }

    private static string? NavigationOf(IInvocationOperation call) => call.Arguments.Select(argument => argument.Value.WithoutConversions()).FirstOrDefault(value => value is not IDefaultValueOperation && value.Type?.Name != "EntityTypeBuilder") switch
    {
        { ConstantValue: { HasValue: true, Value: string name } } => name,
        IAnonymousFunctionOperation { Body.Operations: [IReturnOperation { ReturnedValue: { } value }] } when value.WithoutConversions() is IPropertyReferenceOperation property => property.Property.Name,
        _ => null,
    };

    private static string? Constant(IInvocationOperation call, string parameter) =>
        call.ArgumentValue(parameter)?.ConstantValue is { HasValue: true, Value: string text } ? text : null;

    private static string? NameOf(IInvocationOperation call)
    {
        if (Constant(call, "name") is not { } name)
            return null;
        return call.ArgumentValue("schema") switch
        {
            null => name,
            { ConstantValue: { HasValue: true, Value: var schema } } => schema is null ? name : $"{schema}.{name}",
            _ => null,
        };
    }
}
