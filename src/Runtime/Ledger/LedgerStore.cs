namespace ImmutableGuard.Ledger;

/// <summary>
/// The state of a ledger on disk, and the one way in which it changes: a commit of entries that stay within one bundle. It
/// writes the bundle, then the hash tiles, then the checkpoint, each durable before the next; so the state after a crash is
/// the last checkpoint and at most one bundle that reaches further (docs/decisions/0008-ledger-layout.md).
/// </summary>
internal sealed class LedgerStore
{
    private readonly LedgerFolder folder;
    private readonly TreeEdge edge;
    private readonly List<byte[]> bundle;

    private LedgerStore(LedgerFolder folder, Checkpoint checkpoint, TreeEdge edge, List<byte[]> bundle) =>
        (this.folder, Checkpoint, this.edge, this.bundle) = (folder, checkpoint, edge, bundle);

    /// <summary>What the last commit reached.</summary>
    public Checkpoint Checkpoint { get; private set; }

    /// <summary>How many entries the ledger holds.</summary>
    public long Size => edge.Size;

    /// <summary>How many entries the next commit may have.</summary>
    public int Room => Tile.FullWidth - bundle.Count;

    /// <summary>Opens the ledger in a folder, or creates it in an empty one; ends a commit that was interrupted.</summary>
    /// <param name="folder">The ledger's directory.</param>
    /// <param name="origin">The ledger's name.</param>
    /// <param name="reached">What this process committed before; null where it opens the ledger. Nothing less is accepted.</param>
    /// <exception cref="LedgerException">The folder holds something else, or a state no interrupted commit leaves.</exception>
    public static LedgerStore Load(LedgerFolder folder, string origin, Checkpoint? reached = null)
    {
        if (reached is null && !folder.Exists(Checkpoint.FileName))
            return Create(folder, origin);
        var checkpoint = ReadCheckpoint(folder, origin);
        if (reached is not null && (checkpoint.Size < reached.Size || (checkpoint.Size == reached.Size && checkpoint != reached)))
            throw Replaced(folder, reached);
        var edge = TreeEdge.Load(checkpoint.Size, tile => ReadHashes(folder, tile));
        if (Convert.ToBase64String(edge.Root()) != checkpoint.Root)
            throw LedgerException.Corrupted(folder.Full(Checkpoint.FileName), "its root is not that of the hash tiles");
        var store = new LedgerStore(folder, checkpoint, edge, ReadBundle(folder, edge));
        store.DeleteSupersededPartials();
        store.EndInterruptedCommit();
        return store;
    }

    /// <summary>Adds entries, at most <see cref="Room"/>. After an exception this object must not be used again.</summary>
    /// <exception cref="LedgerException">The entries could not be written durably; some or all may nevertheless be there.</exception>
    public void Commit(IReadOnlyList<byte[]> entries)
    {
        // Somebody who removes, replaces or sets back the files of a running writer must not make it go on beside the ledger.
        if (folder.ReadIfThere(Checkpoint.FileName)?.SequenceEqual(Checkpoint.Content) != true)
            throw Replaced(folder, Checkpoint);
        bundle.AddRange(entries);
        Write(new Tile(null, Size / Tile.FullWidth, bundle.Count), EntryBundle.Write(bundle));
        foreach (var (tile, content) in edge.Append([.. entries.Select(MerkleTree.HashLeaf)]))
            Write(tile, content);
        Checkpoint = StateOf(Checkpoint.Origin, edge);
        folder.Write(Checkpoint.FileName, Checkpoint.Content);
        if (Room > 0)
            return;
        bundle.Clear();
        DeleteSupersededPartials();
    }

    private static LedgerStore Create(LedgerFolder folder, string origin)
    {
        foreach (var name in folder.Names(""))
        {
            if (name is not (LedgerFolder.LockFile or LedgerFolder.PendingFile))
                throw LedgerException.Corrupted(folder.Full(name), "the directory is not empty and has no checkpoint, so it is no ledger");
        }

        var edge = new TreeEdge();
        var empty = StateOf(origin, edge);
        folder.Write(Checkpoint.FileName, empty.Content);
        return new LedgerStore(folder, empty, edge, []);
    }

