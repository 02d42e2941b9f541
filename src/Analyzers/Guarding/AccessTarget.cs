using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>Writes the expression by which a guarded call tells the guard what is accessed.</summary>
internal static class AccessTarget
{
    private const string Type = "global::ImmutableGuard.Runtime.AccessTarget";

    public static string Of(IMethodSymbol method, Sink sink, string receiver)
    {
        if (sink.Text is ["this"])
            return $"{Type}.Command({receiver})";
        if (sink.CarriesText)
            return $"{Type}.Sql({TextOf(method, sink)}, {ConnectionOf(method, sink)})";
        var parameter = sink.Resource.Placeholder;
        if (parameter.Length == 0 || sink.Resource.IsEntity)
            return $"{Type}.Declared";
        var value = parameter.StartsWith("this.", StringComparison.Ordinal)
            ? receiver + parameter.Substring("this".Length)
            : Has(method, parameter) ? "@" + parameter : "null";
        return $"{Type}.Resource(\"{sink.Resource.Prefix.TrimEnd(':')}\", {(value == "null" ? "(string)null" : value)})";
    }

    private static string TextOf(IMethodSymbol method, Sink sink)
    {
        foreach (var path in sink.Text)
            if (Has(method, path.Split('.')[0]))
                return "@" + path;
        // A method of the sink's name that carries its text some other way: the guard takes it as not understood.
        return "null";
    }

    private static string ConnectionOf(IMethodSymbol method, Sink sink) =>
        sink.Connection is { } connection && Has(method, connection) ? "@" + connection : "null";

    private static bool Has(IMethodSymbol method, string parameter) => method.Parameters.Any(candidate => candidate.Name == parameter);
}
