namespace ImmutableGuard.Ledger;

/// <summary>The right to write to a ledger. The operating system takes it back when the process ends, however it ends.</summary>
internal sealed class LedgerLock : IDisposable
{
    private readonly FileStream file;

    private LedgerLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock of a directory, which is created where it isn't there.</summary>
    /// <exception cref="LedgerException">Another writer has it, or the directory can't be written to.</exception>
    public static LedgerLock Take(LedgerFolder folder)
    {
        var path = folder.Full(LedgerFolder.LockFile);
        try
        {
            LedgerFolder.CreateFolder(folder.Path);
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            if (NativeFiles.TryLock(file.SafeFileHandle))
                return new LedgerLock(file);
            file.Dispose();
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            throw LedgerException.InUse(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LedgerException.Unavailable(path, e);
        }

        throw LedgerException.InUse(path);
    }

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    // ERROR_SHARING_VIOLATION of Windows; EWOULDBLOCK of Linux and of macOS.
    private static bool IsSharingViolation(IOException e) => e.HResult is unchecked((int)0x80070020) or 11 or 35;
}
