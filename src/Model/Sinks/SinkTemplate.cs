namespace ImmutableGuard.Sinks;

/// <summary>
/// A resource with a placeholder: <c>{parameter}</c> for an argument's value, <c>{entity:T}</c> for the table of an entity type,
/// <c>{receiver:GetCollection.name}</c> for an argument of the call by which the receiver was made. Parameters that are called
/// differently in several overloads are separated by <c>|</c>.
/// </summary>
public sealed record SinkTemplate
{
    /// <summary>The template of a sink whose text decides.</summary>
    public static SinkTemplate None { get; } = new("", "", PlaceholderKind.None);

    /// <summary>What stands before the placeholder, or the whole where there is none.</summary>
    public string Prefix { get; }

    /// <summary>
    /// The placeholder: a parameter's name; for an entity the type parameter or the parameter whose type it is; for a receiver
    /// <c>method.parameter</c>. Empty where there is none.
    /// </summary>
    public string Placeholder { get; }

    /// <summary>What the placeholder stands for.</summary>
    public PlaceholderKind Kind { get; }

    /// <summary>The resource where the placeholder's value isn't known.</summary>
    public string Widest => Kind == PlaceholderKind.None ? Prefix : Prefix + "*";

    private SinkTemplate(string prefix, string placeholder, PlaceholderKind kind) =>
        (Prefix, Placeholder, Kind) = (prefix, placeholder, kind);

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">
    /// The kind of resource isn't known, the braces don't match, something follows the placeholder, or it names nothing.
    /// </exception>
    public static SinkTemplate Parse(string text)
    {
        var colon = text.IndexOf(':');
        if (colon < 0 || !ResourceKinds.All.Contains(text.Substring(0, colon)))
            throw new FormatException($"'{text}' is not a resource: write kind:name, where the kinds are {string.Join(", ", ResourceKinds.All)}");
        var open = text.IndexOf('{');
        if (open < 0)
            return new(text, "", PlaceholderKind.None);
        if (text[text.Length - 1] != '}' || text.IndexOf('{', open + 1) >= 0)
            throw new FormatException($"'{text}' is not a resource template: one {{placeholder}} may stand at its end");
        var words = text.Substring(open + 1, text.Length - open - 2).Split(':');
        var kind = words switch
        {
            [{ Length: > 0 }] => PlaceholderKind.Argument,
            ["entity", { Length: > 0 }] => PlaceholderKind.Entity,
            ["receiver", var path] when path.IndexOf('.') is > 0 and var dot && dot < path.Length - 1 => PlaceholderKind.Receiver,
            _ => throw new FormatException($"'{text}' is not a resource template: the placeholders are {{parameter}}, {{entity:T}} and {{receiver:Method.parameter}}"),
        };
        return new(text.Substring(0, open), words[words.Length - 1], kind);
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        PlaceholderKind.None => Prefix,
        PlaceholderKind.Argument => $"{Prefix}{{{Placeholder}}}",
        PlaceholderKind.Entity => $"{Prefix}{{entity:{Placeholder}}}",
        _ => $"{Prefix}{{receiver:{Placeholder}}}",
    };
}

/// <summary>What a template's placeholder stands for.</summary>
public enum PlaceholderKind
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>An argument's value.</summary>
    Argument,

    /// <summary>The table an entity type is mapped to.</summary>
    Entity,

    /// <summary>An argument of the call by which the receiver was made.</summary>
    Receiver,
}
