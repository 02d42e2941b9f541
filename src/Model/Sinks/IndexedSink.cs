namespace ImmutableGuard.Sinks;

/// <summary>A sink of which type and method are known, and the rest is read when it is asked for.</summary>
internal sealed class IndexedSink
{
    private readonly string line;
    private Sink? sink;

    public IndexedSink(string type, string method, string line) => (Type, Method, this.line) = (type, method, line);

    public IndexedSink(Sink sink)
        : this(sink.Type, sink.Method, "") => this.sink = sink;

    public string Type { get; }

    public string Method { get; }

    /// <summary>The sink. The line is one of the shipped catalogue, which tests have read.</summary>
    /// <exception cref="FormatException">The line can't be read.</exception>
    public Sink Sink => sink ??= SinkReader.ReadLine(line).First(read => read.Method == Method);
}
