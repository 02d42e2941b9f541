namespace ImmutableGuard.Ledger;

/// <summary>The files of a ledger. What is written here is whole or not there at all, and durable once a call returns.</summary>
/// <param name="path">The ledger's directory.</param>
internal sealed class LedgerFolder(string path)
{
    /// <summary>The file that keeps a second writer out; always empty.</summary>
    public const string LockFile = ".lock";

    /// <summary>Where a file is written before it gets its name; a crash may leave it behind, the next write replaces it.</summary>
    public const string PendingFile = ".pending";

    /// <summary>The directory.</summary>
    public string Path { get; } = path;

    /// <summary>The full path of a file of the ledger.</summary>
    public string Full(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Whether there is a file or a folder of that name.</summary>
    public bool Exists(string file) => Try(file, full => File.Exists(full) || Directory.Exists(full));

    /// <summary>The bytes of a file.</summary>
    /// <exception cref="LedgerException">There is no such file, or it can't be read.</exception>
    public byte[] Read(string file) => ReadIfThere(file) ?? throw LedgerException.Corrupted(Full(file), "the file is missing");

    /// <summary>The bytes of a file; null where there is none.</summary>
    /// <exception cref="LedgerException">It can't be read.</exception>
    public byte[]? ReadIfThere(string file) => Try(file, full =>
    {
        try
        {
            // Sharing everything: on Windows a reader would otherwise keep the writer from replacing the file.
            using var input = new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new MemoryStream();
            input.CopyTo(content);
            return content.ToArray();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    });

    /// <summary>The names in a folder of the ledger; none where the folder isn't there.</summary>
    public IReadOnlyList<string> Names(string folder) => Try<IReadOnlyList<string>>(folder, full => Directory.Exists(full)
        ? [.. Directory.EnumerateFileSystemEntries(full).Select(entry => System.IO.Path.GetFileName(entry))]
        : []);

    /// <summary>Creates or replaces a file.</summary>
    /// <exception cref="LedgerException">The file can't be written durably.</exception>
    public void Write(string file, byte[] content) => Try(file, full =>
    {
        var folder = System.IO.Path.GetDirectoryName(full)!;
        CreateFolder(folder);
        using (var pending = new FileStream(Full(PendingFile), FileMode.Create, FileAccess.Write, FileShare.None))
        {
            pending.Write(content, 0, content.Length);
            pending.Flush(flushToDisk: true);
        }

        NativeFiles.Rename(Full(PendingFile), full);
        NativeFiles.SyncDirectory(folder);
        return true;
    });

    /// <summary>Deletes a folder with the files in it. A crash may undo it.</summary>
    public void Delete(string folder) => Try(folder, full =>
    {
        if (Directory.Exists(full))
            Directory.Delete(full, recursive: true);
        return true;
    });

    /// <summary>Creates a folder and those above it, each durable before the next.</summary>
    public static void CreateFolder(string folder)
    {
        if (Directory.Exists(folder))
            return;
        var parent = System.IO.Path.GetDirectoryName(folder);
        if (!string.IsNullOrEmpty(parent))
            CreateFolder(parent!);
        Directory.CreateDirectory(folder);
        if (!string.IsNullOrEmpty(parent))
            NativeFiles.SyncDirectory(parent!);
    }

    private T Try<T>(string file, Func<string, T> action)
    {
        var full = Full(file);
        try
        {
            return action(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LedgerException.Unavailable(full, e);
        }
    }
}
