namespace ImmutableGuard.Sinks;

/// <summary>
/// Reads a catalogue file. A line is <c>M:Type.Method what [option=value …]</c>, where <c>what</c> is <c>sql</c> (with
/// <c>text=</c>) or an operation (with <c>resource=</c>). Without a parameter list every overload is meant, and
/// <c>[Async]</c> after the name adds the method's async twin. <c>#</c> starts a comment.
/// </summary>
public static class SinkReader
{
    private const string AsyncTwin = "[Async]";

    /// <summary>Reads the sinks of a file.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="file">The file's name, for errors.</param>
    /// <exception cref="FormatException">A line can't be read; the message names file, line and problem.</exception>
    public static IEnumerable<Sink> Read(string text, string file)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            foreach (var sink in ReadLine(line, $"{file}({i + 1})"))
                yield return sink;
        }
    }

    private static IEnumerable<Sink> ReadLine(string line, string place)
    {
        var words = line.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3 || !words[0].StartsWith("M:", StringComparison.Ordinal))
            throw new FormatException($"{place}: a line is 'M:Type.Method what option=value', not '{line}'");

        var id = words[0].Substring(2);
        var open = id.IndexOf('(');
        var parameters = open < 0 ? null : id.Substring(open + 1).TrimEnd(')');
        var name = open < 0 ? id : id.Substring(0, open);
        var hasTwin = name.EndsWith(AsyncTwin, StringComparison.Ordinal);
        if (hasTwin)
            name = name.Substring(0, name.Length - AsyncTwin.Length);
        var dot = name.LastIndexOf('.');
        var sink = ReadOptions(words, place, new Sink
        {
            Type = name.Substring(0, Math.Max(dot, 0)),
            Method = name.Substring(dot + 1),
            Parameters = parameters,
            Operation = ReadOperation(words[1], place),
            Resource = SinkTemplate.None,
        });
        if (dot <= 0 || sink.CarriesText == (sink.Operation != Operation.None)
            || sink.CarriesText == (sink.Resource != SinkTemplate.None))
            throw new FormatException($"{place}: 'sql' needs text=, an operation needs resource=");
        yield return sink;
        if (hasTwin)
            yield return sink with { Method = sink.Method + "Async" };
    }

    private static Operation ReadOperation(string word, string place) =>
        word == "sql" ? Operation.None
        : OperationNames.TryParse(word, out var operation) ? operation
        : throw new FormatException($"{place}: '{word}' is neither 'sql' nor an operation");

    private static Sink ReadOptions(string[] words, string place, Sink sink)
    {
        foreach (var word in words.Skip(2))
        {
            var equals = word.IndexOf('=');
            var (name, value) = equals < 0 ? (word, "") : (word.Substring(0, equals), word.Substring(equals + 1));
            sink = (name, value) switch
            {
                ("resource", _) => sink with { Resource = SinkTemplate.Parse(value) },
                ("text", _) => sink with { Text = value.Split('|') },
                ("connection", _) => sink with { Connection = value },
                ("returns", "rows") => sink with { ReturnsRows = true },
                ("deferred", "") => sink with { Deferred = true },
                ("bound", "query") => sink with { Bound = SinkBound.Query },
                ("bound", "none") => sink with { Bound = SinkBound.None },
                _ => throw new FormatException($"{place}: '{word}' is not an option"),
            };
        }

        return sink;
    }
}
