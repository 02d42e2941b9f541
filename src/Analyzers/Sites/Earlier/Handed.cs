namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>
/// What one leaves for another: it is held until that one has come for it, and later only as long as somebody else does. A compilation
/// is large, and an editor lives long.
/// </summary>
/// <param name="value">What is left.</param>
internal sealed class Handed<T>(T value)
    where T : class
{
    private readonly WeakReference<T> known = new(value);
    private T? held = value;

    /// <summary>What was left; null where it is gone.</summary>
    public T? Value => held ?? (known.TryGetTarget(out var target) ? target : null);

    /// <summary>Holds it no longer.</summary>
    public void LetGo() => held = null;
}
