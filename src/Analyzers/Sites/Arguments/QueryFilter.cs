using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Arguments;

/// <summary>Whether a query that is deleted or updated is limited.</summary>
internal static class QueryFilter
{
    private const int Deepest = 20;

    private static readonly HashSet<string> Limiting = new(StringComparer.Ordinal) { "Where", "Take", "FromSql", "FromSqlRaw", "FromSqlInterpolated" };

    // What is made for some rows only where it is handed them, or a condition.
    private static readonly HashSet<string> Makers = new(StringComparer.Ordinal) { "Delete", "Deleteable", "Update", "Updateable", "Remove", "Modify", "In" };

    // What leaves a table's rows all there.
    private static readonly HashSet<string> Keeping = new(StringComparer.Ordinal)
    {
        "AsEnumerable", "AsNoTracking", "AsQueryable", "AsTracking", "ConfigureAwait", "IgnoreQueryFilters", "Include", "OrderBy", "OrderByDescending", "ThenInclude", "ToArray", "ToArrayAsync", "ToList",
        "ToListAsync",
    };

    private static readonly string[] Frameworks = ["System.Linq", "Microsoft.EntityFrameworkCore", "LinqToDB", "MongoDB", "Marten"];

    /// <summary>
    /// Whether a filtering call stands in the chain the call is made on, through locals too; one whose predicate is constantly
    /// true doesn't count. Of one whose predicate callers give, or a function that they give to filter the query, theirs does.
    /// </summary>
    public static Limit Of(IInvocationOperation call, SourceCode code, Givens? givens) =>
        call.ReceiverValue() is { } query ? Of(new(query, Frame.Empty), code, givens, 0) : default;

    /// <summary>Whether all functions that a value can be filter the query that they are handed; those that can't be seen are somebody's filters.</summary>
    public static bool LimitsAll(IOperation function, SourceCode code) =>
        new Origins(code).FunctionsOf(new(function, Frame.Empty)) is not { } functions
        || functions.Count > 0 && functions.All(one => SourceCode.ReturnsOf(one.Body) is { } returns && returns.All(returned => Of(new(returned, one.Frame), code, null, 0).IsThere));

    /// <summary>Whether a type is that of functions which are handed a query, and give one.</summary>
    public static bool Takes(ITypeSymbol type) => type is INamedTypeSymbol { DelegateInvokeMethod: { ReturnType: var returned, Parameters: var parameters } } && IsQuery(returned) && parameters.Any(parameter => IsQuery(parameter.Type));

    /// <summary>Whether rows are seen to be all those of a table: <c>db.Orders</c>, <c>await db.Set&lt;Order&gt;().ToListAsync()</c>.</summary>
    public static bool IsWhole(Value rows, SourceCode code, int depth = 0) => rows.Operation.WithoutConversions() switch
    {
        IInvocationOperation { TargetMethod: { Name: "Set", DeclaringSyntaxReferences.IsEmpty: true } } set => IsTable(set.Type),
        IInvocationOperation { TargetMethod.DeclaringSyntaxReferences.IsEmpty: true } call =>
            depth < Deepest && Keeping.Contains(call.TargetMethod.Name) && call.ReceiverValue() is { } kept && new Value(kept, rows.Frame) is var made
            && (new Origins(code).Of(made) is { } origins ? origins.Any(origin => IsWhole(origin, code, depth + 1)) : IsWhole(made, code, depth + 1)),
        IAwaitOperation awaited => IsWhole(rows with { Operation = awaited.Operation }, code, depth),
        ILocalReferenceOperation local => depth < Deepest && VariableDefinitions.Of(local)?.Reaching is [var definition] && VariableDefinitions.ValueOf(definition) is { } value && IsWhole(rows with { Operation = value }, code, depth + 1) && !IsLessened(local),
        IMemberReferenceOperation member => IsTable(member.Type),
        _ => false,
    };

    /// <summary>Whether rows are taken out of a list, <c>rows.RemoveAll(row => row.IsPaid)</c>.</summary>
    public static bool IsLessened(IOperation rows) => rows.WithoutConversions() is ILocalReferenceOperation local && local.Root().Descendants().OfType<IInvocationOperation>().Any(call =>
        call.TargetMethod.Name.StartsWith("Remove", StringComparison.Ordinal) && call.Instance is ILocalReferenceOperation other && SymbolEqualityComparer.Default.Equals(other.Local, local.Local));

