using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>
/// The table an Entity Framework entity is kept in. As Entity Framework does it, the fluent configuration goes before the
/// attribute, and that before the name of the context's set; a derived entity is kept with its base.
/// </summary>
internal sealed class EntityTable(ConfiguredTables configured)
{
    private const string DbContext = "Microsoft.EntityFrameworkCore.DbContext";

    /// <summary>
    /// The table's name; null where it can't be told. <paramref name="placeholder"/> names a type parameter of the sink, or the
    /// parameter whose type is meant.
    /// </summary>
    public string? Of(IInvocationOperation call, string placeholder) =>
        EntityType(call, placeholder) is INamedTypeSymbol { SpecialType: not SpecialType.System_Object } entity ? Of(entity, call) : null;

    /// <summary>The table of an entity wherever it is used, or as <paramref name="call"/> uses it; null where it can't be told.</summary>
    public string? Of(INamedTypeSymbol entity, IInvocationOperation? call = null)
    {
        for (var type = entity; type is not null; type = type.BaseType)
        {
            if (configured.ByFluent.TryGetValue(type, out var table))
                return table;
            if ((ByAttribute(type) ?? (call is null ? null : ByContextOfCall(call, type))) is { } name)
                return name;
            if (configured.BySet.TryGetValue(type, out var set))
                return set;
        }

        return configured.HasUnreadable ? null : entity.Name;
    }

    private static ITypeSymbol? EntityType(IInvocationOperation call, string placeholder)
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

    private static ITypeSymbol ElementOrSelf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } sequence
            when sequence.AllInterfaces.Append(sequence).Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable) => element,
        _ => type,
    };

    private static string? ByAttribute(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() != "System.ComponentModel.DataAnnotations.Schema.TableAttribute"
                || attribute.ConstructorArguments is not [{ Value: string table }])
                continue;
            var schema = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Schema").Value.Value as string;
            return schema is null ? table : $"{schema}.{table}";
        }

        return null;
    }

    /// <summary>The name of the set in the context that the call is made on: it decides where several contexts know the entity.</summary>
    private static string? ByContextOfCall(IInvocationOperation call, INamedTypeSymbol entity)
    {
        for (var receiver = call.ReceiverValue()?.WithoutConversions(); receiver is not null;)
        {
            if (receiver.Type is not null && SetIn(receiver.Type, entity) is { } name)
                return name;
            receiver = receiver switch
            {
                IInvocationOperation inner => inner.ReceiverValue()?.WithoutConversions(),
                IPropertyReferenceOperation property => property.Instance?.WithoutConversions(),
                _ => null,
            };
        }

        return null;
    }

    private static string? SetIn(ITypeSymbol context, INamedTypeSymbol entity)
    {
        for (var type = context; type is not null && type.ToDisplayString() != DbContext; type = type.BaseType)
        {
            foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
                if (property.Type is INamedTypeSymbol { Name: "DbSet", TypeArguments: [var element] }
                    && SymbolEqualityComparer.Default.Equals(element, entity))
                    return property.Name;
        }

        return null;
    }
}
