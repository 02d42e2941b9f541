namespace ImmutableGuard.Tool;

/// <summary>Effects as tables show them.</summary>
internal static class EffectsText
{
    /// <summary>An effect a line, and why they are not all.</summary>
    public static string Of(Effects effects)
    {
        var lines = effects.Items.Select(effect => effect.ToString());
        return string.Join("\n", effects.Complete ? lines : lines.Append($"not all: {effects.Reason}"));
    }
}
