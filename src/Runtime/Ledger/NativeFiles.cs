using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ImmutableGuard.Ledger;

/// <summary>What durability needs and the base class library has on no target, or not on netstandard2.0.</summary>
internal static class NativeFiles
{
    private const int Interrupted = 4;
    private const int Invalid = 22;
    private const int ReplaceExisting = 1;
    private const int WriteThrough = 8;
    private const int ExclusiveLockWithoutWaiting = 2 | 4;

    private static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    /// <summary>Renames a file onto another, which may exist, in one step.</summary>
    /// <exception cref="IOException">The operating system refused.</exception>
    public static void Rename(string from, string to)
    {
        var done = IsWindows ? MoveFileEx(from, to, ReplaceExisting | WriteThrough) : rename(Utf8(from), Utf8(to)) == 0;
        if (!done)
            throw LastError(to);
    }

    /// <summary>
    /// Makes a directory's names durable. Windows needs nothing: renames are written through, and NTFS logs its names.
    /// </summary>
    /// <exception cref="IOException">The operating system refused.</exception>
    public static void SyncDirectory(string path)
    {
        if (IsWindows)
            return;
        var descriptor = open(Utf8(path), 0);
        if (descriptor < 0)
            throw LastError(path);
        try
        {
            // A file system that has no notion of it answers "invalid", as for files in FileStream.Flush.
            while (fsync(descriptor) != 0 && Marshal.GetLastWin32Error() is var error and not Invalid)
            {
                if (error != Interrupted)
                    throw LastError(path);
            }
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    /// <summary>
    /// Locks an open file against other processes. FileShare.None does so too, unless
    /// System.IO.DisableFileLocking is set in the process; a ledger with two writers is worth one more call.
    /// </summary>
    public static bool TryLock(SafeHandle file) =>
        IsWindows || flock(file.DangerousGetHandle().ToInt32(), ExclusiveLockWithoutWaiting) == 0;

    private static IOException LastError(string path)
    {
        var error = Marshal.GetLastWin32Error();
        return new IOException($"{new Win32Exception(error).Message}: {path}", error);
    }

    private static byte[] Utf8(string path) => System.Text.Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("kernel32", EntryPoint = "MoveFileExW", CharSet = CharSet.Unicode, ExactSpelling = true, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool MoveFileEx(string from, string to, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int rename(byte[] from, byte[] to);

    [DllImport("libc", SetLastError = true)]
    private static extern int open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int fsync(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int descriptor);

    [DllImport("libc", SetLastError = true)]
    private static extern int flock(int descriptor, int operation);
}
