using ImmutableGuard.Conformance.Oracles;

namespace ImmutableGuard.Conformance.Corpus;

/// <summary>A text on which classifier and oracle don't say the same.</summary>
/// <param name="Verdict">How they differ.</param>
/// <param name="Text">The text.</param>
/// <param name="Answer">The classifier's answer.</param>
/// <param name="Seen">The oracle's.</param>
public sealed record Difference(Verdict Verdict, string Text, Effects Answer, Seen Seen)
{
    /// <summary>One line with everything that a person needs to judge it.</summary>
    public override string ToString() => string.Join('\t',
        Verdict,
        Text.ReplaceLineEndings(" ⏎ "),
        $"oracle: {string.Join(", ", Seen.Changes)}",
        $"classifier: {string.Join(", ", Answer.Items)}{(Answer.Reason is { } reason ? $" … {reason}" : "")}");
}
