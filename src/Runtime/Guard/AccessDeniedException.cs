namespace ImmutableGuard;

/// <summary>The guard refused an access. The data was not changed.</summary>
public sealed class AccessDeniedException : UnauthorizedAccessException
{
    internal AccessDeniedException(string id, string message, string? site, Effect? effect, Exception? inner = null)
        : base($"{id}: {message}", inner) =>
        (Id, Site, Effect) = (id, site, effect);

    /// <summary>One of <see cref="Runtime.GuardErrors"/>.</summary>
    public string Id { get; }

    /// <summary>The id of the access site, as the access manifest has it.</summary>
    public string? Site { get; }

    /// <summary>The first effect that isn't allowed; null where it isn't an effect that was refused, but the recording of it.</summary>
    public Effect? Effect { get; }
}
