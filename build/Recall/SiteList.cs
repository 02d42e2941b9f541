using System.Globalization;

namespace ImmutableGuard.Build.Recall;

/// <summary>What a person who read the source says of one call.</summary>
/// <param name="File">The file, relative to its repository, with forward slashes.</param>
/// <param name="Line">The line where the call's expression begins, from 1.</param>
/// <param name="Call">The name of the method, as it stands there.</param>
/// <param name="Text">What tells the effects: <c>constant</c>, <c>entity</c>, <c>dynamic</c> where only a run can tell, <c>-</c> where nothing is done.</param>
/// <param name="Expected">What is done, see the lists' README.</param>
public sealed record ListedCall(string File, int Line, string Call, string Text, string Expected)
{
    private static readonly string[] NearMisses = ["none", "reads"];

    /// <summary>Whether nothing may be reported.</summary>
    public bool IsNearMiss => NearMisses.Contains(Expected);

    /// <summary>Whether it isn't counted, because the documentation leaves open what it is.</summary>
    public bool IsOpen => Expected == "open";

    /// <summary>Whether operation and resource can be told from the source.</summary>
    public bool IsTold => Text is "constant" or "entity" && !IsNearMiss && !IsOpen;

    /// <summary>The place and the call, for people.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}({Line}) {Call}");
}

/// <summary>A list of one code base, made by hand.</summary>
/// <param name="Name">The list's name.</param>
/// <param name="Commit">The commit that the lines belong to.</param>
/// <param name="Calls">The calls, in the list's order.</param>
/// <param name="Files">The files that were read, each with the lines that were: what is reported elsewhere in them is wrong.</param>
public sealed record SiteList(string Name, string Commit, IReadOnlyList<ListedCall> Calls, IReadOnlyDictionary<string, (int From, int To)> Files)
{
    /// <summary>The lists of this repository, by name.</summary>
    public static IEnumerable<SiteList> All() =>
        Directory.GetFiles(Repository.In("build", "Recall", "Lists"), "*.tsv").Order(StringComparer.Ordinal).Select(Read);

    private static SiteList Read(string path)
    {
        var commit = "";
        var calls = new List<ListedCall>();
        var files = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        var file = "";
        foreach (var (number, line) in File.ReadLines(path).Index())
        {
            var fields = line.Split('\t');
            switch (fields)
            {
                case [['#', ..]] or ["repository", _]:
                    break;
                case ["commit", var hash]:
                    commit = hash;
                    break;
                case ["file", var name]:
                    files.Add(file = name, (1, int.MaxValue));
                    break;
                case ["file", var name, var range] when range.Split('-') is [var from, var to]:
                    files.Add(file = name, (Number(from), Number(to)));
                    break;
                case [var at, var call, var text, var expected]:
                    calls.Add(new(file, Number(at), call, text, expected));
                    break;
                default:
                    throw new BuildFailedException($"{path}({number + 1}): this line can't be read");
            }

            int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw new BuildFailedException($"{path}({number + 1}): '{text}' is no number");
        }

        return new(Path.GetFileNameWithoutExtension(path), commit, calls, files);
    }
}
