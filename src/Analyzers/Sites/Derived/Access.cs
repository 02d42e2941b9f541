using ImmutableGuard.Analyzers.Sites.Commands;
using ImmutableGuard.Sinks;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>One access of a method, of which its callers may give a part: that stands as <see cref="Marks"/>.</summary>
internal sealed record Access
{
    /// <summary>More ways than this to reach a sink aren't told from each other.</summary>
    public const int Most = 64;

    /// <summary>The sink that is reached, as the catalogue names it: without parameters.</summary>
    public required string Sink { get; init; }

    /// <summary>The member that the sink's call is in.</summary>
    public required string Member { get; init; }

    /// <summary>The assembly of the member; null where it is the one that is compiled.</summary>
    public string? Assembly { get; init; }

    /// <summary>The text; null where the sink carries none.</summary>
    public string? Text { get; init; }

    /// <summary>The number of the text's <c>CommandType</c>; less than 0 for the parameter that says it, its ordinal's complement.</summary>
    public int Kind { get; init; } = SqlAccess.Text;

    public SqlDialect Dialect { get; init; }

    public Operation Operation { get; init; }

    /// <summary>
    /// The mark of the parameter that is the HTTP method, or the request that has it, on which the operation depends; <see cref="Lost"/> where that is nobody's. Null where it depends on none.
    /// </summary>
    public char? Verb { get; init; }

    /// <summary>Stands for an HTTP method that isn't known.</summary>
    public const char Lost = '?';

    /// <summary>The resource, where the sink carries no text; without the entity's table where one is meant.</summary>
    public string Resource { get; init; } = "";

    /// <summary>The mark of the type parameter or the parameter whose type is the entity; null where none is meant.</summary>
    public char? Entity { get; init; }

    /// <summary>The mark of the parameter that names another table than the entity's, unless it is null; null where there is none.</summary>
    public char? Table { get; init; }

    /// <summary>The mark of the parameter that names another schema than the entity's, unless it is null; null where there is none.</summary>
    public char? Schema { get; init; }

    public bool Bounded { get; init; } = true;

    /// <summary>The mark of the parameter that limits it, where what callers give for that does; null where none is asked.</summary>
    public char? LimitedBy { get; init; }

    public bool Drops { get; init; }

    /// <summary>Whether it stands for more ways to reach the sink than are followed: nobody knows what a caller makes of it.</summary>
    public bool IsUnknown { get; init; }

    /// <summary>Whether callers give a part of it that decides what is accessed: a value in a text doesn't.</summary>
    public bool IsGiven => IsUnknown || LimitedBy is not null || Entity is not null || Verb is { } verb && Marks.Is(verb) || Kind < 0 || Marks.AreIn(Resource) || Text is not null && Otherwise.Split(Text) is not null || Marks.AreIn(Text) && !IsTold(Effects()) && !HasOnlyValues;

    /// <summary>Whether callers give no more than values: whichever stand there, the text does the same, as far as it is known.</summary>
    private bool HasOnlyValues
    {
        get
        {
            var (unknown, one) = (Effects(), (this with { Text = Open(Text!, '0') }).Effects());
            return unknown.Reason == one.Reason && unknown.Items.SequenceEqual(one.Items);
        }
    }

    /// <summary>Whether callers of another method than the one that is meant give a part of it.</summary>
    public bool IsOfOthers => Entity == Marks.OfOthers || Table == Marks.OfOthers || Schema == Marks.OfOthers || LimitedBy == Marks.OfOthers || Verb == Marks.OfOthers || Resource.IndexOf(Marks.OfOthers) >= 0 || Text?.IndexOf(Marks.OfOthers) >= 0;

    /// <summary>
    /// Whether another access says the same of the same call, or that it can be any. Where type parameters stand for each other, each
    /// method counts its own.
    /// </summary>
    public bool IsLike(Access told) =>
        Sink == told.Sink && Member == told.Member && Assembly == told.Assembly && (told.IsUnknown || this with { Text = Plain(Text), Resource = Plain(Resource)!, Entity = Plain(Entity) }
            == told with { Text = Plain(told.Text), Resource = Plain(told.Resource)!, Entity = Plain(told.Entity) });

    private static string? Plain(string? text) => Marks.AreIn(text) ? string.Concat(text!.Select(c => Plain(c))) : text;

    private static char? Plain(char? c) => c is { } mark && Marks.Is(mark) && Marks.TypeParameter(mark) is not null ? Marks.OfType(0) : c;

    /// <summary>Whether effects are all there is, on resources that are known.</summary>
    public static bool IsTold(Effects effects) => effects.Complete && !effects.Items.Any(effect => effect.Resource.IndexOf('*') >= 0);

    /// <summary>The accesses, each once; where they are too many, what they have in common.</summary>
    public static IReadOnlyList<Access> Few(IEnumerable<Access> accesses)
    {
        var few = accesses.Distinct().Take(Most + 1).ToList();
        return few.Count <= Most ? few : Unknown(few);
    }

    /// <summary>The sinks that accesses reach, and nothing more.</summary>
    public static IReadOnlyList<Access> Unknown(IEnumerable<Access> accesses) =>
        [.. accesses.Select(access => new Access { Sink = access.Sink, Member = access.Member, Assembly = access.Assembly, IsUnknown = true }).Distinct()];

    /// <summary>What it does, with what callers give as unknown.</summary>
    public Effects Effects()
    {
        if (IsUnknown)
            return ImmutableGuard.Effects.Unknown("it reaches the sink in too many ways");
        if (Verb is not null)
            return ImmutableGuard.Effects.Unknown("the request's HTTP method is not constant");
        if (Text is null)
            return new([new Effect(Operation, Entity is null ? Open(Resource, '*') : Resource + "*", Bounded) { Drops = Drops }]);
        if (Otherwise.Split(Text) is var (_, other))
            return new((this with { Text = other }).Effects().Items, SqlAccess.NotConstant.Reason);
        var text = Open(Text, SqlEffects.Hole);
        return Kind <= 0 ? ImmutableGuard.Effects.Unknown("what kind of command carries the text can't be seen")
            : text.Length > 0 && text.All(c => c == SqlEffects.Hole) ? SqlAccess.NotConstant
            : SqlAccess.Effect(text, Kind, Dialect);
    }

    private static string Open(string text, char unknown) => string.Concat(text.Select(c => Marks.Is(c) ? unknown : c));
}
