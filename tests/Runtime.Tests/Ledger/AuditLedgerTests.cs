using CsCheck;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime.Tests.Ledger;

public sealed class AuditLedgerTests
{
    [Fact]
    public void A_missing_directory_becomes_an_empty_ledger()
    {
        using var folder = new TemporaryFolder();
        AuditLedger.Open(folder["a/b"], Records.Origin).Dispose();
        Assert.Equal(
            new Checkpoint(Records.Origin, 0, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
            LedgerReader.Open(folder["a/b"]).Checkpoint);
        Assert.Empty(LedgerReader.Open(folder["a/b"]).Records());
    }

    [Fact]
    public void Records_read_back_in_order_with_their_places()
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 2);
        using (var ledger = AuditLedger.Open(folder.Path, Records.Origin))
        {
            var intent = ledger.Append(Records.Intent("third"));
            Assert.Equal(2, intent);
            Assert.Equal(3, ledger.Append(Records.Intent() with { Kind = AuditKind.Completed, Intent = intent, Seq = 99 }));
        }

        var records = LedgerReader.Open(folder.Path).Records().ToList();
        Assert.Equal([0L, 1L, 2L, 3L], records.Select(record => record.Seq));
        Assert.Equal(records[2].Seq, records[3].Intent);
        Assert.Equal(["site-0", "site-1", "third", "0123456789ab"], records.Select(record => record.Site));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(300)]
    [InlineData(600)]
    public void Reading_from_a_place_gives_the_rest(int first)
    {
        using var folder = new TemporaryFolder();
        Records.FillInBundles(folder.Path, 600);
        Assert.Equal(
            Enumerable.Range(first, 600 - first).Select(i => $"site-{i}"),
            LedgerReader.Open(folder.Path).Records(first).Select(record => record.Site));
    }

    [Fact]
    public void Concurrent_appends_get_places_of_their_own_and_make_a_sound_ledger()
    {
        using var folder = new TemporaryFolder();
        var places = new long[400];
        using (var ledger = AuditLedger.Open(folder.Path, Records.Origin))
            Parallel.For(0, places.Length, new() { MaxDegreeOfParallelism = 40 }, i => places[i] = ledger.Append(Records.Intent($"site-{i}")));
        var sites = LedgerReader.Open(folder.Path).Records().Select(record => record.Site).ToList();
        Assert.Equal(Enumerable.Range(0, places.Length).Select(i => (long)i), places.Order());
        Assert.All(places.Select((place, i) => (place, i)), pair => Assert.Equal($"site-{pair.i}", sites[(int)pair.place]));
        AssertSound(folder.Path, places.Length);
    }

    [Fact]
    public void Partial_tiles_stay_until_the_full_one_is_there()
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 255);
        Assert.Equal(255, Directory.GetFiles(folder["tile/entries/000.p"]).Length);
        Assert.Equal(255, Directory.GetFiles(folder["tile/0/000.p"]).Length);
        using (var ledger = AuditLedger.Open(folder.Path, Records.Origin))
            ledger.Append(Records.Intent());
        Assert.Equal(
            [".lock", "checkpoint", "tile/0/000", "tile/1/000.p/1", "tile/entries/000"],
            folder.Files.Select(file => Path.GetRelativePath(folder.Path, file).Replace('\\', '/')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_commit_that_was_interrupted_after_any_step_is_ended_on_opening() =>
        Gen.Select(Gen.OneOf(Gen.Int[0, 5], Gen.Int[250, 258], Gen.Int[508, 513]), Gen.Int[1, 6]).Sample((before, more) =>
        {
            using var folder = new TemporaryFolder();
            Records.FillInBundles(folder.Path, before);
            more = Math.Min(more, 256 - (before % 256));
            foreach (var (copy, steps) in InterruptedCommits(folder, before, more))
            {
                // With no step done the commit never was; after the first one it can only go on.
                AuditLedger.Open(copy, Records.Origin).Dispose();
                AssertSound(copy, steps == 0 ? before : before + more);
                Directory.Delete(copy, recursive: true);
            }
        }, iter: 12);

    [Theory]
    [InlineData(2, "tile/entries/000.p/3", 0)]
    [InlineData(2, "tile/0/000.p/3", 1)]
    [InlineData(255, "tile/entries/000", 0)]
    [InlineData(255, "tile/0/000", 1)]
    [InlineData(255, "tile/1/000.p/1", 1)]
    public void A_step_that_fails_leaves_the_old_checkpoint_and_the_next_append_goes_on(int before, string file, int uncommitted)
    {
        using var folder = new TemporaryFolder();
        Records.FillInBundles(folder.Path, before);
        using var ledger = AuditLedger.Open(folder.Path, Records.Origin);
        // No file can be renamed onto a directory.
        Directory.CreateDirectory(folder[file]);
        Assert.Equal(LedgerErrors.Unavailable, Assert.Throws<LedgerException>(() => ledger.Append(Records.Intent())).Id);
        Directory.Delete(folder[file]);
        var found = LedgerVerifier.Verify(folder.Path, new() { Size = before });
        Assert.Null(found.Flaw);
        Assert.Equal((before, uncommitted), (found.Checkpoint!.Size, found.Uncommitted));
        Assert.Equal(before + uncommitted, ledger.Append(Records.Intent()));
        AssertSound(folder.Path, before + uncommitted + 1);
    }

    [Fact]
    public void A_file_that_was_being_written_when_the_writer_died_is_no_part_of_the_ledger()
    {
        using var folder = new TemporaryFolder();
        Records.Fill(folder.Path, 2);
        File.WriteAllText(folder[LedgerFolder.PendingFile], "half of a bun");
        Assert.Equal(LedgerVerdict.Holds, LedgerVerifier.Verify(folder.Path).Integrity);
        Records.Fill(folder.Path, 1);
        AssertSound(folder.Path, 3);
    }

    [Fact]
    public void Appending_after_the_end_is_refused()
    {
        using var folder = new TemporaryFolder();
        var ledger = AuditLedger.Open(folder.Path, Records.Origin);
        ledger.Dispose();
        Assert.Throws<ObjectDisposedException>(() => ledger.Append(Records.Intent()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("a+b")]
    [InlineData("a\nb")]
    public void A_name_that_can_name_no_key_is_refused(string origin) =>
        Assert.Throws<ArgumentException>(() => AuditLedger.Open("unused", origin));

    private static IEnumerable<(string Copy, int Steps)> InterruptedCommits(TemporaryFolder folder, int before, int more)
    {
        using var after = new TemporaryFolder();
        CopyTo(folder.Path, after.Path);
        var old = new HashSet<string>(after.Files);
        var store = LedgerStore.Load(new LedgerFolder(after.Path), Records.Origin);
        store.Commit([.. Enumerable.Range(before, more).Select(i => AuditRecordJson.ToEntry(Records.Intent() with { Seq = i }))]);
        var written = after.Files.Where(file => !old.Contains(file)).Select(file => Path.GetRelativePath(after.Path, file))
            .OrderBy(file => file.Contains("entries") ? -1 : file.Split('/', '\\')[1][0]).Append(Checkpoint.FileName).ToList();
        Assert.InRange(written.Count, 3, 5);
        for (var steps = 0; steps <= written.Count; steps++)
        {
            var copy = Directory.CreateTempSubdirectory("immutableguard-ledger-").FullName;
            CopyTo(folder.Path, copy);
            foreach (var file in written.Take(steps))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, file))!);
                File.Copy(after[file], Path.Combine(copy, file), overwrite: true);
            }

            AssertIntegrity(copy);
            yield return (copy, steps);
        }
    }

    private static void CopyTo(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private static void AssertIntegrity(string directory)
    {
        var found = LedgerVerifier.Verify(directory);
        Assert.Null(found.Flaw);
        Assert.Equal(LedgerVerdict.Holds, found.Integrity);
    }

    private static void AssertSound(string directory, long size)
    {
        AssertIntegrity(directory);
        var found = LedgerVerifier.Verify(directory, new() { Size = size, Origin = Records.Origin });
        Assert.Equal(LedgerVerdict.Holds, found.Completeness);
        Assert.Equal(size, found.Checkpoint!.Size);
        Assert.Equal(0, found.Uncommitted);
    }
}
