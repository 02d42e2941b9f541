using ImmutableGuard.Analyzers.Sites.Values;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ImmutableGuard.Analyzers.Sites.Strings;

/// <summary>Calls that read a whole text: of a file, or of a resource embedded in the assembly.</summary>
internal static class FileTexts
{
    /// <summary>Whether a library's call reads a whole text, now or as a task.</summary>
    public static bool IsReading(IInvocationOperation call) => (call.TargetMethod.ContainingType?.Name, call.TargetMethod.Name) switch
    {
        ("File", "ReadAllText" or "ReadAllTextAsync") or ("StreamReader" or "TextReader", "ReadToEnd" or "ReadToEndAsync") =>
            call.TargetMethod.ContainingNamespace is { Name: "IO", ContainingNamespace.Name: "System" },
        _ => false,
    };

    /// <summary>The texts that such a call can read; null where one isn't part of the project.</summary>
    /// <param name="call">The call.</param>
    /// <param name="frame">What is known around it.</param>
    /// <param name="code">The source code, with the project's files.</param>
    /// <param name="read">Reads the texts that a value can be, with holes for what isn't known.</param>
    public static IReadOnlyList<string>? Of(IInvocationOperation call, Frame frame, SourceCode code, Func<Value, IReadOnlyList<string>?> read)
    {
        if (code.Files.IsEmpty)
            return null;
        if (call.Instance is null)
            return All(Names(call, frame, "path", read), name => TextFiles.OfPath(code.Files, name));
        return Made(new(call.Instance, frame), code, "StreamReader") is { } readers
            ? Join(readers.Select(reader => OfReader((IObjectCreationOperation)reader.Operation, reader.Frame, code, read)))
            : null;
    }

    private static IReadOnlyList<string>? OfReader(IObjectCreationOperation reader, Frame frame, SourceCode code, Func<Value, IReadOnlyList<string>?> read)
    {
        if (reader.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value is not { } source)
            return null;
        if (source.Type?.SpecialType == SpecialType.System_String)
            return All(read(new(source, frame)), name => TextFiles.OfPath(code.Files, name));
        return new Origins(code).Of(new(source, frame)) is { } streams ? Join(streams.Select(stream => OfStream(stream, code, read))) : null;
    }

    private static IReadOnlyList<string>? OfStream(Value stream, SourceCode code, Func<Value, IReadOnlyList<string>?> read)
    {
        if (stream.Operation is not IInvocationOperation { TargetMethod: { Name: "GetManifestResourceStream", ContainingType.Name: "Assembly" } } opened)
            return null;
        var beside = opened.Arguments.Select(argument => argument.Value).OfType<ITypeOfOperation>().FirstOrDefault()?.TypeOperand;
        if (beside is null && opened.Arguments.Length != 1)
            return null;
        var prefix = beside?.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." : "";
        return All(Names(opened, stream.Frame, "name", read), name => TextFiles.OfResource(code.Files, prefix + name));
    }

    private static IReadOnlyList<string>? Names(IInvocationOperation call, Frame frame, string parameter, Func<Value, IReadOnlyList<string>?> read) =>
        call.ArgumentValue(parameter) is { } name ? read(new(name, frame)) : null;

    private static IReadOnlyList<Value>? Made(Value value, SourceCode code, string type) =>
        new Origins(code).Of(value) is { } origins && origins.All(origin => origin.Operation is IObjectCreationOperation { Type.Name: var name, Constructor.DeclaringSyntaxReferences.IsEmpty: true } && name == type)
            ? origins : null;

    private static IReadOnlyList<string>? All(IReadOnlyList<string>? names, Func<string, string?> text)
    {
        var texts = names?.Select(text).ToList();
        return texts is null || texts.Contains(null) ? null : [.. texts.Select(one => one!).Distinct(StringComparer.Ordinal)];
    }

    private static IReadOnlyList<string>? Join(IEnumerable<IReadOnlyList<string>?> parts)
    {
        var all = parts.ToList();
        return all.Contains(null) ? null : [.. all.SelectMany(part => part!).Distinct(StringComparer.Ordinal)];
    }
}
