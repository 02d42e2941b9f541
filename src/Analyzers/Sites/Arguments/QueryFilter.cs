using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Arguments;

/// <summary>Whether a query that is deleted or updated is limited.</summary>
internal static class QueryFilter
{
    private const int Deepest = 20;

    private static readonly HashSet<string> Limiting = new(StringComparer.Ordinal) { "Where", "Take", "FromSql", "FromSqlRaw", "FromSqlInterpolated" };

    private static readonly string[] Frameworks = ["System.Linq", "Microsoft.EntityFrameworkCore", "LinqToDB", "MongoDB", "Marten"];

    /// <summary>
    /// Whether a filtering call stands in the chain the call is made on, through locals too; one whose predicate is constantly
    /// true doesn't count.
    /// </summary>
    public static bool Limits(IInvocationOperation call, SourceCode code) =>
        call.ReceiverValue() is { } query && IsLimited(new(query, Frame.Empty), code, 0);

    private static bool IsLimited(Value value, SourceCode code, int depth)
    {
        var query = value.Operation;
        while (true)
        {
            switch (query?.WithoutConversions())
            {
                // A query of no rows, for a case in which there is nothing to do.
                case IInvocationOperation { TargetMethod: { Name: "Empty", ContainingType: { Name: "Array" or "Enumerable", ContainingNamespace: { } space } } } when space.ToDisplayString().StartsWith("System", StringComparison.Ordinal):
                    return true;
                case IInvocationOperation call when call.Definition().DeclaringSyntaxReferences.IsEmpty || code.BodyOf(call.Definition()) is null:
                    if (MayLimit(call.TargetMethod) && !IsAlwaysTrue(call))
                        return true;
                    query = call.ReceiverValue();
                    break;
                case ITranslatedQueryOperation translated:
                    query = translated.Operation;
                    break;
                case null:
                    return false;
                case var made:
                    return depth < Deepest && new Origins(code).Of(new(made, value.Frame)) is { } origins
                        && origins.All(origin => origin.Operation != made && IsLimited(origin, code, depth + 1));
            }
        }
    }

    /// <summary>Whether a call filters: of methods whose code isn't here, those whose name says so, or that are given a condition.</summary>
    private static bool MayLimit(IMethodSymbol method) => Limiting.Contains(method.Name)
        || method.IsExtensionMethod && method.ContainingNamespace?.ToDisplayString() is { } space && !Frameworks.Any(framework => space.StartsWith(framework, StringComparison.Ordinal))
        && (method.Name.StartsWith("Where", StringComparison.Ordinal) || method.Name.Contains("Filter") || method.Parameters.Any(parameter => IsCondition(parameter.Type)));

    /// <summary><c>Expression&lt;Func&lt;T, bool&gt;&gt;</c></summary>
    private static bool IsCondition(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Expression", TypeArguments: [INamedTypeSymbol { Name: "Func", TypeArguments: [_, { SpecialType: SpecialType.System_Boolean }] }] };

    private static bool IsAlwaysTrue(IInvocationOperation where) =>
        where.Arguments.LastOrDefault()?.Value.WithoutConversions() is IAnonymousFunctionOperation
        {
            Body.Operations: [IReturnOperation { ReturnedValue.ConstantValue: { HasValue: true, Value: true } }],
        };
}
