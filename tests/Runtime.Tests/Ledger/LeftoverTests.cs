using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime.Tests.Ledger;

/// <summary>Hash tiles behind the checkpoint: an interrupted commit leaves some, a cut end leaves others.</summary>
public sealed class LeftoverTests
{
    [Theory]
    [InlineData(3, 4, "tile/0/000.p/4")]
    [InlineData(3, 9, "tile/0/000.p/9")]
    [InlineData(255, 256, "tile/0/000")]
    [InlineData(256, 260, "tile/0/001.p/4")]
    public void Hashes_whose_entries_are_gone_are_refused_and_kept(int older, int newer, string hashes)
    {
        using var folder = new TemporaryFolder();
        Records.FillInBundles(folder.Path, older);
        var checkpoint = File.ReadAllBytes(folder["checkpoint"]);
        var edge = older % 256 == 0 ? null : File.ReadAllBytes(folder[$"tile/entries/000.p/{older}"]);
        var leaves = older % 256 == 0 ? null : File.ReadAllBytes(folder[$"tile/0/000.p/{older}"]);
        Records.FillInBundles(folder.Path, newer);
        File.WriteAllBytes(folder["checkpoint"], checkpoint);
        File.Delete(folder[hashes.Replace("/0/", "/entries/")]);
        Restore(folder[$"tile/entries/000.p/{older}"], edge);
        Restore(folder[$"tile/0/000.p/{older}"], leaves);
        var before = File.ReadAllBytes(folder[hashes]);

        var e = Assert.Throws<LedgerException>(() => AuditLedger.Open(folder.Path, Records.Origin));
        Assert.Equal((LedgerErrors.Corrupted, folder[hashes]), (e.Id, e.Path));
        Assert.Equal(before, File.ReadAllBytes(folder[hashes]));
        Assert.Contains(hashes, LedgerVerifier.Verify(folder.Path).Flaw?.Problem);
    }

    [Fact]
    public void Hashes_of_an_interrupted_commit_that_do_not_follow_from_its_entries_are_refused_and_kept()
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 3);
        var checkpoint = File.ReadAllBytes(folder["checkpoint"]);
        Records.Fill(folder.Path, 1);
        File.WriteAllBytes(folder["checkpoint"], checkpoint);
        var hashes = File.ReadAllBytes(folder["tile/0/000.p/4"]);
        hashes[^1] ^= 1;
        File.WriteAllBytes(folder["tile/0/000.p/4"], hashes);

        var e = Assert.Throws<LedgerException>(() => AuditLedger.Open(folder.Path, Records.Origin));
        Assert.Equal((LedgerErrors.Corrupted, folder["tile/0/000.p/4"]), (e.Id, e.Path));
        Assert.Equal(hashes, File.ReadAllBytes(folder["tile/0/000.p/4"]));

        hashes[^1] ^= 1;
        File.WriteAllBytes(folder["tile/0/000.p/4"], hashes);
        AuditLedger.Open(folder.Path, Records.Origin).Dispose();
        Assert.Equal(4, LedgerReader.Open(folder.Path).Checkpoint.Size);
    }

    private static void Restore(string file, byte[]? content)
    {
        if (content is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
    }
}
