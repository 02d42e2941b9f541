using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>
/// How a call's receiver was made: a collection got by <c>GetCollection("customers")</c>, a client constructed with its
/// container's name. It is followed through locals, fields and properties that get their value in one place.
/// </summary>
internal static class ReceiverOrigin
{
    private const int Longest = 16;

    /// <summary>The argument by which the receiver, or what it was made from, was got; null where that can't be told.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path"><c>method.parameter</c>; a constructor's parameter of that name counts too.</param>
    public static IOperation? Argument(IInvocationOperation call, string path)
    {
        var dot = path.IndexOf('.');
        var (method, parameter) = (path.Substring(0, dot), path.Substring(dot + 1));
        var value = call.ReceiverValue();
        for (var step = 0; step < Longest && value is not null; step++)
        {
            switch (value.WithoutConversions())
            {
                case IInvocationOperation got when got.TargetMethod.Name == method:
                    return got.ArgumentValue(parameter);
                case IInvocationOperation other when IsLibrarys(other.TargetMethod):
                    value = other.ReceiverValue();
                    break;
                case IObjectCreationOperation { Constructor: { } constructor } creation when IsLibrarys(constructor):
                    return creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value;
                case IAwaitOperation awaited:
                    value = awaited.Operation;
                    break;
                case ILocalReferenceOperation local:
                    value = LocalValues.Of(local) is [var only] ? only : null;
                    break;
                case IFieldReferenceOperation { Field: { IsReadOnly: true } field }:
                    value = OnlyValue(field, value.SemanticModel!.Compilation);
                    break;
                // collection.Indexes belongs to the collection.
                case IPropertyReferenceOperation { Property: var property, Instance: var holder } when IsLibrarys(property):
                    value = holder;
                    break;
                case IPropertyReferenceOperation { Property: { SetMethod: null, IsVirtual: false, IsAbstract: false, IsOverride: false } property }:
                    value = OnlyValue(property, value.SemanticModel!.Compilation);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static bool IsLibrarys(ISymbol symbol) => symbol.DeclaringSyntaxReferences.IsEmpty;

    /// <summary>The only expression that a read-only field or property gets its value from; null where there are others, or none here.</summary>
    private static IOperation? OnlyValue(ISymbol member, Compilation compilation)
    {
        var values = new List<ExpressionSyntax>();
        foreach (var reference in member.DeclaringSyntaxReferences)
            values.AddRange(reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var initial } => [initial],
                PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => [body],
                PropertyDeclarationSyntax { Initializer.Value: var initial } => [initial],
                _ => [],
            });
        // Only constructors can assign the rest.
        foreach (var constructor in member.ContainingType.Constructors.SelectMany(constructor => constructor.DeclaringSyntaxReferences))
            values.AddRange(constructor.GetSyntax().DescendantNodes().OfType<AssignmentExpressionSyntax>()
                .Where(assignment => assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) && NameOf(assignment.Left) == member.Name)
                .Select(assignment => assignment.Right));
        return values is [var only] ? compilation.GetSemanticModel(only.SyntaxTree).GetOperation(only) : null;
    }

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };
}
