using System.Text.RegularExpressions;

namespace ImmutableGuard.Ledger;

/// <summary>The tile files there are, by what their names say; a name that says nothing is a flaw.</summary>
internal sealed class TileListing
{
    private static readonly Regex Name = new(
        @"^tile/(entries|0|[1-9]\d?)/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?$", RegexOptions.CultureInvariant);

    private readonly SortedDictionary<(int Level, long Index), SortedDictionary<int, string>> files = [];

    /// <summary>The level that stands for entry bundles.</summary>
    public const int Entries = -1;

    /// <summary>Lists the files below <c>tile</c>.</summary>
    /// <exception cref="FlawException">A file there has no business there.</exception>
    public TileListing(string directory)
    {
        var root = Path.Combine(directory, "tile");
        foreach (var path in FilesBelow(root))
            Add("tile" + path.Substring(root.Length).Replace('\\', '/'));
    }

    /// <summary>Takes the files of one tile off the list: path by width, the narrowest first.</summary>
    public SortedDictionary<int, string> Take(int level, long index)
    {
        if (!files.TryGetValue((level, index), out var widths))
            return [];
        files.Remove((level, index));
        return widths;
    }

    /// <summary>A file that is still on the list; null where there is none.</summary>
    public string? Rest() => files.Count == 0 ? null : files.First().Value.First().Value;

    /// <summary>The name of a full tile, whether it is there or not.</summary>
    public static string NameOf(int level, long index)
    {
        var digits = index.ToString("D3", System.Globalization.CultureInfo.InvariantCulture);
        digits = digits.PadLeft((digits.Length + 2) / 3 * 3, '0');
        var groups = Enumerable.Range(0, digits.Length / 3).Select(i => digits.Substring(3 * i, 3)).ToList();
        return $"tile/{(level == Entries ? "entries" : $"{level}")}/{string.Join("/", groups.Select((group, i) => i < groups.Count - 1 ? "x" + group : group))}";
    }

    // Sorted, so that entries come after the hash tiles: a writer writes them first, and a tile is never seen without its entries.
    private static IEnumerable<string> FilesBelow(string folder)
    {
        try
        {
            return [.. Directory.GetDirectories(folder).OrderBy(path => path, StringComparer.Ordinal).SelectMany(FilesBelow), .. Directory.GetFiles(folder)];
        }
        catch (DirectoryNotFoundException)
        {
            // Partial tiles that a writer has deleted meanwhile, or no tiles at all.
            return [];
        }
    }

    private void Add(string name)
    {
        var match = Name.Match(name);
        var digits = string.Concat(match.Groups[2].Value.Where(c => c is >= '0' and <= '9'));
        if (!match.Success || !long.TryParse(digits, out var index))
            throw FlawException.Altered(name, null, "the file has no place in a ledger");
        var level = match.Groups[1].Value == "entries" ? Entries : int.Parse(match.Groups[1].Value);
        var width = match.Groups[3].Success ? int.Parse(match.Groups[3].Value) : 256;
        var canonical = NameOf(level, index) + (match.Groups[3].Success ? $".p/{width}" : "");
        if (name != canonical || (width == 256 && match.Groups[3].Success) || width > 256)
            throw FlawException.Altered(name, null, "the file has no place in a ledger");
        if (!files.TryGetValue((level, index), out var widths))
            files.Add((level, index), widths = []);
        widths.Add(width, name);
    }
}
