using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>Writes the expression for a parameter, or for a property of one, as the catalogue names it.</summary>
internal static class ArgumentPath
{
    /// <summary>The expression with its type; null where the method has no such parameter, or its type no such property.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path"><c>parameter</c>, <c>parameter.Property</c> or <c>this.Property</c>; alternatives separated by <c>|</c>.</param>
    public static (string Expression, ITypeSymbol Type)? Of(IMethodSymbol method, string path) =>
        path.Split('|').Select(alternative => One(method, alternative)).FirstOrDefault(found => found is not null);

    private static (string Expression, ITypeSymbol Type)? One(IMethodSymbol method, string path)
    {
        var parts = path.Split('.');
        (string Expression, ITypeSymbol Type)? found = parts[0] == "this"
            ? method.IsStatic ? null : (GeneratedNames.Receiver, method.ContainingType)
            : method.Parameters.FirstOrDefault(parameter => parameter.Name == parts[0]) is { } root ? ("@" + root.Name, root.Type) : null;
        foreach (var part in parts.Skip(1))
        {
            if (found is not { } holder || PropertyType(holder.Type, part) is not { } type)
                return null;
            // What the call does with null is the call's affair: it must come to it.
            found = (holder.Expression + (holder.Type.IsReferenceType ? "?." : ".") + part, type);
        }

        return found;
    }

    /// <summary>The expression for the text a path leads to; null where there is none.</summary>
    public static string? Text(IMethodSymbol method, string path) =>
        Of(method, path) is { Type.SpecialType: SpecialType.System_String } found ? found.Expression : null;

    private static ITypeSymbol? PropertyType(ITypeSymbol type, string property)
    {
        for (ITypeSymbol? ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
            if (Find(ancestor) is { } found)
                return found;
        // An interface's own interfaces are no bases of it.
        return type.AllInterfaces.Select(Find).FirstOrDefault(found => found is not null && type.TypeKind == TypeKind.Interface);

        ITypeSymbol? Find(ITypeSymbol holder) => holder.GetMembers(property).OfType<IPropertySymbol>()
            .FirstOrDefault(candidate => candidate.GetMethod?.DeclaredAccessibility == Accessibility.Public)?.Type;
    }
}
