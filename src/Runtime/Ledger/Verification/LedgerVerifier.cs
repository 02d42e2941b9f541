namespace ImmutableGuard.Ledger;

/// <summary>
/// Checks a ledger from its records up: derives every hash anew and compares every tile, partial tile and the checkpoint with
/// what follows. Needs no right to write, and may run while the ledger is written to.
/// </summary>
public sealed class LedgerVerifier
{
    // A writer moves on at most this often while one verification looks at the same place again.
    private const int MostAttempts = 10;

    private readonly LedgerFolder folder;
    private readonly LedgerExpectation expectation;
    private readonly TileListing listing;
    private readonly Checkpoint checkpoint;

    private LedgerVerifier(LedgerFolder folder, LedgerExpectation expectation, TileListing listing, Checkpoint checkpoint) =>
        (this.folder, this.expectation, this.listing, this.checkpoint) = (folder, expectation, listing, checkpoint);

    /// <summary>Verifies a ledger, up to its first flaw.</summary>
    /// <param name="directory">The ledger's directory.</param>
    /// <param name="expectation">What is known of it from outside; null where nothing is.</param>
    /// <exception cref="ArgumentException">A root is expected, but not said at which size; or the size is negative.</exception>
    /// <exception cref="LedgerException">A file is there but can't be read.</exception>
    public static LedgerVerification Verify(string directory, LedgerExpectation? expectation = null)
    {
        expectation ??= new LedgerExpectation();
        if (expectation is { Root: not null, Size: null } or { Size: < 0 })
            throw new ArgumentException("A root needs the size at which it was the ledger's, and a size is not negative.", nameof(expectation));
        var folder = new LedgerFolder(Path.GetFullPath(directory));
        for (var attempt = 1; ; attempt++)
        {
            var found = VerifyOnce(folder, expectation, out var checkpoint);
            // A writer that fills a tile deletes the partial ones: what then seems missing is looked for under the new checkpoint.
            if (found.Flaw is null || attempt == MostAttempts || IsStill(folder, checkpoint))
                return found;
        }
    }

    private static LedgerVerification VerifyOnce(LedgerFolder folder, LedgerExpectation expectation, out Checkpoint? checkpoint)
    {
        checkpoint = null;
        try
        {
            // The listing first: whatever a writer adds meanwhile is then within the checkpoint, but for one commit.
            var listing = new TileListing(folder.Path);
            checkpoint = ReadCheckpoint(folder);
            return new LedgerVerifier(folder, expectation, listing, checkpoint).Verify();
        }
        catch (FlawException e)
        {
            return new LedgerVerification
            {
                Checkpoint = checkpoint,
                Integrity = e.Integrity,
                Completeness = e.Completeness,
                Flaw = e.Flaw,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw LedgerException.Unavailable(folder.Path, e);
        }
    }

    private static bool IsStill(LedgerFolder folder, Checkpoint? checkpoint) =>
        checkpoint is null || folder.ReadIfThere(Checkpoint.FileName)?.SequenceEqual(checkpoint.Content) != false;

    private static Checkpoint ReadCheckpoint(LedgerFolder folder)
    {
        try
        {
            return Checkpoint.Read(folder.ReadIfThere(Checkpoint.FileName)
                ?? throw FlawException.Missing(Checkpoint.FileName, null, "the file is missing"));
        }
        catch (FormatException e)
        {
            throw FlawException.Altered(Checkpoint.FileName, null, e.Message);
        }
    }

    private LedgerVerification Verify()
    {
        if (expectation.Origin is { } origin && origin != checkpoint.Origin)
            throw FlawException.Altered(Checkpoint.FileName, null, $"the ledger is that of '{checkpoint.Origin}', not of '{origin}'");
        using var files = new TileCheck(folder, listing, checkpoint.Size, expectation.Size);
        files.Run();
        if (files.RootOf(checkpoint.Size) != checkpoint.Root)
            throw FlawException.Altered(Checkpoint.FileName, null, "its root is not that of the records");
        if (expectation.Size is { } size)
            CheckExpectation(size, files);
        return new LedgerVerification
        {
            Checkpoint = checkpoint,
            Integrity = LedgerVerdict.Holds,
            Completeness = expectation.Size is null ? LedgerVerdict.Unknown : LedgerVerdict.Holds,
            Uncommitted = files.Uncommitted,
        };
    }

    private void CheckExpectation(long size, TileCheck files)
    {
        if (checkpoint.Size < size)
        {
            var cut = new LedgerFlaw(Checkpoint.FileName, checkpoint.Size, $"it says {checkpoint.Size} records; at least {size} are expected");
            throw new FlawException(cut, LedgerVerdict.Holds, LedgerVerdict.Violated);
        }

        if (expectation.Root is { } root && root != files.RootOf(size))
        {
            var rewritten = new LedgerFlaw(Checkpoint.FileName, null, $"the first {size} records are not those of the expected root");
            throw new FlawException(rewritten, LedgerVerdict.Violated, LedgerVerdict.Holds);
        }
    }
}
