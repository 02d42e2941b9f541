using System.Diagnostics;
using ImmutableGuard.Analyzers.Tests.CodeFixes;
using ImmutableGuard.Analyzers.Tests.Guarding;
using ImmutableGuard.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.Tests.Fuzzing;

/// <summary>
/// Runs analyzers, generator and code fixes over sources that nobody finished. None may throw (AD0001, CS8785) or think for
/// longer than <see cref="Longest"/>.
/// </summary>
public static class SourceFuzz
{
    /// <summary>What one source may take, on a machine that does other things too.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private const int MostFixes = 6;

    private const string Policy = """
        { "version": 1, "resources": [{ "name": "sql:audit_*", "mutability": "append-only" }, { "name": "sql:customers", "reads": "sanction" }],
          "sanctions": [{ "id": "s", "operations": ["delete"], "resources": ["sql:orders"], "callers": ["T:Texts"], "reason": "r" }] }
        """;

    private static readonly Compiled.Text[] Files = [new("/repo/sql/close.sql", "UPDATE orders SET state = 1")];

    private static readonly IReadOnlyList<CodeFixProvider> Fixes =
    [
        .. typeof(SanctionInCodeFix).Assembly.GetTypes().Where(type => !type.IsAbstract && typeof(CodeFixProvider).IsAssignableFrom(type)).Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>Tries sources for a time.</summary>
    /// <param name="seconds">For how long.</param>
    /// <param name="seed">The same seed makes the same sources.</param>
    /// <param name="first">The round to begin with.</param>
    /// <returns>How many sources were tried, and what went wrong: a line each, with the source that shows it.</returns>
    public static async Task<(int Sources, IReadOnlyList<string> Failures)> RunAsync(int seconds, int seed, int first = 0)
    {
        var time = Stopwatch.StartNew();
        var failures = new List<string>();
        var round = first;
        for (; time.Elapsed.TotalSeconds < seconds && failures.Count < 10; round++)
            failures.AddRange(await RoundAsync(seed, round));
        return (round - first, failures);
    }

    /// <summary>Tries one source.</summary>
    /// <returns>What went wrong; empty where nothing did.</returns>
    public static async Task<IReadOnlyList<string>> RoundAsync(int seed, int round)
    {
        var random = new Random(unchecked(seed * 1_000_003 + round));
        var source = new SourceMutation(random).Of(Seeds.AllAndGiven[round % Seeds.AllAndGiven.Count], Seeds.AllAndGiven[random.Next(Seeds.AllAndGiven.Count)]);
        var tried = Task.Run(() => TryAsync(source));
        if (await Task.WhenAny(tried, Task.Delay(Longest)) != tried)
            return [$"seed {seed}, round {round}: no end after {Longest}\n{source}"];
        return [.. (await tried).Select(failure => $"seed {seed}, round {round}: {failure}\n{source}")];
    }

    /// <summary>Tries one source as it is.</summary>
    /// <returns>What went wrong; empty where nothing did.</returns>
    public static async Task<IReadOnlyList<string>> TryAsync(string source)
    {
        var failures = new List<string>();
        using var workspace = new AdhocWorkspace();
        var document = Fixed.Open(workspace, source, Policy, "/repo/src/Shop.csproj");
        var compilation = (CSharpCompilation)(await document.Project.GetCompilationAsync())!;
        var options = new AnalyzerOptions([.. Compiled.Files(Policy, sinks: null), .. Files], new Configured("").Options);
        var diagnostics = await compilation.WithAnalyzers(Compiled.Analyzers, options).GetAnalyzerDiagnosticsAsync();
        failures.AddRange(diagnostics.Where(diagnostic => diagnostic.Id == "AD0001").Select(diagnostic => diagnostic.ToString()));

        var generated = Generated.Driver(policy: Policy, files: Files).WithUpdatedParseOptions(compilation.SyntaxTrees[0].Options).RunGenerators(compilation).GetRunResult();
        failures.AddRange(generated.Diagnostics.Where(diagnostic => diagnostic.Id.StartsWith("CS", StringComparison.Ordinal)).Select(diagnostic => diagnostic.ToString()));
        failures.AddRange(generated.Results.Select(result => result.Exception).OfType<Exception>().Select(exception => exception.ToString()));

        foreach (var diagnostic in diagnostics.Where(diagnostic => diagnostic.Location.IsInSource).Take(MostFixes))
            foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                try
                {
                    var actions = new List<CodeAction>();
                    await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
                    foreach (var action in actions)
                        await action.GetOperationsAsync(CancellationToken.None);
                }
                catch (Exception e)
                {
                    failures.Add($"{fix.GetType().Name} on {diagnostic.Id}: {e}");
                }
            }

        return failures;
    }
}
