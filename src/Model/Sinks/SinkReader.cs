using System.Globalization;

namespace ImmutableGuard.Sinks;

/// <summary>
/// Reads a catalogue file. A line is <c>M:Type.Method what [option=value …]</c>; <c>#</c> starts a comment. Without a parameter
/// list every overload is meant, and <c>[Async]</c> after the name adds the method's async twin.
/// <para><c>what</c> is one of</para>
/// <list type="bullet">
/// <item>an operation (<c>delete</c>), with <c>resource=</c>;</item>
/// <item><c>sql</c>: a text decides, <c>text=</c> says where it is (parameters in order of preference, <c>p.Property</c>, <c>this</c>);</item>
/// <item><c>http</c>: an HTTP method decides, <c>verb=</c> says where it is, with <c>resource=</c>.</item>
/// </list>
/// <para>The options are</para>
/// <list type="bullet">
/// <item><c>resource=file:{path}</c>: what is touched, see <see cref="SinkTemplate"/>; <c>also=</c>: a second one;</item>
/// <item><c>connection=p</c>: the parameter that tells the dialect;</item>
/// <item><c>when=p:true</c>: a sink only where the Boolean parameter is there and not the constant <c>false</c>; <c>when=p:Type.Member(2)</c>:
/// only where the parameter of that enumeration is there and not the constant of another number; <c>when=p.Property:Type.Member(2)</c>: where that property of it is not;</item>
/// <item><c>returns=rows</c>: the result is the number of rows; <c>deferred</c>: something later carries it out;</item>
/// <item><c>bound=query</c>: limited where the receiver filters; <c>bound={p}</c>: limited by that argument, where the overload
/// has it, which others call <c>{p|q}</c>; <c>bound=query|{p}</c>: by either;
/// <c>bound=none</c>: it touches everything, or replaces it; without it, what it is given;</item>
/// <item><c>guard=always</c>: the text isn't the method's first string, so the compiled call doesn't show it;</item>
/// <item><c>since=7.0</c>: the library's first version that has the method; <c>until=9.0</c>: the first that no longer has it;</item>
/// <item><c>unverified</c>: nobody could check the line against the library.</item>
/// </list>
/// A line that begins with <c>A:</c> speaks of a whole library, see <see cref="ToldLibrary"/>.
/// </summary>
public static class SinkReader
{
    private const string AsyncTwin = "[Async]";

    // After 'M:'.
    private const int IdStart = 2;

    private static readonly char[] EndOfName = ['[', '(', ' ', '\t'];

    /// <summary>Reads the sinks of a file. A line that can't be read gives none.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="problems">What is wrong with which line; empty where all is well.</param>
    public static IReadOnlyList<Sink> Read(string text, out IReadOnlyList<SinkProblem> problems)
    {
        var sinks = new List<Sink>();
        var found = new List<SinkProblem>();
        foreach (var (line, number) in Lines(text))
        {
            try
            {
                if (ToldLibrary.IsMeant(line))
                    ToldLibrary.Parse(line);
                else
                    sinks.AddRange(ReadLine(line));
            }
            catch (FormatException e)
            {
                found.Add(new(number, e.Message));
            }
        }

        problems = found;
        return sinks;
    }

    /// <summary>Reads what a file says of whole libraries. A line that can't be read says nothing: <see cref="Read"/> has the problem.</summary>
    public static IReadOnlyList<ToldLibrary> ReadLibraries(string text)
    {
        var libraries = new List<ToldLibrary>();
        foreach (var (line, _) in Lines(text).Where(line => ToldLibrary.IsMeant(line.Line)))
        {
            try
            {
                libraries.Add(ToldLibrary.Parse(line));
            }
            catch (FormatException)
            {
                // As with a sink: what isn't understood isn't believed.
            }
        }

        return libraries;
    }

    /// <summary>What stands on the lines of a file, as far as it takes to find them: the type and the method.</summary>
    internal static IEnumerable<IndexedSink> Index(string text)
    {
        var type = "";
        foreach (var (line, _) in Lines(text))
        {
            if (ToldLibrary.IsMeant(line))
                continue;
            var end = line.IndexOfAny(EndOfName);
            var dot = line.LastIndexOf('.', end - 1);
            // Lines of one type stand together.
            if (type.Length != dot - IdStart || string.CompareOrdinal(line, IdStart, type, 0, type.Length) != 0)
                type = line.Substring(IdStart, dot - IdStart);
            var method = line.Substring(dot + 1, end - dot - 1);
            yield return new(type, method, line);
            if (string.CompareOrdinal(line, end, AsyncTwin, 0, AsyncTwin.Length) == 0)
                yield return new(type, method + "Async", line);
        }
    }

    private static IEnumerable<(string Line, int Number)> Lines(string text)
    {
        var number = 0;
        for (var start = 0; start < text.Length;)
        {
            number++;
            var end = text.IndexOf('\n', start);
            var line = text.Substring(start, (end < 0 ? text.Length : end) - start);
            start = end < 0 ? text.Length : end + 1;
            var comment = line.IndexOf('#');
            line = (comment < 0 ? line : line.Substring(0, comment)).Trim();
            if (line.Length > 0)
                yield return (line, number);
        }
    }

