using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>The table an Entity Framework entity is kept in, by attribute or convention.</summary>
internal static class EntityTable
{
    private const string DbContext = "Microsoft.EntityFrameworkCore.DbContext";

    /// <summary>
    /// The table's name; null where the entity's type is a type parameter.
    /// <paramref name="placeholder"/> names a type parameter of the sink, or the parameter whose type is meant.
    /// </summary>
    public static string? Of(IInvocationOperation call, string placeholder)
    {
        if (EntityType(call, placeholder) is not INamedTypeSymbol entity || entity.SpecialType == SpecialType.System_Object)
            return null;
        return ByAttribute(entity) ?? ByProperty(call, entity) ?? entity.Name;
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
        return call.ArgumentValue(placeholder)?.WithoutConversions().Type is { } type ? ElementOrSelf(type) : null;
    }

    private static ITypeSymbol ElementOrSelf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments: [var element] } sequence
            when sequence.AllInterfaces.Append(sequence).Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable) => element,
        _ => type,
    };

    private static string? ByAttribute(INamedTypeSymbol entity)
    {
        for (var type = entity; type is not null; type = type.BaseType)
        {
            foreach (var attribute in type.GetAttributes())
            {
                if (attribute.AttributeClass?.ToDisplayString() != "System.ComponentModel.DataAnnotations.Schema.TableAttribute"
                    || attribute.ConstructorArguments is not [{ Value: string table }])
                    continue;
                var schema = attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Schema").Value.Value as string;
                return schema is null ? table : $"{schema}.{table}";
            }
        }

        return null;
    }

    /// <summary>EF's convention: the name of the context's <c>DbSet</c> property of the entity's type.</summary>
    private static string? ByProperty(IInvocationOperation call, INamedTypeSymbol entity)
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
