namespace ImmutableGuard.Ledger;

/// <summary>
/// Reads the records of a ledger, also while it is written to. It trusts the files; <see cref="LedgerVerifier"/> doesn't.
/// </summary>
public sealed class LedgerReader
{
    private readonly LedgerFolder folder;

    private LedgerReader(LedgerFolder folder, Checkpoint checkpoint) => (this.folder, Checkpoint) = (folder, checkpoint);

    /// <summary>The state of the ledger when it was opened; later records are not read.</summary>
    public Checkpoint Checkpoint { get; }

    /// <summary>Opens a ledger for reading.</summary>
    /// <exception cref="LedgerException">The directory is no ledger, or can't be read.</exception>
    public static LedgerReader Open(string directory)
    {
        var folder = new LedgerFolder(Path.GetFullPath(directory));
        if (!folder.Exists(Checkpoint.FileName))
            throw LedgerException.Corrupted(folder.Path, "the directory has no checkpoint, so it is no ledger");
        try
        {
            return new LedgerReader(folder, Checkpoint.Read(folder.Read(Checkpoint.FileName)));
        }
        catch (FormatException e)
        {
            throw LedgerException.Corrupted(folder.Full(Checkpoint.FileName), e.Message, e);
        }
    }

    /// <summary>The records, in the order in which they were appended.</summary>
    /// <param name="first">The <see cref="AuditRecord.Seq"/> to begin with.</param>
    /// <exception cref="LedgerException">A file is missing, can't be read, or holds something else; thrown while enumerating.</exception>
    public IEnumerable<AuditRecord> Records(long first = 0)
    {
        for (var index = first / Tile.FullWidth; index * Tile.FullWidth < Checkpoint.Size; index++)
        {
            var start = index * Tile.FullWidth;
            foreach (var record in Bundle(index, (int)Math.Min(Tile.FullWidth, Checkpoint.Size - start)).Skip((int)Math.Max(0, first - start)))
                yield return record;
        }
    }

    private List<AuditRecord> Bundle(long index, int width)
    {
        var tile = new Tile(null, index, width);
        try
        {
            // A writer that filled the bundle since has deleted the partial one, but not before the full one was there.
            var entries = EntryBundle.Read(folder.ReadIfThere(tile.Path) ?? folder.Read((tile with { Width = Tile.FullWidth }).Path));
            return entries.Count >= width
                ? [.. entries.Take(width).Select(AuditRecordJson.FromEntry)]
                : throw new FormatException($"{width} entries are expected, not {entries.Count}");
        }
        catch (FormatException e)
        {
            throw LedgerException.Corrupted(folder.Full(tile.Path), e.Message, e);
        }
    }
}
