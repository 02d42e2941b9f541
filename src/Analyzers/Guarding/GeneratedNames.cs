namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>The names in generated code, none of which a parameter of a sink bears.</summary>
internal static class GeneratedNames
{
    public const string
        Guarded = "__guarded",
        Receiver = "__this",
        Site = "__site",
        Access = "__access",
        Result = "__result",
        Exception = "__exception";
}
