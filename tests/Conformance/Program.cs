using ImmutableGuard.Conformance.Corpus;
using ImmutableGuard.Conformance.Generators;
using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

const string Usage = """
    Usage: conformance [<folder with .sql files>] --dialect tsql|postgresql|mysql|sqlite [--any] [--differences <file>]
    --any asks the classifier as if the dialect weren't known. Without a folder statements are generated: [--count 100000] [--seed 1]
    """;

string? folder = null, differences = null;
SqlDialect? dialect = null, told = null;
var count = 100_000;
var seed = 1ul;
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--dialect" && i + 1 < args.Length && SqlDialects.TryParse(args[++i], out var named))
        dialect = named;
    else if (args[i] == "--differences" && i + 1 < args.Length)
        differences = args[++i];
    else if (args[i] == "--any")
        told = SqlDialect.Any;
    else if (args[i] == "--count" && i + 1 < args.Length && int.TryParse(args[i + 1], out count))
        i++;
    else if (args[i] == "--seed" && i + 1 < args.Length && ulong.TryParse(args[i + 1], out seed))
        i++;
    else if (folder is null && Directory.Exists(args[i]))
        folder = args[i];
    else
        return Fail($"Not understood: '{args[i]}'. {Usage}");
}

if (dialect is null)
    return Fail(Usage);
try
{
    using var oracle = Oracle.Open(dialect.Value, lenient: folder is not null);
    var tally = new Tally(oracle, told);
    if (folder is null)
        foreach (var text in Generated.Texts(dialect.Value, seed, count))
            tally.Add(text);
    else
        foreach (var file in Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            Scripts.Add(tally, oracle, File.ReadAllText(file));
    if (differences is not null)
        File.WriteAllLines(differences, tally.Differences.Select(difference => difference.ToString()).Concat(tally.Rejections));
    Console.WriteLine($"{dialect.Value.ToName()}{(told is null ? "" : " as any")}: {tally}");
    return tally[Verdict.Unsound] == 0 ? 0 : 1;
}
catch (OracleMissingException e)
{
    return Fail(e.Message);
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
