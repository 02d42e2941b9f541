using System.Reflection;

namespace ImmutableGuard.Sinks;

/// <summary>The sinks that are known, looked up by method name first: the cheapest question an analyzer can ask of a call.</summary>
public sealed class SinkCatalogue
{
    private static readonly Lazy<SinkCatalogue> EmbeddedCatalogue = new(ReadEmbedded);

    private readonly ILookup<string, Sink> byMethod;

    /// <summary>Creates a catalogue of the sinks given.</summary>
    public SinkCatalogue(IEnumerable<Sink> sinks)
    {
        All = [.. sinks];
        byMethod = All.ToLookup(sink => sink.Method, StringComparer.Ordinal);
        Types = new HashSet<string>(All.Select(sink => sink.Type), StringComparer.Ordinal);
    }

    /// <summary>The catalogue that ships with this release.</summary>
    public static SinkCatalogue Embedded => EmbeddedCatalogue.Value;

    /// <summary>Every sink.</summary>
    public IReadOnlyList<Sink> All { get; }

    /// <summary>The full metadata names of the types that declare sinks.</summary>
    public ISet<string> Types { get; }

    /// <summary>The sinks whose method has a name; empty for most names, without an allocation.</summary>
    public IEnumerable<Sink> Named(string method) => byMethod[method];

    private static SinkCatalogue ReadEmbedded()
    {
        var assembly = typeof(SinkCatalogue).GetTypeInfo().Assembly;
        var sinks = new List<Sink>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sinks", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            sinks.AddRange(SinkReader.Read(reader.ReadToEnd(), name));
        }

        return new SinkCatalogue(sinks);
    }
}
