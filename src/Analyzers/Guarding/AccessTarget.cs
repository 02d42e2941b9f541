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
        if (sink.Verb is not null)
            return $"{Type}.Http({VerbOf(method, sink.Verb)}, {BaseAddress(method)}, {AddressOf(method, sink.Resource.Placeholder)})";
        return sink.Resource.Kind != PlaceholderKind.Argument ? DeclaredOrDeferred(sink) : sink.Resource.Prefix switch
        {
            "file:" => $"{Type}.File({string.Join(", ", sink.Resources.Select(file => ArgumentPath.Text(method, file.Placeholder) ?? "null"))})",
            "http:" => $"{Type}.Http({BaseAddress(method)}, {AddressOf(method, sink.Resource.Placeholder)})",
            _ => DeclaredOrDeferred(sink),
        };
    }

    private static string DeclaredOrDeferred(Sink sink) => sink.Deferred ? $"{Type}.Deferred" : $"{Type}.Declared";

    private static string BaseAddress(IMethodSymbol method) => method switch
    {
        { IsStatic: false, ContainingType.Name: "HttpClient" } => GeneratedNames.Receiver + ".BaseAddress",
        { IsStatic: true, Parameters: [{ Type.Name: "HttpClient", Name: var client }, ..] } => $"@{client}?.BaseAddress",
        _ => "null",
    };

    private static string AddressOf(IMethodSymbol method, string path) =>
        ArgumentPath.Of(method, path) is { Type: { SpecialType: SpecialType.System_String } or { Name: "Uri" } } address ? address.Expression : "(string)null";

    /// <summary>The HTTP method as text: an <c>HttpMethod</c>'s, an enumeration's name, or the text itself.</summary>
    private static string VerbOf(IMethodSymbol method, string path) => ArgumentPath.Of(method, path) switch
    {
        { Type.SpecialType: SpecialType.System_String } text => text.Expression,
        { Type.Name: "HttpMethod" } verb => verb.Expression + "?.Method",
        { Type.TypeKind: TypeKind.Enum } verb => verb.Expression + ".ToString()",
        _ => "(string)null",
    };

    private static string TextOf(IMethodSymbol method, Sink sink) =>
        // A method of the sink's name that carries its text some other way: the guard takes it as not understood.
        sink.Text.Select(path => ArgumentPath.Text(method, path)).FirstOrDefault(text => text is not null) ?? "null";

    private static string ConnectionOf(IMethodSymbol method, Sink sink) =>
        // What an ORM calls its connection may be a type of its own.
        sink.Connection is { } connection && ArgumentPath.Of(method, connection) is { } found && IsConnection(found.Type) ? found.Expression : "null";

    private static bool IsConnection(ITypeSymbol type) =>
        type.AllInterfaces.Append(type).Any(candidate => candidate is { Name: "IDbConnection", ContainingNamespace: { Name: "Data", ContainingNamespace.Name: "System" } });
}
