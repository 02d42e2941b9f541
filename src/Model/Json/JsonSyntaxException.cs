namespace ImmutableGuard.Json;

/// <summary>A text is not the JSON that was expected; says where.</summary>
/// <param name="line">The line, from 1.</param>
/// <param name="column">The column, from 1.</param>
/// <param name="problem">What is wrong there.</param>
public sealed class JsonSyntaxException(int line, int column, string problem)
    : FormatException($"line {line}, column {column}: {problem}")
{
    /// <summary>The line, from 1; 0 where the place isn't known.</summary>
    public int Line { get; } = line;

    /// <summary>The column, from 1; 0 where the place isn't known.</summary>
    public int Column { get; } = column;

    /// <summary>What is wrong there, without the place.</summary>
    public string Problem { get; } = problem;
}
