using ImmutableGuard.Sinks;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>The resource that an argument names: a file's path, an address, a collection, the pattern of a key.</summary>
internal static class ArgumentResource
{
    /// <summary>The resource; <c>kind:*</c> where the argument isn't one constant.</summary>
    public static string Of(IInvocationOperation call, SinkTemplate template)
    {
        var value = template.Kind switch
        {
            PlaceholderKind.Argument => Argument(call, template.Placeholder),
            PlaceholderKind.Receiver => ReceiverOrigin.Argument(call, template.Placeholder),
            _ => null,
        };
        var texts = value is null ? null : ConstantTexts.Of(Text(value));
        return texts is [var text] && Name(template.Prefix, text) is { } name ? template.Prefix + name : template.Widest;
    }

    /// <summary>An argument, or the only value that a property of it is given.</summary>
    private static IOperation? Argument(IInvocationOperation call, string path)
    {
        var dot = path.IndexOf('.');
        if (dot < 0)
            return call.ArgumentValue(path);
        return call.ArgumentValue(path.Substring(0, dot)) is { } argument
            && ArgumentProperty.Of(argument, path.Substring(dot + 1)) is [var only] ? only : null;
    }

    /// <summary>The text behind what libraries make of one: a <c>Uri</c>, a <c>RedisKey</c>.</summary>
    private static IOperation Text(IOperation value) => value.WithoutConversions() switch
    {
        IConversionOperation { OperatorMethod: { } made, Operand: var text } when made.DeclaringSyntaxReferences.IsEmpty => text,
        IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: true, Arguments: [var text, ..], Initializer: null } creation
            when creation.Arguments.Skip(1).All(argument => argument.IsImplicit) && creation.Type?.Name is "Uri" or "RedisKey" => text.Value,
        var other => other,
    };

    private static string? Name(string prefix, string text) => prefix.Substring(0, prefix.IndexOf(':')) switch
    {
        // A part that isn't known is a wildcard; in the host there is no address with one.
        "http" => Uri.TryCreate(text.Replace(SqlEffects.Hole, '*'), UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Authority + uri.AbsolutePath : null,
        // A relative path or one with '..' means another file wherever the process happens to run.
        "file" => text.Length > 0 && text[0] == '/' && !text.Split('/').Contains("..") && text.IndexOf(SqlEffects.Hole) < 0
            ? text
            : null,
        // Only plain names: how quotes and brackets are meant is the library's affair.
        "sql" => text.Length > 0 && text.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or SqlEffects.Hole) ? text.Replace(SqlEffects.Hole, '*') : null,
        // Names of containers, collections and keys: a wildcard that is meant as itself would be taken for one of ours.
        _ => text.Length > 0 && text.IndexOf('*') < 0 ? text.Replace(SqlEffects.Hole, '*') : null,
    };
}
