using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Sinks;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>The resource that an argument names: a file's path, an address.</summary>
internal static class ArgumentResource
{
    /// <summary>The resource; <c>kind:*</c> where the argument isn't one constant.</summary>
    public static string Of(IInvocationOperation call, SinkTemplate template, SourceCode code)
    {
        if (template.Placeholder.Length == 0)
            return template.Prefix;
        var texts = call.ArgumentValue(template.Placeholder) is { } value ? Texts.Of(new(value, Frame.Empty), code) : null;
        return texts is [var text] && Name(template.Prefix, text) is { } name ? template.Prefix + name : template.Prefix + "*";
    }

    private static string? Name(string kind, string text) => kind switch
    {
        // A part that isn't known is a wildcard; in the host there is no address with one.
        "http:" => Uri.TryCreate(text.Replace(SqlEffects.Hole, '*'), UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Authority + uri.AbsolutePath : null,
        // A relative path or one with '..' means another file wherever the process happens to run.
        "file:" => text.Length > 0 && text[0] == '/' && !text.Split('/').Contains("..") && text.IndexOf(SqlEffects.Hole) < 0
            ? text
            : null,
        _ => null,
    };
}
