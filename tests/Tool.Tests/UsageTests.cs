namespace ImmutableGuard.Tool.Tests;

public class UsageTests
{
    [Theory]
    [InlineData("Required command was not provided.")]
    [InlineData("Unrecognized command or argument 'destroy'.", "destroy")]
    [InlineData("Required argument 'file' missing for command: 'show'.", "manifest", "show")]
    [InlineData("Argument 'cobol' not recognized. Must be one of: 'any' 'tsql' 'postgresql' 'mysql' 'sqlite' 'oracle'",
        "effects", "--dialect", "cobol")]
    public async Task Arguments_that_make_no_command_end_with_2(string problem, params string[] args)
    {
        var run = await Transcript.RunAsync(args);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"immutableguard: error IG5001: {problem} See 'immutableguard --help'.\n", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_the_verbs()
    {
        var run = await Transcript.RunAsync("--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (var verb in (string[])["manifest", "lock", "ledger", "effects"])
            Assert.Contains($"\n  {verb}", run.Output, StringComparison.Ordinal);
    }
}
