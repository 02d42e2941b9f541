using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>Writes the expression by which a guarded call tells the guard what is accessed.</summary>
internal static class AccessTarget
{
    private const string Type = "global::ImmutableGuard.Runtime.AccessTarget";

    /// <summary>The parameter that takes a transaction, which the guard may replace with its own; null where there is none.</summary>
    public static IParameterSymbol? TransactionOf(IMethodSymbol method, Sink sink) =>
        sink.Connection is null ? null : method.Parameters.FirstOrDefault(parameter => parameter.Type is { Name: "IDbTransaction", ContainingNamespace: { } space } && space.ToDisplayString() == "System.Data");

    public static string Of(IMethodSymbol method, Sink sink)
    {
        if (sink.Text is ["this"] && !method.IsStatic)
            return $"{Type}.Command({GeneratedNames.Receiver})";
        if (sink.CarriesText)
            return $"{Type}.Sql({TextOf(method, sink)}, {ConnectionOf(method, sink)}{(TransactionOf(method, sink) is { } transaction ? ", @" + transaction.Name : "")})";
        if (sink.Resource.Placeholder.Length == 0 || sink.Resource.IsEntity)
            return sink.Deferred ? $"{Type}.Deferred" : $"{Type}.Declared";
        var name = NameOf(method, sink.Resource.Placeholder);
        return sink.Resource.Prefix switch
        {
            "file:" => $"{Type}.File({name ?? "null"})",
            "http:" => $"{Type}.Http({(method is { IsStatic: false, ContainingType.Name: "HttpClient" } ? GeneratedNames.Receiver + ".BaseAddress" : "null")}, {name ?? "(string)null"})",
            _ => $"{Type}.Declared",
        };
    }

    private static string? NameOf(IMethodSymbol method, string placeholder) =>
        placeholder.StartsWith("this.", StringComparison.Ordinal) ? method.IsStatic ? null : GeneratedNames.Receiver + placeholder.Substring("this".Length)
        : Has(method, placeholder) ? "@" + placeholder
        : null;

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
