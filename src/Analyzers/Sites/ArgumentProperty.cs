using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>What a property of an argument holds, where the object is made in the same member: the method of a request, its address.</summary>
internal static class ArgumentProperty
{
    /// <summary>
    /// Every value the property is given: by the constructor's parameter of its name, the initializer, and later assignments.
    /// Empty where it is given none, so that it has its default; null where that isn't known.
    /// </summary>
    public static IReadOnlyList<Value>? Of(IOperation argument, string property, SourceCode code)
    {
        var made = argument.WithoutConversions();
        var later = made is ILocalReferenceOperation local ? LaterGiven(local, property) : [];
        if (later is null || made is not (ILocalReferenceOperation or IObjectCreationOperation) || new Origins(code).Of(new(made, Frame.Empty)) is not { } origins
            || !origins.All(origin => origin.Operation is IObjectCreationOperation))
            return null;
        return [.. origins.SelectMany(origin => AtCreation((IObjectCreationOperation)origin.Operation, property, origin.Frame)), .. later];
    }

    private static IEnumerable<Value> AtCreation(IObjectCreationOperation creation, string property, Frame frame)
    {
        var initial = creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(setting => setting.Target is IPropertyReferenceOperation target && target.Property.Name == property)?.Value;
        var value = initial ?? creation.Arguments
            .FirstOrDefault(argument => string.Equals(argument.Parameter?.Name, property, StringComparison.OrdinalIgnoreCase))?.Value;
        return value is null ? [] : [new(value, frame)];
    }

    /// <summary>The values it is assigned after the creation; null where code of this project is handed the object and may set it.</summary>
    private static List<Value>? LaterGiven(ILocalReferenceOperation local, string property)
    {
        var values = new List<Value>();
        foreach (var use in local.Root().DescendantsAndSelf().OfType<ILocalReferenceOperation>())
        {
            if (!SymbolEqualityComparer.Default.Equals(use.Local, local.Local))
                continue;
            if (use.Parent is IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } target
                && target.Property.Name == property && assignment.Target == target)
                values.Add(new(assignment.Value, Frame.Empty));
            else if (use.Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: false } })
                return null;
        }

        return values;
    }
}
