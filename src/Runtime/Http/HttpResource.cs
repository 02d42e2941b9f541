namespace ImmutableGuard.Runtime;

/// <summary>Addresses as resources: <c>http:host[:port]/path</c>, without the query, which may hold personal data.</summary>
internal static class HttpResource
{
    public static string Of(Uri? baseAddress, Uri? address)
    {
        var absolute = address is null ? baseAddress
            : address.IsAbsoluteUri ? address
            : baseAddress is not null && Uri.TryCreate(baseAddress, address, out var joined) ? joined
            : null;
        return absolute is null ? "http:*" : $"http:{absolute.Authority}{absolute.AbsolutePath}";
    }
}
