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
    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>How a site's call is redirected, or why it can't be.</summary>
    public static (InterceptionModel? Interception, string? NotGuarded) Of(
        FoundSite site, SemanticModel model, CancellationToken cancellation)
    {
        if (Redirectable.WhyNot(site, model.Compilation) is { } obstacle)
            return (null, obstacle.Reason);
        if (site.Call is not { } call || call.Syntax is not InvocationExpressionSyntax syntax
            || model.GetInterceptableLocation(syntax, cancellation) is not { } location)
            return (null, "the compiler can't redirect this call");
        return (Write(call, site.Passed is null ? site.Sink : null, location), null);
    }

    private static InterceptionModel Write(IInvocationOperation call, Sink? sink, InterceptableLocation location)
    {
        var method = call.Definition().Compiled();
        var transaction = sink is null ? null : AccessTarget.TransactionOf(method, sink);
        var typeParameters = method.AllTypeParameters();
        var parameters = method.Parameters.Select(Declaration).ToList();
        var arguments = method.Parameters.Select(Argument).ToList();
        if (!method.IsStatic)
        {
            parameters.Insert(0, $"{method.ContainingType.ToDisplayString(TypeFormat)} {GeneratedNames.Receiver}");
            arguments.Insert(0, GeneratedNames.Receiver);
        }

        var on = method.IsStatic ? method.ContainingType.ToDisplayString(TypeFormat) : GeneratedNames.Receiver;
        var typeArguments = method.TypeParameters.Length == 0 ? "" : $"<{string.Join(", ", method.TypeParameters.Select(Name))}>";
        var original = method.Parameters.Select(parameter =>
            SymbolEqualityComparer.Default.Equals(parameter, transaction) ? GeneratedNames.Access + ".Transaction" : Argument(parameter));
        return new(location.GetInterceptsLocationAttributeSyntax(), !method.IsStatic || IsReduced(call), new(
            method.ReturnType.ToDisplayString(TypeFormat),
            ResultKinds.Of(method),
            typeParameters.Count == 0 ? "" : $"<{string.Join(", ", typeParameters.Select(Name))}>",
            string.Concat(typeParameters.Select(Constraints)),
            string.Join(", ", parameters),
            string.Join(", ", arguments),
            $"{on}.{method.Name}{typeArguments}({string.Join(", ", original)})",
            sink is null ? null : AccessTarget.Of(method, sink),
            sink is { ReturnsRows: true } && ResultKinds.IsInt32(method.ReturnType)));
    }

    /// <summary>Whether an extension method was called as if it were the receiver's own: the receiver isn't written as an argument.</summary>
    private static bool IsReduced(IInvocationOperation call) =>
        call.TargetMethod.IsExtensionMethod && call.Arguments.FirstOrDefault()?.Syntax is not ArgumentSyntax
        || ExtensionMembers.IsBlock(call.TargetMethod.ContainingType) && !call.TargetMethod.IsStatic;

    private static string Declaration(IParameterSymbol parameter) =>
        $"{RefKindOf(parameter)}{parameter.Type.ToDisplayString(TypeFormat)} @{parameter.Name}";

    private static string Argument(IParameterSymbol parameter) => parameter switch
    {
        // What is passed on as 'dynamic' would be bound when it runs.
        { RefKind: RefKind.None, Type.TypeKind: TypeKind.Dynamic } => "(object)@" + parameter.Name,
        { RefKind: RefKind.None } => "@" + parameter.Name,
        { RefKind: RefKind.Out } => "out @" + parameter.Name,
        { RefKind: RefKind.Ref } => "ref @" + parameter.Name,
        _ => "in @" + parameter.Name,
    };

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
}
