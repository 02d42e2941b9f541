namespace ImmutableGuard.Ledger;

/// <summary>
/// The right edge of the tree: per level the hashes of the tile that is being filled. It is all a writer needs to go on, and
/// its size grows with the logarithm of the log's.
/// </summary>
internal sealed class TreeEdge
{
    private readonly List<List<byte[]>> levels = [];

    /// <summary>How many leaves the tree has.</summary>
    public long Size { get; private set; }

    /// <summary>The leaf hashes of the tile that is being filled.</summary>
    public IReadOnlyList<byte[]> Leaves => levels.Count == 0 ? [] : levels[0];

    /// <summary>Takes up the edge of a tree that exists.</summary>
    /// <param name="size">How many leaves the tree has.</param>
    /// <param name="read">Gives the hashes of a partial tile.</param>
    public static TreeEdge Load(long size, Func<Tile, List<byte[]>> read)
    {
        var edge = new TreeEdge { Size = size };
        for (var level = 0; Tile.CountAt(level, size) is > 0 and var count; level++)
        {
            var width = (int)(count % Tile.FullWidth);
            edge.levels.Add(width == 0 ? [] : read(new Tile(level, count / Tile.FullWidth, width)));
        }

        return edge;
    }

    /// <summary>Adds leaves, which must not reach beyond the tile that is being filled. Returns the tiles that change, with their content.</summary>
    public List<(Tile Tile, byte[] Content)> Append(IReadOnlyList<byte[]> leaves)
    {
        var changed = new List<(Tile, byte[])>();
        var added = leaves;
        for (var level = 0; added.Count > 0; level++)
        {
            if (level == levels.Count)
                levels.Add([]);
            var hashes = levels[level];
            hashes.AddRange(added);
            changed.Add((new Tile(level, Tile.CountAt(level, Size) / Tile.FullWidth, hashes.Count), [.. hashes.SelectMany(hash => hash)]));
            added = [];
            if (hashes.Count == Tile.FullWidth)
            {
                added = [MerkleTree.Root(hashes)];
                hashes.Clear();
            }
        }

        Size += leaves.Count;
        return changed;
    }

    /// <summary>The root of the tree.</summary>
    public byte[] Root()
    {
        // The tree is a row of perfect subtrees, the largest at the left; its root folds them from the right.
        byte[]? root = null;
        foreach (var hashes in levels)
        {
            for (var end = hashes.Count; end > 0;)
            {
                var count = end & -end;
                end -= count;
                var subtree = MerkleTree.Root(hashes.GetRange(end, count));
                root = root is null ? subtree : MerkleTree.HashNode(subtree, root);
            }
        }

        return root ?? MerkleTree.EmptyRoot;
    }
}