    /// <summary>The sinks of a line: one, or two with the async twin.</summary>
    /// <exception cref="FormatException">The line can't be read; the message says why.</exception>
    internal static IEnumerable<Sink> ReadLine(string line)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3 || !words[0].StartsWith("M:", StringComparison.Ordinal))
            throw new FormatException($"a line is 'M:Type.Method what option=value', not '{line}'");

        var id = words[0].Substring(IdStart);
        var open = id.IndexOf('(');
        var parameters = open < 0 ? null : id.Substring(open + 1).TrimEnd(')');
        var name = open < 0 ? id : id.Substring(0, open);
        var hasTwin = name.EndsWith(AsyncTwin, StringComparison.Ordinal);
        if (hasTwin)
            name = name.Substring(0, name.Length - AsyncTwin.Length);
        var dot = name.LastIndexOf('.');
        // The number of a method's type parameters tells no more than its parameters do.
        if (name.IndexOf("``", dot + 1, StringComparison.Ordinal) is > 0 and var arity)
            name = name.Substring(0, arity);
        if (dot <= 0 || dot == name.Length - 1)
            throw new FormatException($"'{name}' names no method of a type");
        var sink = new Sink
        {
            Type = name.Substring(0, dot),
            Method = name.Substring(dot + 1),
            Parameters = parameters,
            Operation = ReadOperation(words[1]),
            Resource = SinkTemplate.None,
        };
        for (var i = 2; i < words.Length; i++)
            sink = ReadOption(sink, words[i]);
        Check(sink, words[1]);
        return hasTwin ? [sink, sink with { Method = sink.Method + "Async" }] : [sink];
    }

    private static Operation ReadOperation(string word) =>
        word is "sql" or "http" ? Operation.None
        : OperationNames.TryParse(word, out var operation) ? operation
        : throw new FormatException($"'{word}' is neither 'sql' nor 'http' nor an operation");

    private static Sink ReadOption(Sink sink, string word)
    {
        var equals = word.IndexOf('=');
        var (name, value) = equals < 0 ? (word, "") : (word.Substring(0, equals), word.Substring(equals + 1));
        return (name, value) switch
        {
            ("resource", _) => sink with { Resource = SinkTemplate.Parse(value) },
            ("also", _) => sink with { Also = SinkTemplate.Parse(value) },
            ("text", not "") => sink with { Text = value.Split('|') },
            ("verb", not "") => sink with { Verb = value },
            ("connection", not "") => sink with { Connection = value },
            ("when", [_, .., ':', 't', 'r', 'u', 'e']) => sink with { Switch = value.Substring(0, value.IndexOf(':')) },
            ("when", [_, .., ')']) => ReadMember(sink, value),
            ("returns", "rows") => sink with { ReturnsRows = true },
            ("deferred", "") => sink with { Deferred = true },
            ("bound", "query") => sink with { Bound = SinkBound.Query },
            ("bound", ['q', 'u', 'e', 'r', 'y', '|', '{', _, .., '}']) => sink with { Bound = SinkBound.Query, Filters = value.Substring(7, value.Length - 8).Split('|') },
            ("bound", "none") => sink with { Bound = SinkBound.None },
            ("bound", ['{', _, .., '}']) => sink with { Bound = SinkBound.Filter, Filters = value.Substring(1, value.Length - 2).Split('|') },
            ("guard", "always") => sink with { AlwaysGuarded = true },
            ("since", _) when Version.TryParse(value, out _) => sink with { Since = value },
            ("until", _) when Version.TryParse(value, out _) => sink with { Until = value },
            ("unverified", "") => sink with { Unverified = true },
            _ => throw new FormatException($"'{word}' is not an option"),
        };
    }

    /// <summary><c>mode:System.IO.FileMode.Truncate(5)</c>: the number is what compiled code shows, the name what people read.</summary>
    private static Sink ReadMember(Sink sink, string value)
    {
        var (colon, open) = (value.IndexOf(':'), value.LastIndexOf('('));
        var dot = open < 0 ? -1 : value.LastIndexOf('.', open);
        return colon > 0 && dot > colon + 1 && int.TryParse(value.Substring(open + 1, value.Length - open - 2), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? sink with { Switch = value.Substring(0, colon), SwitchType = value.Substring(colon + 1, dot - colon - 1), SwitchValue = number }
            : throw new FormatException($"'when={value}' is neither 'when=parameter:true' nor 'when=parameter:Type.Member(number)'");
    }

    private static void Check(Sink sink, string what)
    {
        var hasResource = sink.Resource != SinkTemplate.None;
        var fits = what switch
        {
            "sql" => sink.CarriesText && sink.Verb is null && !hasResource,
            "http" => sink.Verb is not null && !sink.CarriesText && hasResource,
            _ => hasResource && !sink.CarriesText && sink.Verb is null,
        };
        if (!fits || sink.Also is not null && !hasResource)
            throw new FormatException("'sql' needs text=, 'http' needs verb= and resource=, an operation needs resource=; none takes another's");
    }
}

/// <summary>What is wrong with a line of a catalogue file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong, as a sentence without capital and full stop.</param>
public sealed record SinkProblem(int Line, string Message);
