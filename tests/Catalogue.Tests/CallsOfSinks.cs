using System.Text;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>Writes a source that calls every overload of some sinks once, each in a method that takes what the call needs.</summary>
internal static class CallsOfSinks
{
    // They are generated, all alike.
    private const int MostDerived = 20;

    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>The source, with the number of calls in it.</summary>
    public static (string Source, int Count) Write(IEnumerable<Sink> sinks, Compilation compilation)
    {
        var source = new StringBuilder("#pragma warning disable\nstatic unsafe class Calls\n{\n");
        var count = 0;
        foreach (var sink in sinks)
            foreach (var method in compilation.GetTypesByMetadataName(sink.Type).SelectMany(type => MethodsOf(type, sink.Method == Sink.Constructor ? ".ctor" : sink.Method)))
                if (CanBeCalled(method, compilation) && IsMeant(method, sink) && (sink.Switch is null || method.Parameters.Any(parameter => parameter.Name == sink.SwitchParameter)))
                    WriteCall(source, method, count++);
        return (source.Append("}\n").ToString(), count);
    }

    /// <summary>The methods of a type; where it has none of the name, some of those that types of its assembly have which derive from it.</summary>
    private static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type, string name) => type.GetMembers(name) is { IsEmpty: false } own
        ? own.OfType<IMethodSymbol>()
        : Types(type.ContainingAssembly.GlobalNamespace).Where(derived => Ancestors(derived).Contains(type, SymbolEqualityComparer.Default)).SelectMany(derived => derived.GetMembers(name)).OfType<IMethodSymbol>().Take(MostDerived);

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) => space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));

    private static bool IsMeant(IMethodSymbol method, Sink sink) => sink.Parameters is null || method.GetDocumentationCommentId()!.EndsWith($"({sink.Parameters})", StringComparison.Ordinal);

    private static bool CanBeCalled(IMethodSymbol method, Compilation compilation) =>
        method is { DeclaredAccessibility: Accessibility.Public, ExplicitInterfaceImplementations: [] }
        && compilation.IsSymbolAccessibleWithin(method, compilation.Assembly)
        && !method.GetAttributes().Any(attribute => attribute is { AttributeClass.Name: "ObsoleteAttribute", ConstructorArguments: [_, { Value: true }] })
        // What comes from a library that isn't here can't be named by anybody.
        && new[] { method.ReturnType, method.ContainingType }.Concat(method.Parameters.Select(parameter => parameter.Type))
            .Concat(TypeParameters(method).SelectMany(parameter => parameter.ConstraintTypes)).All(type => IsKnown(type, compilation));

    private static bool IsKnown(ITypeSymbol type, Compilation compilation) => type switch
    {
        IErrorTypeSymbol => false,
        IArrayTypeSymbol array => IsKnown(array.ElementType, compilation),
        INamedTypeSymbol named => compilation.IsSymbolAccessibleWithin(named, compilation.Assembly)
            && named.TypeArguments.All(argument => IsKnown(argument, compilation))
            && Ancestors(named).All(ancestor => ancestor is not IErrorTypeSymbol),
        _ => true,
    };

    private static IEnumerable<INamedTypeSymbol> Ancestors(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
            yield return above;
        foreach (var contract in type.AllInterfaces)
            yield return contract;
    }

    private static IEnumerable<ITypeParameterSymbol> TypeParameters(IMethodSymbol method) => method.ContainingType.TypeParameters.Concat(method.TypeParameters);

    private static void WriteCall(StringBuilder source, IMethodSymbol method, int number)
    {
        var typeParameters = TypeParameters(method).ToList();
        var parameters = method.Parameters.Select(parameter => $"{Ref(parameter.RefKind)}{parameter.Type.ToDisplayString(Format)} @{parameter.Name}").ToList();
        var isConstructor = method.MethodKind == MethodKind.Constructor;
        if (!method.IsStatic && !isConstructor)
            parameters.Insert(0, $"{method.ContainingType.ToDisplayString(Format)} receiver_");
        source
            .Append("    static void M").Append(number).Append(typeParameters.Count == 0 ? "" : $"<{string.Join(", ", typeParameters.Select(parameter => "@" + parameter.Name))}>")
            .Append('(').AppendJoin(", ", parameters).Append(')').AppendJoin("", typeParameters.Select(Constraints)).Append(" { ")
            .Append(isConstructor ? "new " : "").Append(method.IsStatic || isConstructor ? method.ContainingType.ToDisplayString(Format) : "receiver_")
            .Append(isConstructor ? "" : '.' + (method.AssociatedSymbol?.Name ?? method.Name))
            .Append(method.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", method.TypeParameters.Select(parameter => "@" + parameter.Name))}>")
            .Append(method.MethodKind == MethodKind.PropertySet ? " = (" : "(")
            .AppendJoin(", ", method.Parameters.Select(parameter => Ref(parameter.RefKind == RefKind.RefReadOnlyParameter ? RefKind.In : parameter.RefKind) + "@" + parameter.Name))
            .Append("); }\n");
    }

    private static string Ref(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        RefKind.RefReadOnlyParameter => "ref readonly ",
        _ => "",
    };

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        string[] all =
        [
            .. parameter.HasReferenceTypeConstraint ? ["class"] : Array.Empty<string>(),
            .. parameter.HasValueTypeConstraint ? ["struct"] : Array.Empty<string>(),
            .. parameter.HasNotNullConstraint ? ["notnull"] : Array.Empty<string>(),
            .. parameter.ConstraintTypes.Select(type => type.ToDisplayString(Format)),
            .. parameter is { HasConstructorConstraint: true, HasValueTypeConstraint: false } ? ["new()"] : Array.Empty<string>(),
        ];
        return all.Length == 0 ? "" : $" where @{parameter.Name} : {string.Join(", ", all)}";
    }
}
