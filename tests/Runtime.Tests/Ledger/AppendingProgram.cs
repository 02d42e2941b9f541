using System.Diagnostics;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime.Tests.Ledger;

/// <summary>A process that appends to a ledger from several threads until it is killed, and says what was acknowledged.</summary>
internal static class AppendingProgram
{
    private const int Threads = 3;

    public static int Main(string[] args)
    {
        try
        {
            using var ledger = AuditLedger.Open(args[0], Records.Origin);
            var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() => AppendForever(ledger, number))).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            return 0;
        }
        catch (LedgerException e)
        {
            Console.Error.WriteLine(e.Message);
            return 3;
        }
    }

    /// <summary>Starts the program.</summary>
    /// <param name="directory">The ledger's directory.</param>
    /// <param name="through">A program that starts it in its turn, with its arguments.</param>
    public static Process Start(string directory, params string[] through)
    {
        string[] words = [.. through, "dotnet", "exec", typeof(AppendingProgram).Assembly.Location, directory];
        return Process.Start(new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    private static void AppendForever(AuditLedger ledger, int thread)
    {
        for (var i = 0; ; i++)
        {
            var site = $"{Environment.ProcessId}-{thread}-{i}";
            var seq = ledger.Append(Records.Intent(site));
            Console.Out.WriteLine($"{seq} {site}");
        }
    }
}
