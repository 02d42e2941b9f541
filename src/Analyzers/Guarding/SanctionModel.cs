using ImmutableGuard.Policies;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>A sanction given in code, compared by everything it says.</summary>
internal sealed class SanctionModel(Sanction sanction) : IEquatable<SanctionModel>
{
    private readonly string text = PolicyWriter.Write(new Policy { Sanctions = [sanction] }).ToString();

    public Sanction Sanction { get; } = sanction;

    public bool Equals(SanctionModel? other) => other is not null && text == other.text;

    public override bool Equals(object? obj) => Equals(obj as SanctionModel);

    public override int GetHashCode() => text.GetHashCode();
}
