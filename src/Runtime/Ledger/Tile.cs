using System.Globalization;

namespace ImmutableGuard.Ledger;

/// <summary>A file of a log in the layout of C2SP tlog-tiles: 256 hashes or entries, fewer in a partial tile.</summary>
/// <param name="Level">The level of a hash tile; null for an entry bundle.</param>
/// <param name="Index">The tile's place in its level, from 0.</param>
/// <param name="Width">How many hashes or entries it holds, 1 to 256.</param>
internal readonly record struct Tile(int? Level, long Index, int Width)
{
    /// <summary>The width of a full tile.</summary>
    public const int FullWidth = 256;

    /// <summary>The folder all tiles are in.</summary>
    public const string Root = "tile";

    /// <summary>Whether no more will be added.</summary>
    public bool IsFull => Width == FullWidth;

    /// <summary>The path below the ledger's directory, with forward slashes.</summary>
    public string Path => IsFull ? FullPath : $"{PartialsPath}/{Width.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The folder of the partial tiles that led up to this one.</summary>
    public string PartialsPath => FullPath + ".p";

    private string FullPath => $"{Root}/{Level?.ToString(CultureInfo.InvariantCulture) ?? "entries"}/{Groups(Index)}";

    /// <summary>How many hashes of a level, or entries for level 0, a tree has.</summary>
    public static long CountAt(int level, long treeSize) => treeSize >> (8 * level);

    private static string Groups(long index)
    {
        var path = (index % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (index /= 1000; index > 0; index /= 1000)
            path = $"x{(index % 1000).ToString("000", CultureInfo.InvariantCulture)}/{path}";
        return path;
    }
}
