using System.Globalization;

namespace ImmutableGuard.Ledger;

/// <summary>What lies behind a ledger's checkpoint: nothing, or the files of the one commit that was interrupted.</summary>
internal static class InterruptedCommit
{
    /// <summary>The entry bundle of the commit that was interrupted; null where none was.</summary>
    /// <exception cref="LedgerException">There is something that no interrupted commit leaves.</exception>
    public static Tile? Find(LedgerFolder folder, long size)
    {
        var bundles = Further(folder, null, size);
        var next = new Tile(null, size / Tile.FullWidth + 1, Tile.FullWidth);
        if (bundles.Count > 1 || folder.Exists(next.Path) || folder.Exists(next.PartialsPath))
            throw LedgerException.Corrupted(folder.Full(Checkpoint.FileName), $"it says {size} records, but there are entries of later commits");
        var end = bundles.Count == 0 ? size : size / Tile.FullWidth * Tile.FullWidth + bundles[0].Width;
        RefuseHashesWithoutEntries(folder, size, end);
        return bundles.Count == 0 ? null : bundles[0];
    }

    // Entries are written before their hashes: hashes that reach further than the entries are those of entries that are gone.
    private static void RefuseHashesWithoutEntries(LedgerFolder folder, long size, long end)
    {
        for (var level = 0; level == 0 || Tile.CountAt(level - 1, end) > 0; level++)
        {
            var count = Tile.CountAt(level, size);
            var width = Tile.CountAt(level, end) - count / Tile.FullWidth * Tile.FullWidth;
            foreach (var tile in Further(folder, level, count).Where(tile => tile.Width != width))
                throw LedgerException.Corrupted(folder.Full(tile.Path), $"there are no entries for its hashes; the checkpoint says {size} records");
        }
    }

    /// <summary>The files of the tile that is being filled which hold more than the checkpoint says.</summary>
    private static List<Tile> Further(LedgerFolder folder, int? level, long count)
    {
        var filling = new Tile(level, count / Tile.FullWidth, Tile.FullWidth);
        var further = folder.Names(filling.PartialsPath)
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var width) ? width : 0)
            .Where(width => width > count % Tile.FullWidth)
            .Select(width => filling with { Width = width })
            .ToList();
        if (folder.Exists(filling.Path))
            further.Add(filling);
        return further;
    }
}
