using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>Tells of a name whether declarations alone say that it is no use of a sink.</summary>
internal static class DeclaredUse
{
    /// <summary>Whether what a name stands for can be of one of the sinks' types; true where only binding tells.</summary>
    /// <param name="name">The name.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="sinks">The sinks.</param>
    public static bool MayBeSink(SimpleNameSyntax name, SemanticModel model, KnownSinks sinks)
    {
        var method = name.Identifier.ValueText;
        if (IsUnqualifiedCall(name))
            return MayBeUnqualified(name, method, model, sinks);
        if (ReceiverOf(name) is not { } receiver)
            return true;
        if (DeclaredTypes.Of(receiver, model) is not { } type)
            return true;
        // Where something is called, a property of that name doesn't keep an extension from being meant.
        if (NamedUses.UseOf(name) is not InvocationExpressionSyntax && DeclaredTypes.Members(type, method).FirstOrDefault() is { } member and not IMethodSymbol)
            return false;
        return sinks.MayBeOf(type, method);
    }

    private static bool IsUnqualifiedCall(SimpleNameSyntax name) => name.Parent is InvocationExpressionSyntax call && call.Expression == name;

    /// <summary>Whether a method that is called without a receiver may be a sink: one of the types around it, or of a type that is used as a whole.</summary>
    private static bool MayBeUnqualified(SimpleNameSyntax name, string method, SemanticModel model, KnownSinks sinks) =>
        Scope.Of(model.Compilation).Find(method, name, model, out _) is not { Length: > 0 } found || found.Any(symbol => symbol is not IMethodSymbol own || sinks.IsDeclaredIn(own.ContainingType, method));

    private static ExpressionSyntax? ReceiverOf(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
        MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax { Parent: ConditionalAccessExpressionSyntax access } call } when access.WhenNotNull == call => access.Expression,
        _ => null,
    };
}
