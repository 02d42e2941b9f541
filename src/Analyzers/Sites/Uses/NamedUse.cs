using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Uses;

/// <summary>A member that code uses by its name only: through <c>dynamic</c>, or by reflection.</summary>
/// <param name="Types">The types the member may be of; empty where that can't be told.</param>
/// <param name="Name">The member's name.</param>
/// <param name="Use">How it is used.</param>
internal sealed record NamedUse(IReadOnlyList<ITypeSymbol> Types, string Name, SinkUse Use)
{
    // With the places that the name may have among the arguments.
    private static readonly Dictionary<string, (string Type, int[] Places)> LookUps = new(StringComparer.Ordinal)
    {
        ["GetMethod"] = ("System.Type", [0]),
        ["InvokeMember"] = ("System.Type", [0]),
        ["GetRuntimeMethod"] = ("System.Reflection.RuntimeReflectionExtensions", [0, 1]),
        ["CreateDelegate"] = ("System.Delegate", [2]),
        ["Call"] = ("System.Linq.Expressions.Expression", [1]),
    };

    /// <summary>The names of the methods that look others up by theirs.</summary>
    public static IEnumerable<string> LookUpNames => LookUps.Keys;

    /// <summary>Whether a method of this name may look others up by theirs: the cheapest question first.</summary>
    public static bool IsLookUp(string method) => LookUps.ContainsKey(method);

    /// <summary>Whether a method looks others up by their names, as far as it takes a name.</summary>
    public static bool IsLookUp(IMethodSymbol method) => IsLookUp(method.Name) && method.Parameters.Any(IsName);

    /// <summary>Whether the argument at a place may be the name that a method of this name looks for.</summary>
    public static bool IsPlaceOfName(string method, int place) => LookUps.TryGetValue(method, out var found) && Array.IndexOf(found.Places, place) >= 0;

    /// <summary>The use that an operation is; null where it is none, or the name isn't constant.</summary>
    public static NamedUse? Of(IOperation operation) => operation switch
    {
        IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation member } => new(TypesOf(member), member.MemberName, SinkUse.Dynamic),
        IInvocationOperation call when IsLookUp(call) && NameIn(call) is { } name => new(TypesIn(call), name, SinkUse.Reflection),
        _ => null,
    };

    /// <summary>The name that a dynamic call has, or the look-up's; null for any other operation.</summary>
    public static string? NameOf(IOperation operation) =>
        operation is IDynamicInvocationOperation { Operation: IDynamicMemberReferenceOperation member } ? member.MemberName : null;

    private static bool IsLookUp(IInvocationOperation call) =>
        LookUps.TryGetValue(call.TargetMethod.Name, out var found) && call.TargetMethod.ContainingType.ToDisplayString() == found.Type;

    private static bool IsName(IParameterSymbol parameter) => parameter.Type.SpecialType == SpecialType.System_String;

    private static string? NameIn(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && IsName(parameter))?.Value.ConstantValue is { HasValue: true, Value: string name }
            ? name
            : null;

    private static IReadOnlyList<ITypeSymbol> TypesOf(IDynamicMemberReferenceOperation member) =>
        member.ContainingType is { } type ? [type]
        : member.Instance is { } instance ? [.. Values(instance).Select(value => value.Type).OfType<ITypeSymbol>().Where(found => found.TypeKind != TypeKind.Dynamic)]
        : [];

    /// <summary>What <c>typeof</c> and <c>GetType()</c> name, and the instances a delegate is made of.</summary>
    private static IReadOnlyList<ITypeSymbol> TypesIn(IInvocationOperation call) =>
    [
        .. call.Arguments.Select(argument => argument.Value).Concat(call.Instance is { } receiver ? [receiver] : [])
            .SelectMany(Values)
            .Select(value => value switch
            {
                ITypeOfOperation type => type.TypeOperand,
                IInvocationOperation { TargetMethod.Name: "GetType", Instance: { } instance } => instance.WithoutConversions().Type,
                _ => value.Type,
            })
            .OfType<ITypeSymbol>()
            .Where(type => !IsCarrier(type)),
    ];

    /// <summary>Whether a type tells nothing of the member's own: it only carries types, names and expressions.</summary>
    private static bool IsCarrier(ITypeSymbol type) =>
        type is IArrayTypeSymbol || type.SpecialType is SpecialType.System_String or SpecialType.System_Object || type.ToDisplayString() is "System.Type" or "System.Type?"
        || type.ContainingNamespace?.ToDisplayString() is "System.Reflection" or "System.Linq.Expressions";

    /// <summary>A value without its conversions; for a local variable, those it is given.</summary>
    private static IEnumerable<IOperation> Values(IOperation value) =>
        value.WithoutConversions() is ILocalReferenceOperation local && VariableDefinitions.Of(local) is { } definitions
            ? definitions.Reaching.Select(VariableDefinitions.ValueOf).OfType<IOperation>().Select(given => given.WithoutConversions())
            : [value.WithoutConversions()];
}
