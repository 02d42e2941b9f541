using ImmutableGuard.Sinks;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>A line of the shipped catalogue with its place.</summary>
internal sealed record CatalogueLine(string Place, IReadOnlyList<Sink> Sinks)
{
    public static IReadOnlyList<CatalogueLine> All { get; } =
    [
        .. from file in SinkCatalogue.EmbeddedFiles()
           from line in file.Text.Split('\n').Select((text, index) => (Text: text, Number: index + 1))
           let sinks = SinkReader.Read(line.Text, out _)
           where sinks.Count > 0
           select new CatalogueLine($"{file.File}({line.Number})", sinks),
    ];

    public string File => Place[..Place.IndexOf('(')];
}