    private static bool IsTable(ITypeSymbol? type) => type is { Name: "DbSet", ContainingNamespace.Name: "EntityFrameworkCore" or "Entity" };

    private static bool IsQuery(ITypeSymbol type) => type.AllInterfaces.Append(type).Any(one => one is { Name: "IQueryable", ContainingNamespace.Name: "Linq" });

    private static Limit Of(Value value, SourceCode code, Givens? givens, int depth)
    {
        var query = value.Operation;
        var open = default(Limit);
        while (true)
        {
            switch (query?.WithoutConversions())
            {
                // A query of no rows, for a case in which there is nothing to do.
                case IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType: { Name: "Array" or "Enumerable", ContainingNamespace: { } space } } } when space.ToDisplayString().StartsWith("System", StringComparison.Ordinal):
                    return Limit.There;
                // A function that callers give.
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } invoked when OpenIn(invoked.ReceiverValue(), value.Frame, code, givens) is { } mark:
                    open = open.By is null ? new(false, mark, IsFunction: true) : open;
                    query = invoked.Arguments.FirstOrDefault(argument => argument.Parameter is { } handed && IsQuery(handed.Type))?.Value;
                    break;
                case IInvocationOperation { TargetMethod.MethodKind: not MethodKind.DelegateInvoke } call when call.Definition().DeclaringSyntaxReferences.IsEmpty || code.BodyOf(call.Definition()) is null:
                    if (MayLimit(call.TargetMethod) && OpenIn(call.Arguments.LastOrDefault()?.Value, value.Frame, code, givens) is { } condition)
                        open = open.By is null ? new(false, condition) : open;
                    else if (MayLimit(call.TargetMethod) && !IsAlwaysTrue(call) || IsMadeFor(call, code))
                        return Limit.There;
                    query = call.ReceiverValue();
                    break;
                case ITranslatedQueryOperation translated:
                    query = translated.Operation;
                    break;
                case null:
                    return open;
                case var made:
                    if (depth == Deepest || new Origins(code, givens).Of(new(made, value.Frame)) is not { } origins)
                        return open;
                    var limits = origins.Select(origin => origin.Operation == made ? default : Of(origin, code, givens, depth + 1)).Distinct().ToList();
                    return limits is [var one] && (one.IsThere || open.By is null) ? one : open;
            }
        }
    }

    /// <summary>Whether a call filters: of methods whose code isn't here, those whose name says so, or that are given a condition.</summary>
    private static bool MayLimit(IMethodSymbol method) => Limiting.Contains(method.Name)
        || !method.IsStatic && method.Name.StartsWith("Where", StringComparison.Ordinal) && method.Name != "WhereIf"
        || method.IsExtensionMethod && method.ContainingNamespace?.ToDisplayString() is { } space && !Frameworks.Any(framework => space.StartsWith(framework, StringComparison.Ordinal))
        && (method.Name.StartsWith("Where", StringComparison.Ordinal) || method.Name.Contains("Filter") || method.Parameters.Any(parameter => IsCondition(parameter.Type)));

    /// <summary>Whether a builder is made for some rows only: <c>db.Deleteable(order)</c>, <c>collection.Remove("id = 1")</c>, and not <c>db.Deleteable&lt;Order&gt;()</c>.</summary>
    private static bool IsMadeFor(IInvocationOperation call, SourceCode code) =>
        Makers.Contains(call.TargetMethod.Name) && !call.TargetMethod.IsExtensionMethod && call.Arguments is [{ ArgumentKind: not ArgumentKind.DefaultValue, Value: var rows }, ..] && ArgumentFilter.Limits(rows, code);

    /// <summary><c>Expression&lt;Func&lt;T, bool&gt;&gt;</c></summary>
    private static bool IsCondition(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Expression", TypeArguments: [INamedTypeSymbol { Name: "Func", TypeArguments: [_, { SpecialType: SpecialType.System_Boolean }] }] };

    /// <summary>The mark of the parameter that a condition or a function is; null where callers don't give it.</summary>
    private static char? OpenIn(IOperation? value, Frame frame, SourceCode code, Givens? givens) =>
        givens is not null && value is not null && new Origins(code, givens).Of(new(value, frame)) is [{ Operation: IParameterReferenceOperation { Parameter: var given } }] ? givens.MarkOf(given) : null;

    private static bool IsAlwaysTrue(IInvocationOperation where) =>
        where.Arguments.LastOrDefault()?.Value.WithoutConversions() is IAnonymousFunctionOperation
        {
            Body.Operations: [IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: true } }],
        };
}
