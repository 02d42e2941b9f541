using ImmutableGuard.Policies;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Sinks;

/// <summary>An API that carries out a data access: one line of the catalogue.</summary>
public sealed record Sink
{
    private const Operation Harmless = Operation.Read | Operation.Insert;

    /// <summary>The full metadata name of the type that declares the method, for example <c>Microsoft.EntityFrameworkCore.DbSet`1</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The method's name.</summary>
    public required string Method { get; init; }

    /// <summary>The parameter list of a documentation-comment id without its parentheses; null means every overload.</summary>
    public string? Parameters { get; init; }

    /// <summary>What the call does; <see cref="Operation.None"/> where the text it carries decides.</summary>
    public required Operation Operation { get; init; }

    /// <summary>
    /// What is touched, for example <c>file:{path}</c> or <c>sql:{entity:TEntity}</c>; empty where the text it carries decides.
    /// </summary>
    public required SinkTemplate Resource { get; init; }

    /// <summary>
    /// Where the SQL text is found: parameters in order of preference, as <c>sql</c> or <c>command.CommandText</c>, or
    /// <c>this</c> for a command that carries its own text and kind. Empty where the call carries no text.
    /// </summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>The parameter that holds the connection, from which the dialect is told; null where there is none.</summary>
    public string? Connection { get; init; }

    /// <summary>Whether the call's result is the number of rows affected.</summary>
    public bool ReturnsRows { get; init; }

    /// <summary>Whether the access is only recorded by the call and carried out later, as by <c>SaveChanges</c>.</summary>
    public bool Deferred { get; init; }

    /// <summary>How the call is bounded.</summary>
    public SinkBound Bound { get; init; } = SinkBound.Single;

    /// <summary>Whether the SQL text decides what the call does.</summary>
    public bool CarriesText => Text.Count > 0;

    /// <summary>
    /// Whether a call must go through the guard. Only what provably reads or inserts, where the policy leaves that to anybody,
    /// need not, and proof means that the compiled call shows it by itself: source and IL are held to this one rule.
    /// </summary>
    /// <param name="constantText">The text the call is given, where that is a constant argument; null otherwise.</param>
    /// <param name="policy">The policy the assembly is built with.</param>
    public bool NeedsGuard(string? constantText, Policy policy) =>
        HarmlessEffects(constantText) is not { } harmless || harmless.Any(policy.Restricts);

    /// <summary>What a call does that provably only reads or inserts; null where it may do more.</summary>
    /// <inheritdoc cref="NeedsGuard"/>
    public IReadOnlyList<Effect>? HarmlessEffects(string? constantText)
    {
        // The compiled call shows neither the entity nor the dialect: any resource may be meant, and any dialect.
        var effects = !CarriesText ? new([new(Operation, Resource.Prefix + (Resource.Placeholder.Length == 0 ? "" : "*"))])
            : constantText is not null ? SqlEffects.Of(constantText, SqlDialect.Any)
            : Effects.Unknown("the text is not a constant argument");
        return effects.Complete && effects.Items.All(effect => (effect.Operation & ~Harmless) == 0) ? effects.Items : null;
    }
}

/// <summary>How a delete or update that carries no text is limited.</summary>
public enum SinkBound
{
    /// <summary>It touches what it is given: one entity, one file.</summary>
    Single,

    /// <summary>It is limited where the receiver is a query that filters (<c>Where</c>).</summary>
    Query,

    /// <summary>It touches everything.</summary>
    None,
}
