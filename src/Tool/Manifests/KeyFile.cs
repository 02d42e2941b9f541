namespace ImmutableGuard.Tool.Manifests;

/// <summary>Reads the keys that a person names.</summary>
internal static class KeyFile
{
    /// <summary>Reads a key from its file.</summary>
    /// <exception cref="ToolException">The file can't be read, or holds no key that can be used.</exception>
    public static T Read<T>(string path, Func<string, T> read)
    {
        try
        {
            return Parse(path, File.ReadAllText(path), read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Unreadable(path, e);
        }
    }

    /// <summary>Reads a key from its text.</summary>
    /// <exception cref="ToolException">The text holds no key that can be used.</exception>
    public static T Parse<T>(string place, string text, Func<string, T> read)
    {
        try
        {
            return read(text);
        }
        catch (FormatException e)
        {
            throw new ToolException(ToolException.NoKey, place, e.Message, "Give a PEM file with an ECDSA P-256 or Ed25519 key.");
        }
    }
}
