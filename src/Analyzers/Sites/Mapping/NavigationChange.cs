using ImmutableGuard.Analyzers.Sites.Mapping;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Mapping;

/// <summary>
/// Taking an object out of a collection that Entity Framework keeps: the next <c>SaveChanges</c> deletes its row, or that of the
/// relationship. The same method of any other list is no access.
/// </summary>
internal sealed class NavigationChange(EntityFrameworkTables tables, SourceCode code)
{
    // A local may be made from itself.
    private const int LongestChain = 20;

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "Remove", "RemoveAt", "RemoveAll", "RemoveRange", "RemoveWhere", "Clear" };

    private static readonly HashSet<string> Untracking = new(StringComparer.Ordinal) { "AsNoTracking", "AsNoTrackingWithIdentityResolution" };

    /// <summary>The names of the methods that take something out of a collection.</summary>
    public static IEnumerable<string> AllNames => Names;

    /// <summary>Whether a method of this name may take something out of a collection: the cheapest question first.</summary>
    public static bool IsName(string method) => Names.Contains(method);

    /// <summary>What a call takes out of an entity's collection; null where it is no such call.</summary>
    public (Sink Sink, Effects Effects)? Of(IInvocationOperation call)
    {
        if (!Names.Contains(call.TargetMethod.Name) || call.Instance is not { } collection || !IsCollections(call.TargetMethod)
            || NavigationsOf(call.ReceiverValue() ?? collection, 0).Where(found => !IsUntracked(found.Holder)).Select(found => found.Navigation).Distinct<IPropertySymbol>(SymbolEqualityComparer.Default).ToList() is not { Count: > 0 } changed)
            return null;
        var sink = new Sink
        {
            Type = "System.Collections.Generic.ICollection`1",
            Method = call.TargetMethod.Name,
            Operation = Operation.Delete,
            Resource = SinkTemplate.Parse("sql:{entity:T}"),
            Deferred = true,
        };
        return (sink, new([.. changed.SelectMany(EffectsOf).Distinct()]));
    }

    private IEnumerable<Effect> EffectsOf(IPropertySymbol navigation)
    {
        var join = tables.JoinOf(navigation, out var isJoin);
        var names = isJoin ? join is null ? null : [join] : tables.AllOf(Navigations.Element(navigation.Type)!, null);
        var operation = !isJoin && tables.IsOptional(navigation) ? Operation.Update : Operation.Delete;
        return (names ?? ["*"]).Select(name => new Effect(operation, "sql:" + name));
    }

    private static bool IsCollections(IMethodSymbol method) => method.ContainingNamespace?.ToDisplayString() is "System.Collections.Generic" or "System.Collections.ObjectModel";

    /// <summary>The navigations that are kept which a collection can be, and the entity each belongs to; what is none doesn't count.</summary>
    private IEnumerable<(IPropertySymbol Navigation, IOperation Holder)> NavigationsOf(IOperation collection, int depth)
    {
        switch (collection.WithoutConversions())
        {
            case IPropertyReferenceOperation { Property: { IsStatic: false, IsIndexer: false } property, Instance: { } holder }:
                return tables.IsNavigation(property) ? [(property, holder)] : [];
            case IFieldReferenceOperation { Field: { IsStatic: false } field, Instance: { } holder }:
                return PropertyOf(field) is { } behind && tables.IsNavigation(behind) ? [(behind, holder)] : [];
            case ILocalReferenceOperation local when depth < LongestChain && VariableDefinitions.Of(local)?.Reaching is [var definition] && VariableDefinitions.ValueOf(definition) is { } value:
                return NavigationsOf(value, depth + 1);
            // What a method of its own is handed by those who call it.
            case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } method } parameter }
                when depth < LongestChain && Navigations.Element(parameter.Type) is not null && code.UsesOf(method.OriginalDefinition) is { } uses:
                return uses.OfType<IInvocationOperation>()
                    .Select(use => use.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value)
                    .SelectMany(given => given is null ? [] : NavigationsOf(given, depth + LongestChain / 4));
            default:
                return [];
        }
    }

    /// <summary>The property behind which the framework finds a field: <c>lines</c>, <c>_lines</c> or <c>m_lines</c> for <c>Lines</c>.</summary>
    private static IPropertySymbol? PropertyOf(IFieldSymbol field) => Navigations.Element(field.Type) is { } element
        ? field.ContainingType.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property =>
            (field.Name.TrimStart('_').Equals(property.Name, StringComparison.OrdinalIgnoreCase) || field.Name.Equals("m_" + property.Name, StringComparison.OrdinalIgnoreCase))
            && SymbolEqualityComparer.Default.Equals(Navigations.Element(property.Type), element))
        : null;

    /// <summary>Whether it is seen that the framework doesn't track the entity: it is new, or read without tracking.</summary>
    private static bool IsUntracked(IOperation holder) => holder.WithoutConversions() switch
    {
        ILocalReferenceOperation local => VariableDefinitions.Of(local) is { Reaching: { Count: > 0 } reaching }
            && reaching.All(definition => VariableDefinitions.ValueOf(definition) is { } value && IsMadeUntracked(value)),
        var value => IsMadeUntracked(value),
    };

    private static bool IsMadeUntracked(IOperation value)
    {
        var step = value.WithoutConversions();
        for (var i = 0; i < LongestChain; i++)
        {
            switch (step)
            {
                case IObjectCreationOperation:
                case IInvocationOperation { TargetMethod: var called } when Untracking.Contains(called.Name):
                    return true;
                case IAwaitOperation awaited:
                    step = awaited.Operation.WithoutConversions();
                    break;
                case IInvocationOperation call:
                    step = call.ReceiverValue()?.WithoutConversions();
                    break;
                default:
                    return false;
            }
        }

        return false;
    }
}
