using System.Diagnostics;
using System.Globalization;

namespace ImmutableGuard.Analyzers.Tests.Fuzzing;

/// <summary>What is remembered from before an edit is what would be found after it.</summary>
public sealed class EditFuzzTests
{
    private const int Seeds = 4, Edits = 25;

    [Fact]
    public async Task AfterEachEdit_TheSameIsFoundAsAnew()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var edits = new EditFuzz(seed);
            var (first, _) = await edits.AskAsync();
            Assert.True(edits.Reports > 10, first);
            for (var edit = 0; edit < Edits; edit++)
                await EditAsync(edits, seed, edit);
        }
    }

    /// <summary>For as long as the environment says: <c>IMMUTABLEGUARD_FUZZ_SECONDS</c>.</summary>
    [SkippableFact]
    public async Task AfterEachEdit_ForAsLongAsIsAsked_TheSameIsFoundAsAnew()
    {
        Skip.IfNot(int.TryParse(Environment.GetEnvironmentVariable("IMMUTABLEGUARD_FUZZ_SECONDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds), "IMMUTABLEGUARD_FUZZ_SECONDS isn't set.");
        var time = Stopwatch.StartNew();
        for (var seed = 1000; time.Elapsed.TotalSeconds < seconds; seed++)
        {
            var edits = new EditFuzz(seed);
            await edits.AskAsync();
            for (var edit = 0; edit < Edits && time.Elapsed.TotalSeconds < seconds; edit++)
                await EditAsync(edits, seed, edit);
        }
    }

    private static async Task EditAsync(EditFuzz edits, int seed, int edit)
    {
        edits.Edit();
        var (afterEdits, anew) = await edits.AskAsync();
        Assert.True(afterEdits == anew, $"seed {seed}, edit {edit}: {edits.Last}\n--- after edits\n{afterEdits}\n--- anew\n{anew}");
    }
}
