using System.Diagnostics;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime.Tests.Ledger;

public sealed class RefusedLedgerTests
{
    [Fact]
    public void A_second_writer_in_the_process_is_refused_until_the_first_is_closed()
    {
        using var folder = new TemporaryFolder();
        using (AuditLedger.Open(folder.Path, Records.Origin))
            Assert.Equal(LedgerErrors.InUse, Refused(folder.Path).Id);
        AuditLedger.Open(folder.Path, Records.Origin).Dispose();
    }

    [Fact]
    public void A_directory_with_other_files_is_refused_and_left_alone()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["notes.txt"], "mine");
        AssertCorrupted(folder.Path, folder["notes.txt"]);
        Assert.False(File.Exists(folder["checkpoint"]));
    }

    [Fact]
    public void Records_without_a_checkpoint_are_refused()
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 1);
        File.Delete(folder["checkpoint"]);
        AssertCorrupted(folder.Path, folder["tile"]);
    }

    [Fact]
    public void The_ledger_of_another_name_is_refused()
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 1);
        var e = Assert.Throws<LedgerException>(() => AuditLedger.Open(folder.Path, "other.example.com"));
        Assert.Equal((LedgerErrors.Corrupted, folder["checkpoint"]), (e.Id, e.Path));
        Assert.Contains($"'{Records.Origin}', not of 'other.example.com'", e.Problem);
    }

    [Theory]
    [InlineData("checkpoint")]
    [InlineData("tile/0/001.p/44")]
    [InlineData("tile/1/000.p/1")]
    [InlineData("tile/entries/001.p/44")]
    public void A_changed_file_at_the_edge_is_refused_and_left_alone(string file)
    {
        using var folder = new TemporaryFolder();
        Records.FillInBundles(folder.Path, 300);
        var content = File.ReadAllBytes(folder[file]);
        content[^3] ^= 1;
        File.WriteAllBytes(folder[file], content);
        Assert.Equal(LedgerErrors.Corrupted, Refused(folder.Path).Id);
        Assert.Equal(content, File.ReadAllBytes(folder[file]));
    }

    [Theory]
    [InlineData("tile/0/001.p/44")]
    [InlineData("tile/1/000.p/1")]
    [InlineData("tile/entries/001.p/44")]
    public void A_missing_or_cut_file_at_the_edge_is_refused_and_named(string file)
    {
        using var folder = new TemporaryFolder();
        Records.FillInBundles(folder.Path, 300);
        var content = File.ReadAllBytes(folder[file]);
        File.WriteAllBytes(folder[file], content[..^1]);
        AssertCorrupted(folder.Path, folder[file]);
        File.Delete(folder[file]);
        AssertCorrupted(folder.Path, folder[file]);
        File.WriteAllBytes(folder[file], content);
        AuditLedger.Open(folder.Path, Records.Origin).Dispose();
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(3, 300)]
    [InlineData(256, 600)]
    public void An_older_checkpoint_over_newer_records_is_refused(int older, int newer)
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, older);
        var checkpoint = File.ReadAllBytes(folder["checkpoint"]);
        Records.Fill(folder.Path, newer - older);
        File.WriteAllBytes(folder["checkpoint"], checkpoint);
        Assert.Equal(LedgerErrors.Corrupted, Refused(folder.Path).Id);
        Assert.Equal(LedgerVerdict.Violated, LedgerVerifier.Verify(folder.Path).Completeness);
    }

    [Fact]
    public void A_bundle_that_does_not_go_on_from_the_ledger_is_refused()
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 2);
        File.WriteAllBytes(
            folder["tile/entries/000.p/3"],
            EntryBundle.Write(Enumerable.Repeat(AuditRecordJson.ToEntry(Records.Intent()), 3)));
        AssertCorrupted(folder.Path, folder["tile/entries/000.p/3"]);
    }

    [Fact]
    public void A_directory_below_a_file_is_unavailable()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");
        Assert.Equal(LedgerErrors.Unavailable, Refused(folder["file/ledger"]).Id);
    }

    [SkippableFact]
    public void A_directory_without_permission_to_write_is_unavailable()
    {
        if (OperatingSystem.IsWindows())
            throw new SkipException("Needs Unix permissions.");
        using var folder = new TemporaryFolder();
        File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Equal(LedgerErrors.Unavailable, Refused(folder.Path).Id);
            return;
        }

        // Permissions don't hold for an administrator unless the capability to pass them over is taken away.
        string[] restricted = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];
        Skip.IfNot(OperatingSystem.IsLinux() && SmallDisk.Run(restricted[0], restricted[1], "true"), "Needs setpriv (util-linux), or an account that permissions hold for.");
        using var process = AppendingProgram.Start(folder.Path, restricted);
        if (!process.WaitForExit(TimeSpan.FromMinutes(1)))
            process.Kill();
        process.WaitForExit();
        Assert.Equal(3, process.ExitCode);
        Assert.StartsWith(LedgerErrors.Unavailable, process.StandardError.ReadToEnd(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_full_disk_refuses_the_record_and_takes_it_once_there_is_room()
    {
        using var disk = new SmallDisk();
        using var ledger = AuditLedger.Open(disk.Path, Records.Origin);
        ledger.Append(Records.Intent("first"));
        disk.Fill();
        for (var i = 0; i < 3; i++)
            Assert.Equal(LedgerErrors.Unavailable, Assert.Throws<LedgerException>(() => ledger.Append(Records.Intent("lost"))).Id);
        disk.Empty();
        var place = ledger.Append(Records.Intent("second"));
        Assert.Equal(["first", "second"], LedgerReader.Open(disk.Path).Records().Select(record => record.Site).Where(site => site != "lost"));
        Assert.Equal(place + 1, LedgerReader.Open(disk.Path).Checkpoint.Size);
        Assert.Equal(LedgerVerdict.Holds, LedgerVerifier.Verify(disk.Path).Integrity);
    }

    [SkippableFact]
    public void A_disk_that_becomes_read_only_refuses_to_append_and_to_open()
    {
        using var disk = new SmallDisk();
        Records.Fill(disk.Path, 3);
        disk.MakeReadOnly();
        Assert.Equal(LedgerErrors.Unavailable, Refused(disk.Path).Id);
        Assert.Equal(3, LedgerReader.Open(disk.Path).Records().Count());
        Assert.Equal(LedgerVerdict.Holds, LedgerVerifier.Verify(disk.Path).Integrity);
    }

    private static LedgerException Refused(string directory) =>
        Assert.Throws<LedgerException>(() => AuditLedger.Open(directory, Records.Origin));

    private static void AssertCorrupted(string directory, string path)
    {
        var e = Refused(directory);
        Assert.Equal((LedgerErrors.Corrupted, path), (e.Id, e.Path));
        Assert.StartsWith($"{LedgerErrors.Corrupted}: {path}: {e.Problem}. Nothing was changed.", e.Message);
    }

    /// <summary>A file system of 256 KiB; mounting it needs an administrator on Linux.</summary>
    private sealed class SmallDisk : IDisposable
    {
        private readonly TemporaryFolder mountPoint = new();
        private readonly bool mounted;

        public SmallDisk()
        {
            mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", mountPoint.Path);
            if (!mounted)
                mountPoint.Dispose();
            Skip.IfNot(mounted, "Needs the right to mount a file system.");
        }

        public string Path => System.IO.Path.Combine(mountPoint.Path, "ledger");

        public void Fill()
        {
            using var ballast = new FileStream(mountPoint["ballast"], FileMode.Create);
            Assert.Throws<IOException>(() => WriteUntilFull(ballast));
        }

        public void Empty() => File.Delete(mountPoint["ballast"]);

        public void MakeReadOnly() => Assert.True(Run("mount", "-o", "remount,ro", mountPoint.Path));

        public void Dispose()
        {
            Run("umount", "-l", mountPoint.Path);
            mountPoint.Dispose();
        }

        private static void WriteUntilFull(FileStream ballast)
        {
            while (true)
            {
                ballast.Write(new byte[4096]);
                ballast.Flush();
            }
        }

        public static bool Run(string command, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
    }
}
