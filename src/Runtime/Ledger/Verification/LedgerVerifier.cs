namespace ImmutableGuard.Ledger;

/// <summary>
/// Checks a ledger from its records up: derives every hash anew and compares every tile, partial tile and the checkpoint with
/// what follows. Needs no right to write, and may run while the ledger is written to.
/// </summary>
public sealed class LedgerVerifier
{
    private readonly string directory;
    private readonly LedgerExpectation expectation;
    private readonly TileListing listing;
    private readonly Checkpoint checkpoint;

    private LedgerVerifier(string directory, LedgerExpectation expectation, TileListing listing, Checkpoint checkpoint) =>
        (this.directory, this.expectation, this.listing, this.checkpoint) = (directory, expectation, listing, checkpoint);

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
        directory = Path.GetFullPath(directory);
        var checkpoint = default(Checkpoint);
        try
        {
            // The listing first: whatever a writer adds meanwhile is then within the checkpoint, but for one commit.
            var listing = new TileListing(directory);
            checkpoint = ReadCheckpoint(directory);
            return new LedgerVerifier(directory, expectation, listing, checkpoint).Verify();
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
            throw LedgerException.Unavailable(directory, e);
        }
    }

    private static Checkpoint ReadCheckpoint(string directory)
    {
        try
        {
            return Checkpoint.Read(File.ReadAllBytes(Path.Combine(directory, Checkpoint.FileName)));
        }
        catch (FormatException e)
        {
            throw FlawException.Altered(Checkpoint.FileName, null, e.Message);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FlawException.Missing(Checkpoint.FileName, null, "the file is missing");
        }
    }

    private LedgerVerification Verify()
    {
        if (expectation.Origin is { } origin && origin != checkpoint.Origin)
            throw FlawException.Altered(Checkpoint.FileName, null, $"the ledger is that of '{checkpoint.Origin}', not of '{origin}'");
        using var files = new TileCheck(directory, listing, checkpoint.Size, expectation.Size);
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
