using ImmutableGuard.Conformance.Corpus;
using ImmutableGuard.Conformance.Fuzzing;
using ImmutableGuard.Conformance.Generators;
using ImmutableGuard.Conformance.Oracles;
using ImmutableGuard.Sql;

const string Usage = """
    Usage: conformance [<folder with .sql files>] [--dialect tsql|postgresql|mysql|sqlite] [--any] [--differences <file>]
    Compares the SQL classifier with what the databases say. Without a folder statements are generated: [--count 10000] [--seed 1].
    Without a dialect every one is compared. --any asks the classifier as if the dialect weren't known.
    --fuzz [<seconds>] feeds it with texts that are almost SQL instead: [--seed 1], 600 seconds.
    """;

string? folder = null, differences = null;
TimeSpan? fuzz = null;
SqlDialect? dialect = null, told = null;
var count = 10_000;
var seed = 1ul;
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--dialect" && i + 1 < args.Length && SqlDialects.TryParse(args[i + 1], out var named) && Oracle.Dialects.Contains(named))
        (dialect, i) = (named, i + 1);
    else if (args[i] == "--differences" && i + 1 < args.Length)
        differences = args[++i];
    else if (args[i] == "--fuzz" && i + 1 < args.Length && int.TryParse(args[i + 1], out var seconds))
        (fuzz, i) = (TimeSpan.FromSeconds(seconds), i + 1);
    else if (args[i] == "--fuzz")
        fuzz = TimeSpan.FromMinutes(10);
    else if (args[i] == "--any")
        told = SqlDialect.Any;
    else if (args[i] == "--count" && i + 1 < args.Length && int.TryParse(args[i + 1], out count))
        i++;
    else if (args[i] == "--seed" && i + 1 < args.Length && ulong.TryParse(args[i + 1], out seed))
        i++;
    else if (folder is null && Directory.Exists(args[i]))
        folder = args[i];
    else
        return Fail($"Not understood: '{args[i]}'.\n{Usage}");
}

if (fuzz is { } length)
    return FuzzRun.Start(length, seed, Console.Out);
if (folder is not null && dialect is null)
    return Fail($"The files' dialect isn't given.\n{Usage}");
if (differences is not null)
    File.WriteAllText(differences, "");
var result = 0;
foreach (var one in dialect is null ? Oracle.Dialects : [dialect.Value])
    result = Math.Max(result, Compare(one));
return result;

int Compare(SqlDialect dialect)
{
    try
    {
        using var oracle = Oracle.Open(dialect, lenient: folder is not null);
        var tally = new Tally(oracle, told);
        if (folder is null)
            foreach (var text in Generated.Texts(dialect, seed, count))
                tally.Add(text);
        else
            foreach (var file in Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                Scripts.Add(tally, oracle, File.ReadAllText(file));
        if (differences is not null)
            File.AppendAllLines(differences, tally.Differences.Select(difference => difference.ToString()).Concat(tally.Rejections));
        Console.WriteLine($"{dialect.ToName()}{(told is null ? "" : " as any")}: {tally}");
        return tally[Verdict.Unsound] == 0 ? 0 : 1;
    }
    catch (OracleMissingException e)
    {
        return Fail($"{dialect.ToName()}: {e.Message}");
    }
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
