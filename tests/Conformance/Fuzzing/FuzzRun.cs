using System.Diagnostics;
using System.Globalization;
using ImmutableGuard.Conformance.Oracles;

namespace ImmutableGuard.Conformance.Fuzzing;

/// <summary>A long run, for a person who waits.</summary>
public static class FuzzRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Fuzzes for so long with the oracles that this machine has.</summary>
    /// <returns>0 where nothing went wrong, else 1; a text that somebody doesn't get done with ends the process with 3.</returns>
    public static int Start(TimeSpan length, ulong seed, TextWriter output)
    {
        var oracles = new List<IOracle>();
        try
        {
            foreach (var dialect in Oracle.Dialects)
            {
                try
                {
                    oracles.Add(Oracle.Open(dialect, lenient: false));
                }
                catch (OracleMissingException e)
                {
                    output.WriteLine($"without {dialect}'s oracle: {e.Message}");
                }
            }

            return Run(new Fuzz(oracles, seed), length, output);
        }
        finally
        {
            oracles.ForEach(oracle => oracle.Dispose());
        }
    }

    private static int Run(Fuzz fuzz, TimeSpan length, TextWriter output)
    {
        using var watchdog = new Timer(_ => EndIfHanging(fuzz, output), null, Patience, Patience);
        var shown = 0;
        var watch = Stopwatch.StartNew();
        for (uint round = 0; watch.Elapsed < length; round++)
        {
            fuzz.Round(round);
            for (; shown < fuzz.Failures.Count; shown++)
                output.WriteLine(fuzz.Failures[shown]);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{fuzz.Texts} texts, {fuzz.Accepted} of them SQL to an oracle, {shown} failures in {watch.Elapsed.TotalMinutes:F1} min"));
        return shown == 0 ? 0 : 1;
    }

    private static void EndIfHanging(Fuzz fuzz, TextWriter output)
    {
        if (fuzz.HangingFor(Patience) is not { } who)
            return;
        output.WriteLine($"hangs: {who}");
        output.Flush();
        Environment.Exit(3);
    }
}
