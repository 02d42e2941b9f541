using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Arguments;

/// <summary>What limits a delete or an update.</summary>
/// <param name="IsThere">Whether it is seen to be limited.</param>
/// <param name="By">The mark of the parameter that limits it where what callers give for that does; null where that isn't asked.</param>
/// <param name="IsFunction">Whether callers give a function there that is handed the query, and not a condition.</param>
internal readonly record struct Limit(bool IsThere, char? By = null, bool IsFunction = false)
{
    /// <summary>Something limits it.</summary>
    public static readonly Limit There = new(true);

    /// <summary>What limits a call; there, of anything but deletes and updates.</summary>
    /// <param name="call">The call.</param>
    /// <param name="sink">The sink that it is of.</param>
    /// <param name="code">The source code.</param>
    /// <param name="givens">What is left open; null where nothing is.</param>
    public static Limit Of(IInvocationOperation call, Sink sink, SourceCode code, Givens? givens)
    {
        if ((sink.Operation & (Operation.Delete | Operation.Update)) == 0)
            return There;
        var filter = sink.Filters.Select(call.ArgumentValue).FirstOrDefault(value => value is not null) is { } given ? OfGiven(given, code, givens) : default;
        return sink.Bound switch
        {
            SinkBound.Query => QueryFilter.Of(call, code, givens) is { IsThere: false } query ? filter.IsThere || filter.By is not null ? filter : query : There,
            SinkBound.Filter => IsHandedRows(call.TargetMethod, sink) ? There : filter,
            SinkBound.None => default,
            _ => There,
        };
    }

    /// <summary>
    /// Whether a method is an overload without the filter, which is handed what is to be deleted; not one that is told no more than where to, and when to stop.
    /// One of this project may call its filter as it likes.
    /// </summary>
    private static bool IsHandedRows(IMethodSymbol method, Sink sink) =>
        method.DeclaringSyntaxReferences.IsEmpty && !method.Parameters.Any(parameter => sink.Filters.Contains(parameter.Name))
        && method.Parameters.Skip(method.IsExtensionMethod ? 1 : 0).Any(parameter => !parameter.IsOptional && parameter.Type.Name != "CancellationToken"
            && !sink.Resources.Any(resource => resource.Kind == PlaceholderKind.Argument && resource.Placeholder.Split('|').Contains(parameter.Name)));

    /// <summary>Whether what is given as a condition, or as a function that filters a query, limits it.</summary>
    public static Limit OfGiven(IOperation given, SourceCode code, Givens? givens) =>
        givens is not null && new Origins(code, givens).Of(new(given, Frame.Empty)) is [{ Operation: IParameterReferenceOperation { Parameter: var parameter } }] && givens.MarkOf(parameter) is { } mark
            ? new(false, mark, QueryFilter.Takes(parameter.Type))
            : new(given.WithoutConversions().Type is { } type && QueryFilter.Takes(type) || given.Type is { } target && QueryFilter.Takes(target) ? QueryFilter.LimitsAll(given, code) : ArgumentFilter.Limits(given, code));
}
