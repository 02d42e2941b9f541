using System.Globalization;

namespace ImmutableGuard.Ledger;

/// <summary>
/// The state of a ledger on disk, and the one way in which it changes: a commit of entries that stay within one bundle. It
/// writes the bundle, then the hash tiles, then the checkpoint, each durable before the next; so the state after a crash is
/// the last checkpoint and at most one bundle that reaches further (docs/decisions/0008-ledger-layout.md).
/// </summary>
internal sealed class LedgerStore
{
    private readonly LedgerFolder folder;
    private readonly string origin;
    private readonly TreeEdge edge;
    private readonly List<byte[]> bundle;

    private LedgerStore(LedgerFolder folder, string origin, TreeEdge edge, List<byte[]> bundle) =>
        (this.folder, this.origin, this.edge, this.bundle) = (folder, origin, edge, bundle);

    /// <summary>How many entries the ledger holds.</summary>
    public long Size => edge.Size;

    /// <summary>How many entries the next commit may have.</summary>
    public int Room => Tile.FullWidth - bundle.Count;

    /// <summary>Opens the ledger in a folder, or creates it in an empty one; ends a commit that was interrupted.</summary>
    /// <exception cref="LedgerException">The folder holds something else, or a state no interrupted commit leaves.</exception>
    public static LedgerStore Load(LedgerFolder folder, string origin)
    {
        if (!folder.Exists(Checkpoint.FileName))
            return Create(folder, origin);
        var checkpoint = ReadCheckpoint(folder, origin);
        var edge = TreeEdge.Load(checkpoint.Size, tile => ReadHashes(folder, tile));
        if (Convert.ToBase64String(edge.Root()) != checkpoint.Root)
            throw LedgerException.Corrupted(folder.Full(Checkpoint.FileName), "its root is not that of the hash tiles");
        var store = new LedgerStore(folder, origin, edge, ReadBundle(folder, edge));
        store.DeleteSupersededPartials();
        store.EndInterruptedCommit();
        return store;
    }

    /// <summary>Adds entries, at most <see cref="Room"/>. After an exception this object must not be used again.</summary>
    /// <exception cref="LedgerException">The entries could not be written durably; some or all may nevertheless be there.</exception>
    public void Commit(IReadOnlyList<byte[]> entries)
    {
        bundle.AddRange(entries);
        folder.Write(new Tile(null, Size / Tile.FullWidth, bundle.Count).Path, EntryBundle.Write(bundle));
        foreach (var (tile, content) in edge.Append([.. entries.Select(MerkleTree.HashLeaf)]))
            folder.Write(tile.Path, content);
        WriteCheckpoint();
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

        var store = new LedgerStore(folder, origin, new TreeEdge(), []);
        store.WriteCheckpoint();
        return store;
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

    private void WriteCheckpoint() =>
        folder.Write(Checkpoint.FileName, new Checkpoint(origin, Size, Convert.ToBase64String(edge.Root())).Content);

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
        var filling = new Tile(null, Size / Tile.FullWidth, Tile.FullWidth);
        var further = folder.Names(filling.PartialsPath)
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var width) ? width : 0)
            .Where(width => width > bundle.Count)
            .Select(width => filling with { Width = width })
            .ToList();
        if (folder.Exists(filling.Path))
            further.Add(filling);
        var next = filling with { Index = filling.Index + 1 };
        if (further.Count > 1 || folder.Exists(next.Path) || folder.Exists(next.PartialsPath))
            throw LedgerException.Corrupted(folder.Full(Checkpoint.FileName), $"it says {Size} records, but there are entries of later commits");
        if (further.Count == 0)
            return;
        var entries = ReadEntries(folder, further[0]);
        if (!bundle.Zip(entries, (mine, theirs) => mine.SequenceEqual(theirs)).All(same => same))
            throw LedgerException.Corrupted(folder.Full(further[0].Path), "it doesn't go on from the bundle before it");
        Commit(entries.GetRange(bundle.Count, entries.Count - bundle.Count));
    }
}
