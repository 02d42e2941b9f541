using System.Globalization;
using System.Xml.Linq;

namespace ImmutableGuard.Build.Continuous;

/// <summary>How many tests ended how.</summary>
public sealed record TestCounts(int Passed, int Failed, int Skipped)
{
    private static readonly XNamespace Trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    /// <summary>Adds the counts of every trx file in a folder; what neither passed nor was skipped has failed.</summary>
    public static TestCounts Of(string folder)
    {
        var counts = new TestCounts(0, 0, 0);
        if (!Directory.Exists(folder))
            return counts;
        foreach (var file in Directory.GetFiles(folder, "*.trx", SearchOption.AllDirectories))
            foreach (var result in XDocument.Load(file).Descendants(Trx + "UnitTestResult"))
                counts = result.Attribute("outcome")?.Value switch
                {
                    "Passed" => counts with { Passed = counts.Passed + 1 },
                    "NotExecuted" => counts with { Skipped = counts.Skipped + 1 },
                    _ => counts with { Failed = counts.Failed + 1 },
                };
        return counts;
    }

    /// <summary>The line that ends a run of <c>ci</c>; machines read it.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failed} failed, {Skipped} skipped");
}
