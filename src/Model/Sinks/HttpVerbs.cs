namespace ImmutableGuard.Sinks;

/// <summary>What an HTTP method does to the resource it is sent to, by its definition (RFC 9110, section 9; RFC 5789).</summary>
public static class HttpVerbs
{
    /// <summary>The operation of an HTTP method in any case; null where it isn't known.</summary>
    public static Operation? OperationOf(string? verb) => verb?.ToUpperInvariant() switch
    {
        "GET" or "HEAD" or "OPTIONS" or "TRACE" => Operation.Read,
        // What a POST does is the other service's affair; by its definition it hands something in.
        "POST" => Operation.Insert,
        "PUT" or "PATCH" => Operation.Update,
        "DELETE" => Operation.Delete,
        _ => null,
    };
}
