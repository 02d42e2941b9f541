using CsCheck;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime.Tests.Ledger;

public sealed class LedgerVerifierTests
{
    [Fact]
    public void A_ledger_alone_is_sound_but_can_not_promise_to_be_complete()
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 3);
        var found = LedgerVerifier.Verify(folder.Path);
        Assert.Equal((LedgerVerdict.Holds, LedgerVerdict.Unknown), (found.Integrity, found.Completeness));
        Assert.Null(found.Flaw);
        Assert.Equal(LedgerReader.Open(folder.Path).Checkpoint, found.Checkpoint);
    }

    [Fact]
    public void A_ledger_that_is_being_written_to_is_sound_at_every_look()
    {
        using var folder = new TemporaryFolder();
        Records.FillInBundles(folder.Path, 200);
        // Over the end of a bundle, where partial tiles are deleted.
        var writer = new Thread(() => Records.Fill(folder.Path, 120));
        writer.Start();
        do
        {
            Assert.Null(LedgerVerifier.Verify(folder.Path, new() { Size = 200 }).Flaw);
            var reader = LedgerReader.Open(folder.Path);
            Assert.Equal(reader.Checkpoint.Size, reader.Records().Count());
        }
        while (writer.IsAlive);
    }

    [Fact]
    public void Every_single_flipped_bit_is_found()
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 2);
        foreach (var file in folder.Files.ToList())
        {
            for (var bit = 0; bit < 8 * new FileInfo(file).Length; bit++)
                AssertFlipIsFound(folder, file, bit);
        }
    }

    [Fact]
    public void Any_flipped_bit_of_a_ledger_with_full_tiles_is_found()
    {
        using var folder = new TemporaryFolder();
        Records.FillInBundles(folder.Path, 600);
        Records.Fill(folder.Path, 2);
        var files = folder.Files.Where(file => new FileInfo(file).Length > 0).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(13, files.Count);
        Gen.Select(Gen.Int[0, files.Count - 1], Gen.Int[0, int.MaxValue]).Sample(
            (file, bit) => AssertFlipIsFound(folder, files[file], (int)(bit % (8 * new FileInfo(files[file]).Length))),
            iter: 150, threads: 1);
    }

    [Fact]
    public void Every_missing_file_is_found_but_those_of_older_checkpoints()
    {
        using var folder = new TemporaryFolder();
        Records.FillInBundles(folder.Path, 600);
        File.Delete(folder["tile/1/000.p/1"]);
        Assert.Null(LedgerVerifier.Verify(folder.Path).Flaw);
        foreach (var file in folder.Files.ToList())
        {
            var content = File.ReadAllBytes(file);
            File.Delete(file);
            Assert.Equal(Relative(folder, file), LedgerVerifier.Verify(folder.Path).Flaw?.File);
            File.WriteAllBytes(file, content);
        }

        Assert.Null(LedgerVerifier.Verify(folder.Path).Flaw);
    }

    [Fact]
    public void A_missing_bundle_is_a_missing_record_with_its_place()
    {
        using var folder = new TemporaryFolder();
        Records.FillInBundles(folder.Path, 600);
        File.Delete(folder["tile/entries/001"]);
        var found = LedgerVerifier.Verify(folder.Path);
        Assert.Equal((LedgerVerdict.Unknown, LedgerVerdict.Violated), (found.Integrity, found.Completeness));
        Assert.Equal(new LedgerFlaw("tile/entries/001", 256, "the file is missing"), found.Flaw);
    }

    [Fact]
    public void A_changed_record_is_found_at_its_place()
    {
        using var folder = new TemporaryFolder();
        Records.FillInBundles(folder.Path, 600);
        var text = File.ReadAllText(folder["tile/entries/001"], System.Text.Encoding.Latin1);
        File.WriteAllText(folder["tile/entries/001"], text.Replace("site-300", "site-999"), System.Text.Encoding.Latin1);
        var found = LedgerVerifier.Verify(folder.Path);
        Assert.Equal(LedgerVerdict.Violated, found.Integrity);
        Assert.Equal(("tile/0/001", 300L), (found.Flaw!.File, found.Flaw.Index));
    }

    [Fact]
    public void Records_out_of_their_places_are_found_though_every_hash_fits()
    {
        using var folder = new TemporaryFolder();
        LedgerStore.Load(new LedgerFolder(folder.Path), Records.Origin).Commit([AuditRecordJson.ToEntry(Records.Intent() with { Seq = 1 })]);
        var found = LedgerVerifier.Verify(folder.Path);
        Assert.Equal(LedgerVerdict.Violated, found.Integrity);
        Assert.Equal(new LedgerFlaw("tile/entries/000.p/1", 0, "the record says that its place is 1"), found.Flaw);
    }

    [Theory]
    [InlineData("tile/notes.txt")]
    [InlineData("tile/0/1")]
    [InlineData("tile/0/000.p/256")]
    [InlineData("tile/0/000.p/01")]
    [InlineData("tile/0/x000/000")]
    public void A_file_without_a_place_among_the_tiles_is_found(string file)
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 2);
        Directory.CreateDirectory(Path.GetDirectoryName(folder[file])!);
        File.WriteAllText(folder[file], "x");
        Assert.Equal(new LedgerFlaw(file, null, "the file has no place in a ledger"), LedgerVerifier.Verify(folder.Path).Flaw);
    }

    [Theory]
    [InlineData("tile/0/001")]
    [InlineData("tile/3/000")]
    [InlineData("tile/entries/005")]
    public void A_tile_behind_the_end_is_found(string file)
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 2);
        Directory.CreateDirectory(Path.GetDirectoryName(folder[file])!);
        File.WriteAllText(folder[file], "x");
        Assert.Contains(file, LedgerVerifier.Verify(folder.Path).Flaw?.Problem);
    }

    [Fact]
    public void A_cut_end_is_found_by_the_expected_size_only()
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 7);
        var cut = LedgerVerifier.Verify(folder.Path, new() { Size = 10 });
        Assert.Equal((LedgerVerdict.Holds, LedgerVerdict.Violated), (cut.Integrity, cut.Completeness));
        Assert.Equal(new LedgerFlaw("checkpoint", 7, "it says 7 records; at least 10 are expected"), cut.Flaw);
        Assert.Equal(LedgerVerdict.Holds, LedgerVerifier.Verify(folder.Path, new() { Size = 7 }).Completeness);
        Assert.Equal(LedgerVerdict.Holds, LedgerVerifier.Verify(folder.Path, new() { Size = 6 }).Completeness);
        Assert.Equal(LedgerVerdict.Unknown, LedgerVerifier.Verify(folder.Path).Completeness);
    }

    [Fact]
    public void A_rewritten_ledger_is_found_by_the_expected_root_only()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        Records.Fill(folder.Path, 300);
        var earlier = new LedgerExpectation { Size = 300, Root = LedgerReader.Open(folder.Path).Checkpoint.Root };
        Records.Fill(folder.Path, 5);
        Assert.Equal(LedgerVerdict.Holds, LedgerVerifier.Verify(folder.Path, earlier).Integrity);

        using (var ledger = AuditLedger.Open(other.Path, Records.Origin))
            ledger.Append(Records.Intent("another"));
        Records.Fill(other.Path, 304);
        var found = LedgerVerifier.Verify(other.Path, earlier);
        Assert.Equal((LedgerVerdict.Violated, LedgerVerdict.Holds), (found.Integrity, found.Completeness));
        Assert.Equal(LedgerVerdict.Holds, LedgerVerifier.Verify(other.Path, earlier with { Root = null }).Integrity);
    }

    [Fact]
    public void A_directory_without_a_checkpoint_is_not_complete()
    {
        using var folder = new TemporaryFolder();
        var found = LedgerVerifier.Verify(folder.Path);
        Assert.Equal((LedgerVerdict.Unknown, LedgerVerdict.Violated), (found.Integrity, found.Completeness));
        Assert.Equal(new LedgerFlaw("checkpoint", null, "the file is missing"), found.Flaw);
    }

    [Fact]
    public void A_root_without_its_size_is_refused() =>
        Assert.Throws<ArgumentException>(() => LedgerVerifier.Verify("unused", new() { Root = "x" }));

    private static void AssertFlipIsFound(TemporaryFolder folder, string file, int bit)
    {
        var content = File.ReadAllBytes(file);
        content[bit / 8] ^= (byte)(1 << (bit % 8));
        File.WriteAllBytes(file, content);
        var found = LedgerVerifier.Verify(folder.Path, new() { Origin = Records.Origin });
        Assert.True(found.Flaw is not null, $"bit {bit} of {file}");
        Assert.True(found.Integrity == LedgerVerdict.Violated || found.Completeness == LedgerVerdict.Violated);
        content[bit / 8] ^= (byte)(1 << (bit % 8));
        File.WriteAllBytes(file, content);
    }

    private static string Relative(TemporaryFolder folder, string file) =>
        Path.GetRelativePath(folder.Path, file).Replace('\\', '/');
}
