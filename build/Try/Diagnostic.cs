using System.Text.RegularExpressions;

namespace ImmutableGuard.Build.Try;

/// <summary>A warning or an error of a build.</summary>
/// <param name="File">The file's name, without its folder.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Severity"><c>warning</c> or <c>error</c>.</param>
/// <param name="Id">For example <c>IG1001</c>.</param>
/// <param name="Message">What it says.</param>
public sealed partial record Diagnostic(string File, int Line, string Severity, string Id, string Message)
{
    /// <summary>Reads a build's output; each diagnostic once, in the order of files and lines.</summary>
    public static IReadOnlyList<Diagnostic> Read(IEnumerable<string> output) =>
        [.. output.Select(line => MsBuildLine().Match(line)).Where(match => match.Success).Select(Read).Distinct()
            .OrderBy(diagnostic => diagnostic.File, StringComparer.Ordinal).ThenBy(diagnostic => diagnostic.Line)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)];

    /// <summary>As people look for it: place, id and what it says.</summary>
    public override string ToString() => $"{File}({Line}): {Severity} {Id}: {Message}";

    private static Diagnostic Read(Match match) => new(
        Path.GetFileName(match.Groups["file"].Value.Trim()),
        match.Groups["line"].Success ? int.Parse(match.Groups["line"].Value) : 0,
        match.Groups["severity"].Value,
        match.Groups["id"].Value,
        match.Groups["message"].Value);

    [GeneratedRegex(@"^(?<file>.+?)(\((?<line>\d+)(,\d+)*\))? ?: (?<severity>warning|error) (?<id>[A-Z]+\d+): (?<message>.*?)( \(https:[^)]*\))?( \[[^\]]*\])?$")]
    private static partial Regex MsBuildLine();
}
