using System.Reflection;

namespace ImmutableGuard.Sinks;

/// <summary>The sinks that are known, looked up by method name first: the cheapest question an analyzer can ask of a call.</summary>
public sealed class SinkCatalogue
{
    private static readonly Lazy<SinkCatalogue> EmbeddedCatalogue = new(ReadEmbedded);

    private readonly Dictionary<string, List<Sink>> byMethod = new(StringComparer.Ordinal);

    /// <summary>Creates a catalogue of the sinks given; where several are meant by a call, the first one counts.</summary>
    public SinkCatalogue(IEnumerable<Sink> sinks)
    {
        All = [.. sinks];
        foreach (var sink in All)
        {
            if (!byMethod.TryGetValue(sink.Method, out var named))
                byMethod.Add(sink.Method, named = []);
            named.Add(sink);
        }

        Types = new HashSet<string>(All.Select(sink => sink.Type), StringComparer.Ordinal);
    }

    /// <summary>The catalogue that ships with this release.</summary>
    public static SinkCatalogue Embedded => EmbeddedCatalogue.Value;

    /// <summary>Every sink.</summary>
    public IReadOnlyList<Sink> All { get; }

    /// <summary>The full metadata names of the types that declare sinks.</summary>
    public ISet<string> Types { get; }

    /// <summary>The sinks whose method has a name; empty for most names, without an allocation.</summary>
    public IReadOnlyList<Sink> Named(string method) => byMethod.TryGetValue(method, out var named) ? named : [];

    /// <summary>
    /// The catalogue with a user's own sinks. What changes data goes before ours, so that it can be told more exactly; the rest
    /// after ours, so that no line takes back what we say.
    /// </summary>
    public SinkCatalogue With(IReadOnlyCollection<Sink> own) =>
        own.Count == 0 ? this : new([.. own.Where(sink => sink.Changes), .. All, .. own.Where(sink => !sink.Changes)]);

    /// <summary>The texts of the shipped catalogue's files by their names, in the order in which they are read.</summary>
    public static IEnumerable<(string File, string Text)> EmbeddedFiles()
    {
        var assembly = typeof(SinkCatalogue).GetTypeInfo().Assembly;
        foreach (var name in assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sinks", StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name, reader.ReadToEnd());
        }
    }

    private static SinkCatalogue ReadEmbedded() => new(EmbeddedFiles().SelectMany(file =>
    {
        var sinks = SinkReader.Read(file.Text, out var problems);
        return problems is [var first, ..] ? throw new FormatException($"{file.File}({first.Line}): {first.Message}") : sinks;
    }));
}
