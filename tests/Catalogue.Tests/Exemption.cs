using System.IO.Enumeration;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>
/// What the catalogue leaves out on purpose, read from <c>NoSinks.txt</c>: under each reason the methods it is the reason for, <c>Type.Method</c> with <c>*</c>
/// for any characters, or with a <c>:</c> before it the methods of each type that is, derives from or implements such a one.
/// </summary>
internal sealed record Exemption(string Pattern, string Reason)
{
    private readonly string expression = Pattern.TrimStart(':');

    public static IReadOnlyList<Exemption> All { get; } = [.. Read(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "NoSinks.txt")))];

    public bool Covers(ChangingMethod method) =>
        Pattern[0] == ':' ? method.Ancestors.Any(ancestor => Matches($"{ancestor}.{method.Name}")) : Matches($"{method.Type}.{method.Name}");

    private bool Matches(string name) => FileSystemName.MatchesSimpleExpression(expression, name, ignoreCase: false);

    private static IEnumerable<Exemption> Read(IEnumerable<string> lines)
    {
        var reason = "";
        foreach (var line in lines.Where(line => line.Length > 0 && line[0] != '#'))
            if (line[0] == ' ')
                foreach (var pattern in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    yield return new(pattern, reason);
            else
                reason = line;
    }
}
