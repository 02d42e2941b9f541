namespace ImmutableGuard.Tool;

/// <summary>Documentation-comment ids as people read them.</summary>
internal static class DocumentationId
{
    /// <summary>The type's and the member's name, for example <c>ErasureService.Erase</c>.</summary>
    public static string Shorten(string id)
    {
        var open = id.IndexOf('(');
        var names = (open < 0 ? id : id[..open])[Math.Min(2, id.Length)..].Split('.');
        return string.Join('.', names.TakeLast(2)).Replace("#ctor", "constructor").Replace("#cctor", "static constructor");
    }
}
