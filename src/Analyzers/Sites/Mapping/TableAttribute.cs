using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>What an attribute on an entity's type says of its table.</summary>
/// <param name="Name">The table; null where it is left open, or can't be told.</param>
/// <param name="Schema">The schema; null where none is named.</param>
/// <param name="IsOne">Whether there is one attribute only: of several, for several configurations, none is certain.</param>
internal sealed record TableAttribute(string? Name, string? Schema, bool IsOne)
{
    /// <summary>The attribute that several libraries know.</summary>
    public const string Annotations = "System.ComponentModel.DataAnnotations.Schema.TableAttribute";

    /// <summary>What an attribute on the type itself says; null where there is none.</summary>
    public static TableAttribute? Of(INamedTypeSymbol type, string attribute)
    {
        var found = type.GetAttributes().Where(candidate => candidate.AttributeClass?.ToDisplayString() == attribute).ToList();
        return found.Count == 0 ? null : new(Text(found[0], "Name") ?? found[0].ConstructorArguments.FirstOrDefault().Value as string, Text(found[0], "Schema"), found.Count == 1);
    }

    /// <summary>What the nearest attribute on the type or one that it derives from says; null where there is none.</summary>
    public static TableAttribute? OfTypeOrBase(INamedTypeSymbol type, string attribute)
    {
        for (var candidate = type; candidate is not null; candidate = candidate.BaseType)
            if (Of(candidate, attribute) is { } found)
                return found;
        return null;
    }

    /// <summary>The table with its schema; null where it can't be told.</summary>
    /// <param name="byDefault">The name where the attribute names none; null where it must.</param>
    public string? Table(string? byDefault = null) =>
        !IsOne || (Name ?? byDefault) is not { Length: > 0 } table ? null : Schema is { Length: > 0 } ? $"{Schema}.{table}" : table;

    private static string? Text(AttributeData attribute, string property) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == property).Value.Value as string;
}