    private static Checkpoint ReadCheckpoint(LedgerFolder folder, string origin)
    {
        try
        {
            var checkpoint = Checkpoint.Read(folder.Read(Checkpoint.FileName));
            return checkpoint.Origin == origin
                ? checkpoint
                : throw new FormatException($"the ledger is that of '{checkpoint.Origin}', not of '{origin}'");
        }
        catch (FormatException e)
        {
            throw LedgerException.Corrupted(folder.Full(Checkpoint.FileName), e.Message, e);
        }
    }

    private static List<byte[]> ReadHashes(LedgerFolder folder, Tile tile)
    {
        var content = folder.Read(tile.Path);
        if (content.Length != tile.Width * MerkleTree.HashLength)
            throw LedgerException.Corrupted(folder.Full(tile.Path), $"{tile.Width} hashes are expected, not {content.Length} bytes");
        return [.. Enumerable.Range(0, tile.Width).Select(i => content.AsSpan(i * MerkleTree.HashLength, MerkleTree.HashLength).ToArray())];
    }

    private static List<byte[]> ReadBundle(LedgerFolder folder, TreeEdge edge)
    {
        if (edge.Leaves.Count == 0)
            return [];
        var tile = new Tile(null, edge.Size / Tile.FullWidth, edge.Leaves.Count);
        var entries = ReadEntries(folder, tile);
        for (var i = 0; i < entries.Count; i++)
        {
            if (!MerkleTree.HashLeaf(entries[i]).SequenceEqual(edge.Leaves[i]))
                throw LedgerException.Corrupted(folder.Full(tile.Path), $"entry {i} of the bundle is not what its hash tile says");
        }

        return entries;
    }

    private static List<byte[]> ReadEntries(LedgerFolder folder, Tile tile)
    {
        try
        {
            var entries = EntryBundle.Read(folder.Read(tile.Path));
            return entries.Count == tile.Width
                ? entries
                : throw new FormatException($"{tile.Width} entries are expected, not {entries.Count}");
        }
        catch (FormatException e)
        {
            throw LedgerException.Corrupted(folder.Full(tile.Path), e.Message, e);
        }
    }

    private static Checkpoint StateOf(string origin, TreeEdge edge) => new(origin, edge.Size, Convert.ToBase64String(edge.Root()));

    private static LedgerException Replaced(LedgerFolder folder, Checkpoint reached) => LedgerException.Corrupted(
        folder.Full(Checkpoint.FileName), $"it is not the one this process wrote last, of {reached.Size} records");

    // An interrupted commit leaves what its repetition writes; anything else that is there is evidence and stays.
    private void Write(Tile tile, byte[] content)
    {
        if (folder.ReadIfThere(tile.Path)?.SequenceEqual(content) == false)
            throw LedgerException.Corrupted(folder.Full(tile.Path), "it is there already and doesn't follow from the records");
        folder.Write(tile.Path, content);
    }

    // Partial tiles stay until the full one is there: tlog-tiles promises them to whoever holds an older checkpoint.
    private void DeleteSupersededPartials()
    {
        for (var level = 0; Tile.CountAt(level + 1, Size) is > 0 and var full; level++)
        {
            folder.Delete(new Tile(level, full - 1, Tile.FullWidth).PartialsPath);
            if (level == 0)
                folder.Delete(new Tile(null, full - 1, Tile.FullWidth).PartialsPath);
        }
    }

    // Nobody was told that these records are in the ledger, but they are complete; keeping them loses nothing, dropping might.
    private void EndInterruptedCommit()
    {
        if (InterruptedCommit.Find(folder, Size) is not { } further)
            return;
        var entries = ReadEntries(folder, further);
        if (!bundle.Zip(entries, (mine, theirs) => mine.SequenceEqual(theirs)).All(same => same))
            throw LedgerException.Corrupted(folder.Full(further.Path), "it doesn't go on from the bundle before it");
        Commit(entries.GetRange(bundle.Count, entries.Count - bundle.Count));
    }
}
