using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Analyzers.Sites.Mapping;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.AppendOnlyChange;

/// <summary>
/// Tells what is done to a row through Entity Framework's entry for it: its state is set, its values, one of its properties, or that
/// one is modified.
/// </summary>
internal static class EntryChange
{
    private const string Space = "Microsoft.EntityFrameworkCore.ChangeTracking";

    // Microsoft.EntityFrameworkCore.EntityState's values.
    private const int Detached = 0, Unchanged = 1, Deleted = 2, Added = 4;

    /// <summary>The entity whose row is changed, and how; null where none is.</summary>
    public static (INamedTypeSymbol Entity, Operation Operation)? Of(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property, Instance: { } on } } assignment => (Kind(property.ContainingType), property.Name) switch
        {
            ("EntityEntry", "State") when assignment.Value.ConstantValue.Value is not (Detached or Unchanged or Added) =>
                Of(on, assignment.Value.ConstantValue.Value is Deleted ? Operation.Delete : Operation.Update),
            ("PropertyEntry" or "MemberEntry", "CurrentValue") => Of(EntryOf(on), Operation.Update),
            ("PropertyEntry" or "MemberEntry", "IsModified") when assignment.Value.ConstantValue.Value is not false => Of(EntryOf(on), Operation.Update),
            ("PropertyValues", "this[]") => Of(Current(on), Operation.Update),
            _ => null,
        },
        IInvocationOperation { TargetMethod: { Name: "SetValues", ContainingType: var type }, Instance: { } values } when Kind(type) == "PropertyValues" => Of(Current(values), Operation.Update),
        _ => null,
    };

    /// <summary>Whether an operation sets the state of an entry.</summary>
    public static bool IsState(IOperation operation) =>
        operation is IAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "State", ContainingType: var type } } } && Kind(type) == "EntityEntry";

    private static (INamedTypeSymbol, Operation)? Of(IOperation? entry, Operation operation) => entry is not null && Entries.EntityOf(entry) is { } entity ? (entity, operation) : null;

    /// <summary>The entry that a property's was got from.</summary>
    private static IOperation? EntryOf(IOperation property) => property.WithoutConversions() is IInvocationOperation { TargetMethod.Name: "Property" or "Member", Instance: { } entry } ? entry : null;

    private static IOperation? Current(IOperation values) => values.WithoutConversions() is IPropertyReferenceOperation { Property.Name: "CurrentValues", Instance: { } entry } ? entry : null;

    /// <summary>The name of one of the framework's types for entries; empty for any other type.</summary>
    private static string Kind(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() == Space ? type.Name : "";
}
