using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>What a compilation's own code says of the tables of its entities, wherever it stands; read when it is first asked for.</summary>
internal sealed class ConfiguredTables
{
    private const string Framework = "Microsoft.EntityFrameworkCore";

    private readonly Lazy<(Dictionary<INamedTypeSymbol, string?> Fluent, Dictionary<INamedTypeSymbol, string?> Sets, bool HasUnreadable)> tables;

    public ConfiguredTables(Compilation compilation) => tables = new(() => Read(compilation));

    /// <summary>Tables by <c>ToTable</c> of the fluent configuration; null where an entity has several, or one that isn't constant.</summary>
    public IReadOnlyDictionary<INamedTypeSymbol, string?> ByFluent => tables.Value.Fluent;

    /// <summary>Tables by the name of a context's <c>DbSet</c> property; null where contexts name them differently.</summary>
    public IReadOnlyDictionary<INamedTypeSymbol, string?> BySet => tables.Value.Sets;

    /// <summary>Whether some table is named for an entity that can't be told: then no name is certain that nothing else gives.</summary>
    public bool HasUnreadable => tables.Value.HasUnreadable;

    private static (Dictionary<INamedTypeSymbol, string?>, Dictionary<INamedTypeSymbol, string?>, bool) Read(Compilation compilation)
    {
        var fluent = new Dictionary<INamedTypeSymbol, string?>(SymbolEqualityComparer.Default);
        var sets = new Dictionary<INamedTypeSymbol, string?>(SymbolEqualityComparer.Default);
        var hasUnreadable = false;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var syntax = MappingSyntax.Of(tree);
            if (syntax.IsEmpty)
                continue;
            var model = compilation.GetSemanticModel(tree);
            foreach (var property in syntax.Sets)
                if (model.GetDeclaredSymbol(property) is IPropertySymbol { Type: INamedTypeSymbol { Name: "DbSet", TypeArguments: [INamedTypeSymbol entity] } set } symbol
                    && set.ContainingNamespace.ToDisplayString() == Framework)
                    Add(sets, entity, symbol.Name);
            foreach (var call in syntax.Configurations)
                if (model.GetOperation(call) is IInvocationOperation operation && IsFrameworks(operation.TargetMethod) && !KeepsName(operation))
                {
                    if (EntityOf(operation) is { } entity)
                        Add(fluent, entity, NameOf(operation));
                    else
                        hasUnreadable = true;
                }
        }

        return (fluent, sets, hasUnreadable);
    }

    private static void Add(Dictionary<INamedTypeSymbol, string?> tables, INamedTypeSymbol entity, string? table) =>
        tables[entity] = !tables.TryGetValue(entity, out var other) || other == table ? table : null;

    private static bool IsFrameworks(IMethodSymbol method) =>
        method.ContainingNamespace.ToDisplayString().StartsWith(Framework, StringComparison.Ordinal);

    /// <summary><c>ToTable(table => …)</c> configures the table and leaves its name.</summary>
    private static bool KeepsName(IInvocationOperation call) =>
        call.TargetMethod.Name == "ToTable" && call.ArgumentValue("name") is null;

    private static INamedTypeSymbol? EntityOf(IInvocationOperation call) =>
        call.TargetMethod is { Name: "ToTable", TypeArguments: [INamedTypeSymbol entity] } ? entity
        : call.ReceiverValue()?.WithoutConversions() is IInvocationOperation { TargetMethod.Name: "Entity" } declared
            && declared.Arguments.Select(argument => argument.Value).OfType<ITypeOfOperation>().FirstOrDefault()?.TypeOperand is INamedTypeSymbol named ? named
        : null;

    private static string? NameOf(IInvocationOperation call)
    {
        if (call.ArgumentValue("name")?.ConstantValue is not { HasValue: true, Value: string name })
            return null;
        return call.ArgumentValue("schema") switch
        {
            null => name,
            { ConstantValue: { HasValue: true, Value: var schema } } => schema is null ? name : $"{schema}.{name}",
            _ => null,
        };
    }
}
