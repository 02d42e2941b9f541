using ImmutableGuard.Policies;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Sinks;

/// <summary>An API that carries out a data access: one line of the catalogue.</summary>
public sealed record Sink
{
    /// <summary>What stands for a constructor: no method can have that name.</summary>
    public const string Constructor = "new";

    private const string Setter = "set_", Boolean = "System.Boolean";
    private const Operation Harmless = Operation.Read | Operation.Insert;

    /// <summary>The full metadata name of the type that declares the method, for example <c>Microsoft.EntityFrameworkCore.DbSet`1</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The method's name; <see cref="Constructor"/> for the constructors, <c>set_State</c> for the setter of a property.</summary>
    public required string Method { get; init; }

    /// <summary>The parameter list of a documentation-comment id without its parentheses; null means every overload.</summary>
    public string? Parameters { get; init; }

    /// <summary>What the call does; <see cref="Operation.None"/> where the text or the HTTP method it is given decides.</summary>
    public required Operation Operation { get; init; }

    /// <summary>
    /// What is touched, for example <c>file:{path}</c> or <c>sql:{entity:TEntity}</c>; empty where the text it carries decides.
    /// </summary>
    public required SinkTemplate Resource { get; init; }

    /// <summary>What is touched besides, as a move changes its source and its target; null where there is one resource only.</summary>
    public SinkTemplate? Also { get; init; }

    /// <summary>
    /// Where the SQL text is found: parameters in order of preference, as <c>sql</c> or <c>command.CommandText</c>, or
    /// <c>this</c> for a command that carries its own text and kind. Empty where the call carries no text.
    /// </summary>
    public IReadOnlyList<string> Text { get; init; } = [];

    /// <summary>
    /// The parameter, or the property of one, that holds the HTTP method, as <c>request.Method</c>; null where no HTTP method
    /// decides what the call does.
    /// </summary>
    public string? Verb { get; init; }

    /// <summary>The parameter that holds the connection, from which the dialect is told; null where there is none.</summary>
    public string? Connection { get; init; }

    /// <summary>
    /// The parameter without which the call is no sink: it must be there, and must not be a constant that says otherwise: <c>false</c>,
    /// or another value than <see cref="SwitchValue"/>; or with a dot before it a property of it. Null where every call is one.
    /// </summary>
    public string? Switch { get; init; }

    /// <summary>The parameter in <see cref="Switch"/>.</summary>
    public string? SwitchParameter => Switch is { } path && path.IndexOf('.') is > 0 and var dot ? path.Substring(0, dot) : Switch;

    /// <summary>The full name of the type of <see cref="Switch"/>.</summary>
    public string SwitchType { get; init; } = Boolean;

    /// <summary>The number of the enumeration's member for which the call is a sink; null where <see cref="Switch"/> is a Boolean.</summary>
    public int? SwitchValue { get; init; }

    /// <summary>Whether the call's result is the number of rows affected.</summary>
    public bool ReturnsRows { get; init; }

    /// <summary>Whether the access is only recorded by the call and carried out later, as by <c>SaveChanges</c>.</summary>
    public bool Deferred { get; init; }

    /// <summary>How the call is bounded.</summary>
    public SinkBound Bound { get; init; } = SinkBound.Single;

    /// <summary>
    /// The parameter that limits the call, alone or besides the query it is made on, as each overload calls it: one of these; empty where none does.
    /// </summary>
    public IReadOnlyList<string> Filters { get; init; } = [];

    /// <summary>The first version of the library that has the method; null where every version that is still in use has it.</summary>
    public string? Since { get; init; }

    /// <summary>The library's first version that no longer has the method; null where its newest has it.</summary>
    public string? Until { get; init; }

    /// <summary>
    /// Whether every call goes through the guard, because the compiled call doesn't show its text: it has another text before it.
    /// </summary>
    public bool AlwaysGuarded { get; init; }

    /// <summary>Whether the line could not be checked against the library itself.</summary>
    public bool Unverified { get; init; }

    /// <summary>Whether a schema change takes the data with it, or an insert replaces all that is there.</summary>
    public bool Drops => Bound == SinkBound.None && Operation is (Operation.Schema or Operation.Insert);

    /// <summary>Whether the SQL text decides what the call does.</summary>
    public bool CarriesText => Text.Count > 0;

    /// <summary>Whether it is used without the call of a method: an object is made, or a property set. No generated code can stand in for that.</summary>
    public bool IsSilent => IsSilently(Method);

    /// <summary>What stands in source code for it: the method's name, the property's, or that of the type that is made.</summary>
    public string Word => WordFor(Type, Method);

    /// <summary>
    /// Where it is used silently, what stands in source code for it: <see cref="Word"/>, and for a constructor also the enumeration that says
    /// what is made, since <c>new(path, FileMode.Truncate)</c> names no type.
    /// </summary>
    public IEnumerable<string> SilentWords => Method == Constructor && SwitchValue is not null && Switch == SwitchParameter ? [Word, SwitchType.Substring(SwitchType.LastIndexOfAny(['.', '+']) + 1)] : [Word];

    /// <summary>Whether a constant says that the call is none of this sink's.</summary>
    /// <param name="constant">The argument of <see cref="Switch"/>, where that is a constant; null otherwise.</param>
    public bool IsSwitchedOff(int? constant) => Switch is not null && constant is { } value && (SwitchValue is { } meant ? value != meant : value == 0);

    internal static bool IsSilently(string method) => method == Constructor || method.StartsWith(Setter, StringComparison.Ordinal);

    internal static string WordFor(string type, string method) =>
        method == Constructor ? type.Substring(type.LastIndexOfAny(['.', '+']) + 1) is var name && name.IndexOf('`') is > 0 and var arity ? name.Substring(0, arity) : name
        : method.StartsWith(Setter, StringComparison.Ordinal) ? method.Substring(Setter.Length) : method;

    /// <summary>Whether every call of it changes data, or may do anything.</summary>
    public bool Changes => (Operation & ~Harmless) != 0;

    /// <summary>The resources touched.</summary>
    public IEnumerable<SinkTemplate> Resources => Also is null ? [Resource] : [Resource, Also];

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
        // A request is made elsewhere: the compiled call shows nothing of it.
        if (Verb is not null || AlwaysGuarded)
            return null;
        // The compiled call shows neither the entity nor the dialect: any resource may be meant, and any dialect.
        var effects = !CarriesText ? new([.. Resources.Select(resource => new Effect(Operation, resource.Widest) { Drops = Drops && !IsSilent })])
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

    /// <summary>It is limited by the argument of <see cref="Sink.Filters"/>, unless that lets everything through; an overload without it is limited to what it is given.</summary>
    Filter,

    /// <summary>It touches everything; of an insert: it replaces what is there.</summary>
    None,
}
