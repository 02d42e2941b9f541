namespace ImmutableGuard.Sinks;

/// <summary>A resource with placeholders: <c>{parameter}</c> for an argument's value, <c>{entity:T}</c> for the table of an entity type.</summary>
public sealed record SinkTemplate
{
    /// <summary>The template of a sink whose text decides.</summary>
    public static SinkTemplate None { get; } = new("", "", false);

    /// <summary>What stands before the placeholder, or the whole where there is none.</summary>
    public string Prefix { get; }

    /// <summary>
    /// The placeholder: a parameter's name, or for an entity the type parameter or the parameter whose type it is. Empty where
    /// there is none.
    /// </summary>
    public string Placeholder { get; }

    /// <summary>Whether the placeholder stands for the table an entity type is mapped to.</summary>
    public bool IsEntity { get; }

    private SinkTemplate(string prefix, string placeholder, bool isEntity) =>
        (Prefix, Placeholder, IsEntity) = (prefix, placeholder, isEntity);

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">The braces don't match, or something follows the placeholder.</exception>
    public static SinkTemplate Parse(string text)
    {
        const string entity = "entity:";
        var open = text.IndexOf('{');
        if (open < 0)
            return new(text, "", false);
        if (text[text.Length - 1] != '}' || text.IndexOf('{', open + 1) >= 0)
            throw new FormatException($"'{text}' is not a resource template: one {{placeholder}} may stand at its end");
        var placeholder = text.Substring(open + 1, text.Length - open - 2);
        return placeholder.StartsWith(entity, StringComparison.Ordinal)
            ? new(text.Substring(0, open), placeholder.Substring(entity.Length), true)
            : new(text.Substring(0, open), placeholder, false);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        Placeholder.Length == 0 ? Prefix : $"{Prefix}{{{(IsEntity ? "entity:" : "")}{Placeholder}}}";
}
