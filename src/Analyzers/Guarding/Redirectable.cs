using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Analyzers.Sites.Uses;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>
/// Tells of a call whether generated code can stand in for it. What can't be written without a compile error, or not without
/// changing what the call means, is left alone and listed as not guarded.
/// </summary>
internal static class Redirectable
{
    private const string GeneratedNamespace = "ImmutableGuard.Generated";

    private static readonly Obstacle SwitchedOff = new(
        "interceptors are switched off: InterceptorsNamespaces doesn't hold ImmutableGuard.Generated", "add it to that property of the project");

    private static readonly Obstacle TakenByDapper = new(
        "Dapper.AOT redirects this call, and only one redirection is possible; [DapperAot(false)] gives it to the guard",
        "put [DapperAot(false)] on the member, which gives it to the guard");

    private static readonly Obstacle HandedOut = new(
        "a method that is handed out instead of called can't be redirected", "hand out a lambda that calls it");

    private static readonly Obstacle BoundAtRunTime = new(
        "a call that is bound when it runs can't be redirected", "cast the receiver and the arguments to their types instead of 'dynamic'");

    private static readonly Obstacle LookedUp = new(
        "a method that is looked up by its name can't be redirected", "call it directly, or through an interface of your own");

    private static readonly Obstacle MadeByOthers = new(
        "another generator makes this code, which ours can't see", "move it to a file of your own, as the code-behind of a component or page");

    private static readonly Obstacle Created = new(
        "a constructor can't be redirected", "call a method that makes it: File.Open instead of new FileStream");

    private static readonly Obstacle Set = new(
        "a property that is set can't be redirected",
        "call a method that does it (Remove or Update instead of State), or sanction it without a limit that only the guard can keep (expires, maxRows)");

    private static readonly Obstacle OnBase = new(
        "a call on 'base' can't be redirected", "hold the object in a field and call it there, instead of deriving from its type");

    private static readonly Obstacle InExpression = new(
        "a call within an expression tree can't be redirected", "make it a delegate (Func or Action), or call it outside of the expression");

    private static readonly Obstacle OnValueType = new(
        "a call on a value type can't be redirected without copying it", "call it through the interface");

    private static readonly Obstacle Unnameable = new(
        "generated code can't name the method, or a type in its signature", "make both at least internal, and give type parameters names of their own");

    private static readonly Obstacle ByReference = new(
        "a method that returns a reference, or takes a scoped one, can't be redirected", "call an overload that takes values");

    private static readonly Obstacle AsynchronousByReference = new(
        "an asynchronous method with reference parameters can't be redirected", "call an overload that takes values");

    /// <summary>Why a use of a sink can't be redirected; null where it can.</summary>
    /// <param name="site">The use.</param>
    /// <param name="compilation">The compilation that the generated code becomes part of.</param>
    public static Obstacle? WhyNot(FoundSite site, Compilation compilation)
    {
        if (site is { IsMark: true, Call: { } giver })
            return WhyNot(giver, site, compilation) is null ? null : Set;
        if (site.Use != SinkUse.Call || site.Call is not { } call)
            return site.Use switch
            {
                SinkUse.Dynamic => BoundAtRunTime,
                SinkUse.Reflection => LookedUp,
                SinkUse.Creation => Created,
                SinkUse.Assignment => Set,
                _ => HandedOut,
            };
        return WhyNot(call, site, compilation);
    }

    private static Obstacle? WhyNot(IInvocationOperation call, FoundSite site, Compilation compilation)
    {
        var method = call.Definition().Compiled();
        if (OtherGenerators.Made(call.Syntax.SyntaxTree, compilation))
            return MadeByOthers;
        if (!IsEnabled(call.Syntax.SyntaxTree.Options))
            return SwitchedOff;
        if (DapperAot.Takes(call.Syntax.SyntaxTree.Options, method, site.Member))
            return TakenByDapper;
        if (call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax } })
            return OnBase;
        if (IsInExpressionTree(call))
            return InExpression;
        if (call.Instance?.Type is { IsValueType: true })
            return OnValueType;
        if (!CanBeCalled(method, compilation) || !SignatureTypes(method).All(type => CanBeNamed(type, compilation)))
            return Unnameable;
        // An 'out' parameter is scoped by itself, in ours as in theirs.
        if (method.RefKind != RefKind.None || method.Parameters.Any(parameter => parameter is { ScopedKind: not ScopedKind.None, RefKind: not RefKind.Out }))
            return ByReference;
        if (ResultKinds.IsTask(method.ReturnType) && method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType))
            return AsynchronousByReference;
        return null;
    }

    /// <summary>Whether the compilation's options let our interceptors in.</summary>
    private static bool IsEnabled(ParseOptions options) =>
        options.Features.TryGetValue("InterceptorsNamespaces", out var namespaces)
        && namespaces.Split(';').Any(name => name.Trim() is "ImmutableGuard" or GeneratedNamespace);

    private static bool IsInExpressionTree(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
            if (parent is IConversionOperation { Type: INamedTypeSymbol { Name: "Expression", TypeArguments.Length: 1 } }
                or IDelegateCreationOperation { Type: INamedTypeSymbol { Name: "Expression", TypeArguments.Length: 1 } })
                return true;
        return false;
    }

    private static bool CanBeCalled(IMethodSymbol method, Compilation compilation) =>
        compilation.IsSymbolAccessibleWithin(method, compilation.Assembly)
        && method.DeclaredAccessibility is not (Accessibility.Protected or Accessibility.Private or Accessibility.ProtectedAndInternal)
        && !IsObsoleteError(method) && !IsObsoleteError(method.ContainingType)
        && method.AllTypeParameters() is var typeParameters
        && typeParameters.Select(parameter => parameter.Name).Distinct(StringComparer.Ordinal).Count() == typeParameters.Count
        && !typeParameters.Any(parameter => parameter.AllowsRefLikeType);

    private static IEnumerable<ITypeSymbol> SignatureTypes(IMethodSymbol method) =>
    [
        method.ContainingType,
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.Type),
        .. method.AllTypeParameters().SelectMany(parameter => parameter.ConstraintTypes),
    ];

    private static bool CanBeNamed(ITypeSymbol type, Compilation compilation) => type switch
    {
        ITypeParameterSymbol or IDynamicTypeSymbol => true,
        IArrayTypeSymbol array => CanBeNamed(array.ElementType, compilation),
        INamedTypeSymbol named => !named.IsFileLocal
            && compilation.IsSymbolAccessibleWithin(named, compilation.Assembly)
            && IsInGlobalAlias(named, compilation)
            && named.TypeArguments.All(argument => CanBeNamed(argument, compilation))
            && (named.ContainingType is null || CanBeNamed(named.ContainingType, compilation)),
        // A pointer needs an unsafe context, which generated code doesn't ask of the project.
        _ => false,
    };

    /// <summary>A reference that has only aliases of its own is out of reach of <c>global::</c>.</summary>
    private static bool IsInGlobalAlias(INamedTypeSymbol type, Compilation compilation) =>
        type.ContainingAssembly is null
        || compilation.GetMetadataReference(type.ContainingAssembly)?.Properties.Aliases is not { IsDefaultOrEmpty: false } aliases
        || aliases.Contains("global");

    private static bool IsObsoleteError(ISymbol symbol) => symbol.GetAttributes().Any(attribute =>
        attribute is { AttributeClass.Name: nameof(ObsoleteAttribute), ConstructorArguments: [_, { Value: true }] });
}
