using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>
/// Works out the method that a sink call is redirected to. It is generic over all type parameters of the sink's definition, so
/// that a call in generic code is redirected like any other.
/// </summary>
internal static class Interceptor
{
    private const string GeneratedNamespace = "ImmutableGuard.Generated";
    private const string Receiver = "@this";

    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>How a site's call is redirected, or why it can't be.</summary>
    public static (InterceptionModel? Interception, string? NotGuarded) Of(
        FoundSite site, SemanticModel model, CancellationToken cancellation)
    {
        if (WhyNot(site, model.Compilation) is { } reason)
            return (null, reason);
        if (site.Call.Syntax is not InvocationExpressionSyntax syntax
            || model.GetInterceptableLocation(syntax, cancellation) is not { } location)
            return (null, "the compiler can't redirect this call");
        return (Write(site.Call, site.Sink, location), null);
    }

    /// <summary>Whether the compilation's options let our interceptors in.</summary>
    public static bool IsEnabled(ParseOptions options) =>
        options.Features.TryGetValue("InterceptorsNamespaces", out var namespaces)
        && namespaces.Split(';').Any(name => name.Trim() is "ImmutableGuard" or GeneratedNamespace);

    private static string? WhyNot(FoundSite site, Compilation compilation)
    {
        var call = site.Call;
        var method = call.TargetMethod;
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (!IsEnabled(call.Syntax.SyntaxTree.Options))
            return "interceptors are switched off: InterceptorsNamespaces doesn't hold ImmutableGuard.Generated";
        if (DapperAot.Takes(call.Syntax.SyntaxTree.Options, definition, site.Member))
            return "Dapper.AOT redirects this call, and only one redirection is possible; [DapperAot(false)] gives it to the guard";
        if (call.Instance is IInstanceReferenceOperation && call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } })
            return "a call on 'base' can't be redirected";
        if (IsInExpressionTree(call))
            return "a call within an expression tree can't be redirected";
        if (!IsReachable(definition, compilation))
            return "the method or a type in its signature is not accessible to generated code";
        if (call.Instance is not null && definition.ContainingType.IsValueType)
            return "a call on a value type can't be redirected without copying it";
        if (IsTask(definition.ReturnType) && definition.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType))
            return "an asynchronous method with reference parameters can't be redirected";
        return definition.RefKind == RefKind.None ? null : "a method that returns a reference can't be redirected";
    }

    private static bool IsReachable(IMethodSymbol definition, Compilation compilation) =>
        compilation.IsSymbolAccessibleWithin(definition, compilation.Assembly)
        && definition.DeclaredAccessibility is not (Accessibility.Protected or Accessibility.Private or Accessibility.ProtectedAndInternal)
        && definition.Parameters.Select(parameter => parameter.Type).Append(definition.ReturnType).Append(definition.ContainingType)
            .All(type => type is ITypeParameterSymbol || compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));

    private static bool IsInExpressionTree(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
            if (parent is IConversionOperation { Type: INamedTypeSymbol { Name: "Expression", TypeArguments.Length: 1 } }
                or IDelegateCreationOperation { Type: INamedTypeSymbol { Name: "Expression", TypeArguments.Length: 1 } })
                return true;
        return false;
    }

    private static InterceptionModel Write(IInvocationOperation call, Sink sink, InterceptableLocation location)
    {
        var definition = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        var isInstance = !definition.IsStatic;
        var transaction = AccessTarget.TransactionOf(definition, sink);
        var typeParameters = definition.ContainingType.TypeParameters.AddRange(definition.TypeParameters);
        var parameters = definition.Parameters.Select(Declaration).ToList();
        if (isInstance)
            parameters.Insert(0, $"this {definition.ContainingType.ToDisplayString(TypeFormat)} {Receiver}");
        else if (call.Syntax is InvocationExpressionSyntax { ArgumentList.Arguments.Count: var written } && definition.IsExtensionMethod && IsReduced(call, written))
            parameters[0] = "this " + parameters[0];

        var on = isInstance ? Receiver : definition.ContainingType.ToDisplayString(TypeFormat);
        var typeArguments = definition.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", definition.TypeParameters.Select(Name))}>";
        return new(
            location.GetInterceptsLocationAttributeSyntax(),
            definition.ReturnType.ToDisplayString(TypeFormat),
            KindOf(definition),
            typeParameters.Length == 0 ? "" : $"<{string.Join(", ", typeParameters.Select(Name))}>",
            string.Concat(typeParameters.Select(Constraints)),
            string.Join(", ", parameters),
            $"{on}.{definition.Name}{typeArguments}({string.Join(", ", definition.Parameters.Select(parameter => Argument(parameter, transaction)))})",
            AccessTarget.Of(definition, sink, Receiver),
            sink.ReturnsRows && ReturnsInt(definition.ReturnType));
    }

    /// <summary>Whether an extension method was called as if it were the receiver's own.</summary>
    private static bool IsReduced(IInvocationOperation call, int writtenArguments) =>
        call.Arguments.Count(argument => argument.ArgumentKind is ArgumentKind.Explicit) > writtenArguments
        || call.Arguments.FirstOrDefault()?.Syntax is not ArgumentSyntax;

    private static string Declaration(IParameterSymbol parameter) =>
        $"{RefKindOf(parameter)}{parameter.Type.ToDisplayString(TypeFormat)} @{parameter.Name}";

    private static string Argument(IParameterSymbol parameter, IParameterSymbol? transaction) =>
        SymbolEqualityComparer.Default.Equals(parameter, transaction) ? "access.Transaction"
        : parameter.RefKind is RefKind.Ref or RefKind.Out or RefKind.In or RefKind.RefReadOnlyParameter
            ? $"{(parameter.RefKind == RefKind.Out ? "out" : parameter.RefKind == RefKind.Ref ? "ref" : "in")} @{parameter.Name}"
        : "@" + parameter.Name;

    private static string RefKindOf(IParameterSymbol parameter) => parameter.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        RefKind.RefReadOnlyParameter => "ref readonly ",
        _ => "",
    };

    private static string Name(ITypeParameterSymbol parameter) => "@" + parameter.Name;

    private static string Constraints(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasReferenceTypeConstraint)
            constraints.Add("class");
        if (parameter.HasUnmanagedTypeConstraint)
            constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint)
            constraints.Add("struct");
        if (parameter.HasNotNullConstraint)
            constraints.Add("notnull");
        constraints.AddRange(parameter.ConstraintTypes.Select(type => type.ToDisplayString(TypeFormat)));
        if (parameter.HasConstructorConstraint && !parameter.HasValueTypeConstraint)
            constraints.Add("new()");
        return constraints.Count == 0 ? "" : $" where {Name(parameter)} : {string.Join(", ", constraints)}";
    }

    private static ResultKind KindOf(IMethodSymbol method) =>
        method.ReturnsVoid ? ResultKind.Void
        : !IsTask(method.ReturnType) ? ResultKind.Value
        : ((INamedTypeSymbol)method.ReturnType).TypeArguments.Length == 0 ? ResultKind.Task
        : ResultKind.TaskOfValue;

    private static bool IsTask(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", ContainingNamespace: { } space }
        && space.ToDisplayString() == "System.Threading.Tasks";

    private static bool ReturnsInt(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_Int32
        || IsTask(type) && ((INamedTypeSymbol)type).TypeArguments is [{ SpecialType: SpecialType.System_Int32 }];
}
