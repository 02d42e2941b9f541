using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Arguments;

/// <summary>
/// How a call's receiver was made: a collection got by <c>GetCollection("customers")</c>, a client constructed with its
/// container's name.
/// </summary>
internal static class ReceiverOrigin
{
    private const int Deepest = 20;

    /// <summary>The arguments by which the receiver, or what it was made from, was got; null where one can't be told.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path"><c>method.parameter</c>, with alternatives separated by <c>|</c>; a constructor's parameter of that name counts too.</param>
    /// <param name="code">The source code.</param>
    public static IReadOnlyList<Value>? Argument(IInvocationOperation call, string path, SourceCode code)
    {
        var dot = path.IndexOf('.');
        var (method, parameters) = (path.Substring(0, dot), path.Substring(dot + 1).Split('|'));
        var found = new List<Value>();
        return call.ReceiverValue() is { } receiver && Follow(new(receiver, Frame.Empty), 0) ? found : null;

        bool Follow(Value value, int depth) =>
            depth < Deepest && new Origins(code).Of(value) is { } origins && origins.All(origin => origin.Operation switch
            {
                IInvocationOperation got when got.TargetMethod.Name == method => Add(Named(got.Arguments), origin.Frame),
                IInvocationOperation other => IsLibrarys(other.TargetMethod) && other.ReceiverValue() is { } holder && Follow(new(holder, origin.Frame), depth + 1),
                IObjectCreationOperation { Constructor: { } constructor, Arguments: var arguments } =>
                    IsLibrarys(constructor) && Add(Named(arguments), origin.Frame),
                // collection.Indexes belongs to the collection.
                IPropertyReferenceOperation { Property: var property, Instance: { } holder } => IsLibrarys(property) && Follow(new(holder, origin.Frame), depth + 1),
                _ => false,
            });

        IOperation? Named(IEnumerable<IArgumentOperation> arguments) => parameters
            .Select(parameter => arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value)
            .FirstOrDefault(value => value is not null);

        bool Add(IOperation? argument, Frame frame)
        {
            if (argument is null)
                return false;
            found.Add(new(argument, frame));
            return true;
        }
    }

    /// <summary>Whether code is a library's; this project's own may do anything in it.</summary>
    private static bool IsLibrarys(ISymbol symbol) => symbol.DeclaringSyntaxReferences.IsEmpty;
}
