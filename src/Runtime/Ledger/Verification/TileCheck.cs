namespace ImmutableGuard.Ledger;

/// <summary>
/// Reads the entry bundles from first to last and holds every tile file against what follows from them.
/// </summary>
internal sealed class TileCheck : IDisposable
{
    private const int Width = 256;
    private const int HashLength = 32;

    private readonly LedgerFolder folder;
    private readonly TileListing listing;
    private readonly long size;
    private readonly Dictionary<long, string> roots;
    private readonly List<HashRow> rows = [];
    private readonly RootBuilder tree;

    /// <param name="folder">The ledger's directory.</param>
    /// <param name="listing">The tile files in it.</param>
    /// <param name="size">How many records the checkpoint says.</param>
    /// <param name="alsoAt">Another size at which the root is wanted; null where there is none.</param>
    public TileCheck(LedgerFolder folder, TileListing listing, long size, long? alsoAt)
    {
        (this.folder, this.listing, this.size) = (folder, listing, size);
        tree = new RootBuilder(AddHash);
        roots = new Dictionary<long, string> { [size] = "" };
        if (alsoAt is { } other)
            roots[other] = "";
    }

    /// <summary>How many sound records lie behind the checkpoint's.</summary>
    public int Uncommitted => (int)(tree.Count - size);

    /// <summary>The root at a size that was asked for.</summary>
    public string RootOf(long count) => roots[count];

    /// <summary>Checks everything.</summary>
    /// <exception cref="FlawException">The first flaw.</exception>
    public void Run()
    {
        NoteRoot();
        for (var index = 0L; index <= size / Width; index++)
            ReadBundle(index);
        for (var level = 0; level < rows.Count; level++)
            CheckTile(level, rows[level]);
        if (listing.Rest() is { } beyond)
            throw BehindTheEnd(beyond);
    }

    /// <inheritdoc/>
    public void Dispose() => tree.Dispose();

    // Nothing a writer leaves: the checkpoint was set back.
    private FlawException BehindTheEnd(string name) =>
        FlawException.Missing(Checkpoint.FileName, size, $"it says {size} records, but {name} lies behind them");

    private void NoteRoot()
    {
        if (roots.ContainsKey(tree.Count))
            roots[tree.Count] = tree.Root();
    }

    private void ReadBundle(long index)
    {
        var required = (int)Math.Min(Width, size - index * Width);
        var files = ReadTile(TileListing.Entries, index, required);
        if (files.Count == 0)
            return;
        if (files.Keys.Count(width => width > required) > 1)
            throw FlawException.Missing(Checkpoint.FileName, size, $"it says {size} records, but there are entries of later commits");
        var (widest, (name, content)) = (files.Keys.Last(), files.Values.Last());
        var ends = new List<int> { 0 };
        foreach (var (start, length) in Entries(name, index, content))
        {
            CheckPlace(name, tree.Count, content.AsSpan(start, length).ToArray());
            tree.Add(tree.Leaf(content, start, length));
            ends.Add(start + length);
            NoteRoot();
        }

        if (ends.Count - 1 != widest)
            throw FlawException.Altered(name, index * Width, $"{widest} entries are expected, not {ends.Count - 1}");
        foreach (var (width, (narrower, start)) in files.Select(file => (file.Key, file.Value)))
        {
            if (!content.AsSpan(0, ends[width]).SequenceEqual(start))
                throw FlawException.Altered(narrower, index * Width, $"it is not the beginning of {name}");
        }
    }

    private static IEnumerable<(int Start, int Length)> Entries(string name, long index, byte[] content)
    {
        for (int position = 0, entry = 0; position < content.Length; entry++)
        {
            var left = content.Length - position - 2;
            var length = left < 0 ? int.MaxValue : content[position] * 256 + content[position + 1];
            if (length > left)
                throw FlawException.Altered(name, index * Width + entry, "the entry is cut off");
            yield return (position + 2, length);
            position += 2 + length;
        }
    }

    private static void CheckPlace(string name, long place, byte[] entry)
    {
        try
        {
            if (AuditRecordJson.FromEntry(entry).Seq is var seq && seq != place)
                throw FlawException.Altered(name, place, $"the record says that its place is {seq}");
        }
        catch (FormatException e)
        {
            throw FlawException.Altered(name, place, $"the entry is not an audit record ({e.Message})");
        }
    }

    private void AddHash(long leaves, byte[] hash)
    {
        var level = 0;
        for (; leaves >= Width; leaves /= Width)
            level++;
        if (leaves != 1)
            return;
        if (level == rows.Count)
            rows.Add(new HashRow());
        var row = rows[level];
        row.Content.Write(hash, 0, HashLength);
        if (row.Content.Length < Width * HashLength)
            return;
        CheckTile(level, row);
        row.Next();
    }

    private void CheckTile(int level, HashRow row)
    {
        var span = Enumerable.Repeat((long)Width, level).Aggregate(1L, (product, factor) => product * factor);
        var required = (int)Math.Max(0, Math.Min(Width, size / span - row.Index * Width));
        var derived = row.Content.ToArray();
        foreach (var (width, (name, content)) in ReadTile(level, row.Index, required).Select(file => (file.Key, file.Value)))
        {
            if (width * HashLength > derived.Length)
                throw BehindTheEnd(name);
            if (content.Length != width * HashLength)
                throw FlawException.Altered(name, row.Index * Width * span, $"{width} hashes are expected in it, not {content.Length} bytes");
            for (var i = 0; i < width; i++)
            {
                if (!content.AsSpan(i * HashLength, HashLength).SequenceEqual(derived.AsSpan(i * HashLength, HashLength)))
                    throw FlawException.Altered(name, (row.Index * Width + i) * span, $"hash {i} in it doesn't follow from the records in tile/entries");
            }
        }
    }

    /// <summary>The files of a tile by width: those that were listed and are still there, and the one the checkpoint requires.</summary>
    private SortedDictionary<int, (string Name, byte[] Content)> ReadTile(int level, long index, int required)
    {
        var names = listing.Take(level, index);
        var full = TileListing.NameOf(level, index);
        if (required > 0)
        {
            var name = required == Width ? full : $"{full}.p/{required}";
            // Filled since the listing, its partial files deleted: the full one stands for them.
            if (!folder.Exists(name) && !names.ContainsKey(Width) && folder.Exists(full))
                (required, name) = (Width, full);
            names[required] = name;
        }

        var files = new SortedDictionary<int, (string, byte[])>();
        foreach (var (width, name) in names.Select(file => (file.Key, file.Value)))
        {
            if (folder.ReadIfThere(name) is { } content)
                files.Add(width, (name, content));
            else if (width == required)
                throw level == TileListing.Entries
                    ? FlawException.Missing(name, index * Width, "the file is missing")
                    : FlawException.Altered(name, null, "the file is missing");
        }

        return files;
    }

    /// <summary>The hashes of the tile that is being derived at one level.</summary>
    private sealed class HashRow
    {
        public MemoryStream Content { get; } = new();

        public long Index { get; private set; }

        public void Next()
        {
            Content.SetLength(0);
            Index++;
        }
    }
}
