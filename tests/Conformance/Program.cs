using ImmutableGuard.Conformance.Corpus;
using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

if (args is not [var folder, var report])
{
    Console.Error.WriteLine("Usage: Conformance <folder with .sql files in T-SQL> <file for the differences>");
    return 2;
}

var counts = new Dictionary<Verdict, int>();
var rejected = 0;
using var differences = new StreamWriter(report);
foreach (var file in Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    var statements = ScriptDomOracle.Read(File.ReadAllText(file));
    if (statements.Count == 0)
        rejected++;
    foreach (var (text, writes) in statements)
    {
        var answer = SqlEffects.Of(text, SqlDialect.TSql);
        var verdict = Verdicts.Of(answer, writes);
        counts[verdict] = counts.GetValueOrDefault(verdict) + 1;
        if (verdict != Verdict.Exact)
            differences.WriteLine($"{verdict}\t{Path.GetFileName(file)}\t{text.ReplaceLineEndings(" ")}\toracle: {string.Join(", ", writes)}\tgot: {string.Join(", ", answer.Items)} {answer.Reason}");
    }
}

foreach (var (verdict, count) in counts.OrderBy(entry => entry.Key))
    Console.WriteLine($"{verdict}: {count}");
Console.WriteLine($"files without an accepted statement: {rejected}");
return counts.ContainsKey(Verdict.Unsound) ? 1 : 0;
