namespace ImmutableGuard.Runtime;

/// <summary>Files as resources: <c>file:/full/path</c>, with forward slashes.</summary>
internal static class FileResource
{
    public static string Of(string? path)
    {
        try
        {
            return string.IsNullOrEmpty(path) ? "file:*" : "file:" + Path.GetFullPath(path).Replace('\\', '/');
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
        {
            // The call will refuse such a path itself; until then it could be any file.
            return "file:*";
        }
    }
}
