using System.Reflection;

namespace ImmutableGuard.Sinks;

/// <summary>
/// The sinks that are known, looked up by method name first: the cheapest question an analyzer can ask of a call. Every compiler
/// start reads the catalogue, and hardly any project references more than a few of its libraries: lines are indexed by name and
/// type, and read in full when they are asked for.
/// </summary>
public sealed class SinkCatalogue
{
    private static readonly Lazy<SinkCatalogue> EmbeddedCatalogue = new(() => new(EmbeddedFiles().SelectMany(file => SinkReader.Index(file.Text))));

    private readonly List<IndexedSink> all;
    private readonly Dictionary<string, List<IndexedSink>> byMethod = new(StringComparer.Ordinal);
    private readonly HashSet<string> types = new(StringComparer.Ordinal), silent = new(StringComparer.Ordinal), words = new(StringComparer.Ordinal);

    /// <summary>Creates a catalogue of the sinks given; where several are meant by a call, the first one counts.</summary>
    public SinkCatalogue(IEnumerable<Sink> sinks)
        : this(sinks.Select(sink => new IndexedSink(sink)))
    {
    }

    private SinkCatalogue(IEnumerable<IndexedSink> sinks)
    {
        all = [.. sinks];
        foreach (var sink in all)
        {
            if (!byMethod.TryGetValue(sink.Method, out var named))
                byMethod.Add(sink.Method, named = []);
            named.Add(sink);
            types.Add(sink.Type);
            if (Sink.IsSilently(sink.Method))
                silent.UnionWith(sink.Sink.SilentWords);
            else
                words.Add(Sink.WordFor(sink.Type, sink.Method));
        }
    }

    /// <summary>The catalogue that ships with this release.</summary>
    public static SinkCatalogue Embedded => EmbeddedCatalogue.Value;

    /// <summary>Every sink.</summary>
    public IEnumerable<Sink> All => all.Select(sink => sink.Sink);

    /// <summary>The full metadata names of the types that declare sinks.</summary>
    public IReadOnlyCollection<string> Types => types;

    /// <summary>The names by which source code calls sinks.</summary>
    public IReadOnlyCollection<string> Words => words;

    /// <summary>The names of the types that are made and of the properties that are set, where that is a sink.</summary>
    public IReadOnlyCollection<string> SilentWords => silent;

    /// <summary>Whether a sink's method has a name.</summary>
    public bool HasName(string method) => byMethod.ContainsKey(method);

    /// <summary>The sinks whose method has a name; none for most names.</summary>
    public IEnumerable<Sink> Named(string method) => byMethod.TryGetValue(method, out var named) ? named.Select(sink => sink.Sink) : [];

    /// <summary>The sinks of some types, in the catalogue's order.</summary>
    public IEnumerable<Sink> OfTypes(Func<string, bool> isMeant) => all.Where(sink => isMeant(sink.Type)).Select(sink => sink.Sink);

    /// <summary>
    /// The catalogue with a user's own sinks. What changes data goes before ours, so that it can be told more exactly; the rest
    /// after ours, so that no line takes back what we say.
    /// </summary>
    public SinkCatalogue With(IReadOnlyCollection<Sink> own) => own.Count == 0 ? this : new(
    [
        .. own.Where(sink => sink.Changes).Select(sink => new IndexedSink(sink)),
        .. all,
        .. own.Where(sink => !sink.Changes).Select(sink => new IndexedSink(sink)),
    ]);

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
}
