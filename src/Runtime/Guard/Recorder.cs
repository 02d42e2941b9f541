using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime;

/// <summary>Writes to this process's ledger, which it opens when there is something to write.</summary>
internal sealed class Recorder(GuardOptions options) : IDisposable
{
    // Warnings are loud but not endless; a process that makes more different ones than this has been loud enough.
    private const int MostWarnings = 1000;

    private readonly object opening = new();
    private readonly ConcurrentDictionary<string, bool> warned = new(StringComparer.Ordinal);
    private AuditLedger? ledger;
    private bool disposed;

    /// <summary>Which process this is, as the ledger names it.</summary>
    public static string Instance { get; } = $"{Environment.MachineName}:{ProcessId}";

    public GuardOptions Options { get; } = options;

    public bool TryAppend(AuditRecord record, out LedgerException? failure) => TryAppend(record, out failure, out _);

    /// <summary>Appends a record; where that fails says why instead of throwing.</summary>
    public bool TryAppend(AuditRecord record, out LedgerException? failure, out long? place)
    {
        try
        {
            place = Open().Append(record);
            failure = null;
            return true;
        }
        catch (LedgerException e)
        {
            (place, failure) = (null, e);
            return false;
        }
        catch (Exception e) when (e is ArgumentException or ObjectDisposedException)
        {
            (place, failure) = (null, LedgerException.Unavailable(Options.LedgerDirectory, e));
            return false;
        }
    }

    public void WarnOnce(string message)
    {
        if (warned.Count < MostWarnings && warned.TryAdd(message, true))
            Options.Warn("ImmutableGuard: " + message);
    }

    public void Dispose()
    {
        lock (opening)
        {
            disposed = true;
            ledger?.Dispose();
        }
    }

    private AuditLedger Open()
    {
        lock (opening)
        {
            if (disposed)
                throw new ObjectDisposedException(nameof(Recorder), "The guard was configured anew while this access was under way.");
            return ledger ??= AuditLedger.Open(Options.LedgerDirectory, Origin);
        }
    }

    /// <summary>The ledger's name: the application's, with what an origin may not hold replaced.</summary>
    private static string Origin =>
        new([.. (Assembly.GetEntryAssembly()?.GetName().Name ?? "application").Select(c => char.IsWhiteSpace(c) || c == '+' ? '-' : c)]);

    private static int ProcessId
    {
        get
        {
            using var process = Process.GetCurrentProcess();
            return process.Id;
        }
    }
}
