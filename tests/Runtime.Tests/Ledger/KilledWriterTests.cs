using System.Globalization;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime.Tests.Ledger;

public sealed class KilledWriterTests
{
    private const int Kills = 20;
    private const int MostUnacknowledged = 3;

    [Fact]
    public void A_writer_killed_at_any_moment_leaves_a_sound_ledger_with_all_it_acknowledged()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20261123);
        var acknowledged = new Dictionary<long, string>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var before = acknowledged.Count;
            RunAndKill(folder.Path, random.Next(60), acknowledged);
            Assert.Equal(LedgerVerdict.Holds, LedgerVerifier.Verify(folder.Path, new() { Size = before }).Integrity);
            using (AuditLedger.Open(folder.Path, Records.Origin))
                Assert.Equal(LedgerVerdict.Holds, LedgerVerifier.Verify(folder.Path).Integrity);
            var sites = LedgerReader.Open(folder.Path).Records().ToDictionary(record => record.Seq!.Value, record => record.Site);
            Assert.All(acknowledged, record => Assert.Equal(record.Value, sites[record.Key]));
            Assert.InRange(sites.Count, acknowledged.Count, acknowledged.Count + MostUnacknowledged);
            foreach (var (seq, site) in sites)
                acknowledged[seq] = site!;
        }
    }

    [Fact]
    public void A_second_process_is_refused_and_told_why()
    {
        using var folder = new TemporaryFolder();
        using var ledger = AuditLedger.Open(folder.Path, Records.Origin);
        using var second = AppendingProgram.Start(folder.Path);
        var message = second.StandardError.ReadToEnd();
        second.WaitForExit();
        Assert.Equal(3, second.ExitCode);
        Assert.StartsWith($"{LedgerErrors.InUse}: {folder[LedgerFolder.LockFile]}: another writer has the ledger open.", message);
        Assert.Equal(0, ledger.Append(Records.Intent()));
    }

    private static void RunAndKill(string directory, int lines, Dictionary<long, string> acknowledged)
    {
        using var process = AppendingProgram.Start(directory);
        for (var i = 0; i < lines && process.StandardOutput.ReadLine() is { } line; i++)
            Note(line, acknowledged);
        process.Kill();
        // What follows the last line feed may be half a line.
        var rest = process.StandardOutput.ReadToEnd().Split('\n');
        foreach (var line in rest.Take(rest.Length - 1))
            Note(line, acknowledged);
        process.WaitForExit();
    }

    private static void Note(string line, Dictionary<long, string> acknowledged)
    {
        var words = line.Split(' ');
        acknowledged.Add(long.Parse(words[0], CultureInfo.InvariantCulture), words[1]);
    }
}
