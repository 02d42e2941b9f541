using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Strings;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Arguments;

/// <summary>The resource that an argument names: a file's path, an address, a collection, the pattern of a key.</summary>
internal static class ArgumentResource
{
    // More of them say no more than that any may be meant.
    private const int MostNames = 16;

    /// <summary>The resource; <c>kind:*</c> where the argument isn't one constant.</summary>
    public static string Of(IInvocationOperation call, SinkTemplate template, SourceCode code) =>
        TextsOf(call, template, code, null) is [var text] && Name(template.Prefix, text) is { } name ? template.Prefix + name : template.Widest;

    /// <summary>The resources, where the argument is one of several that are all known, as the names that overrides return; else one as above.</summary>
    public static IReadOnlyList<string> AllOf(IInvocationOperation call, SinkTemplate template, SourceCode code)
    {
        var names = TextsOf(call, template, code, null)?.Select(text => Name(template.Prefix, text)).Distinct(StringComparer.Ordinal).ToList();
        return names is null or { Count: > MostNames } || names.Contains(null) ? [template.Widest] : [.. names.Select(name => template.Prefix + name)];
    }

    /// <summary>The resource that a value names; <c>kind:*</c> where it isn't one constant.</summary>
    public static string Of(IOperation value, SinkTemplate template, SourceCode code) =>
        Texts.Of(new(Text(value), Frame.Empty), code) is [var text] && Name(template.Prefix, text) is { } name ? template.Prefix + name : template.Widest;

    /// <summary>The resource with what is left open as marks; null where it isn't one text, or nothing is open.</summary>
    public static string? Open(IInvocationOperation call, SinkTemplate template, SourceCode code, Givens givens) =>
        TextsOf(call, template, code, givens) is [var text] && Marks.AreIn(text) ? template.Prefix + text : null;

    /// <summary>The resource that a text names; <c>kind:*</c> where it doesn't name one.</summary>
    /// <param name="resource">The kind and the text.</param>
    public static string Named(string resource)
    {
        var prefix = resource.Substring(0, resource.IndexOf(':') + 1);
        return Name(prefix, resource.Substring(prefix.Length)) is { } name ? prefix + name : prefix + "*";
    }

    private static IReadOnlyList<string>? TextsOf(IInvocationOperation call, SinkTemplate template, SourceCode code, Givens? givens)
    {
        var values = template.Kind switch
        {
            PlaceholderKind.Argument => ArgumentValues.Of(call, template.Placeholder, code, givens),
            PlaceholderKind.Receiver => ReceiverOrigin.Argument(call, template.Placeholder, code),
            _ => null,
        };
        return values is { Count: > 0 } ? Texts.OfAll([.. values.Select(value => value with { Operation = Text(value.Operation) })], code, givens) : null;
    }

    /// <summary>The text behind what libraries make of one: a <c>Uri</c>, a <c>RedisKey</c>.</summary>
    private static IOperation Text(IOperation value) => value.WithoutConversions() switch
    {
        IConversionOperation { OperatorMethod: { } made, Operand: var text } when made.DeclaringSyntaxReferences.IsEmpty => text,
        IObjectCreationOperation { Constructor.DeclaringSyntaxReferences.IsEmpty: true, Arguments: [{ Value: var text }], Initializer: null, Type.Name: "Uri" or "RedisKey" } => text,
        var other => other,
    };

    private static string Unbracketed(string name) => name is ['[', _, .., ']'] ? name.Substring(1, name.Length - 2) : name;

    private static string? Name(string prefix, string text) => prefix.Substring(0, prefix.IndexOf(':')) switch
    {
        // A part that isn't known is a wildcard; in the host there is no address with one.
        "http" => Uri.TryCreate(text.Replace(SqlEffects.Hole, '*'), UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Authority + uri.AbsolutePath : null,
        // A relative path or one with '..' means another file wherever the process happens to run.
        "file" => text.Length > 0 && text[0] == '/' && !text.Split('/').Contains("..") && text.IndexOf(SqlEffects.Hole) < 0
            ? text
            : null,
        // Only plain names, each in brackets or not: how other quotes are meant is the library's affair.
        "sql" => text.Split('.').Select(Unbracketed).ToList() is var parts && parts.All(part => part.Length > 0 && part.All(c => char.IsLetterOrDigit(c) || c is '_' or SqlEffects.Hole))
            ? string.Join(".", parts).Replace(SqlEffects.Hole, '*')
            : null,
        // Names of containers, collections and keys: a wildcard that is meant as itself would be taken for one of ours.
        _ => text.Length > 0 && text.IndexOf('*') < 0 ? text.Replace(SqlEffects.Hole, '*') : null,
    };
}
