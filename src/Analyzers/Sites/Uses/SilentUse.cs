using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Uses;

/// <summary>A member that is used without the call of a method: a constructor, or the setter of a property.</summary>
/// <param name="Method">The constructor or the setter, as it is declared.</param>
/// <param name="Operation">The creation or assignment.</param>
internal sealed record SilentUse(IMethodSymbol Method, IOperation Operation)
{
    private const string Value = "value";

    /// <summary>The use that an operation is; null where it is none.</summary>
    public static SilentUse? Of(IOperation operation) => operation switch
    {
        IObjectCreationOperation { Constructor: { } constructor } => new(constructor.OriginalDefinition, operation),
        // : base(path, mode)
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Constructor } constructor } => new(constructor.OriginalDefinition, operation),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.OriginalDefinition.SetMethod: { } setter } } => new(setter, operation),
        _ => null,
    };

    /// <summary>The name that the catalogue has for a method.</summary>
    public static string NameOf(IMethodSymbol method) => method.MethodKind == MethodKind.Constructor ? Sink.Constructor : method.Name;

    /// <summary>How it is used.</summary>
    public SinkUse Use => Operation is ISimpleAssignmentOperation ? SinkUse.Assignment : SinkUse.Creation;

    /// <summary>What a property is set of; null where an object is made.</summary>
    public IOperation? Holder => Operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } holder } } ? holder : null;

    /// <summary>The value given for a parameter; null where there is none.</summary>
    public IOperation? Argument(string parameter) => Operation switch
    {
        IObjectCreationOperation creation => creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value,
        IInvocationOperation call => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value,
        ISimpleAssignmentOperation assignment when parameter == Value => assignment.Value,
        _ => null,
    };
}
