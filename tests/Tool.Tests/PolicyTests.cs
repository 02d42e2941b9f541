using System.Text.Json;

namespace ImmutableGuard.Tool.Tests;

public sealed class PolicyTests
{
    [Theory]
    [InlineData(false, "policy", "schema")]
    [InlineData(true, "policy", "schema", "--shared")]
    public async Task Schema_is_printed_for_editors(bool isShared, params string[] arguments)
    {
        var run = await Transcript.RunAsync(arguments);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var fields = JsonDocument.Parse(run.Output).RootElement.GetProperty("properties");
        Assert.True(fields.TryGetProperty("sanctions", out _));
        Assert.Equal((isShared, !isShared), (fields.TryGetProperty("delegates", out _), fields.TryGetProperty("service", out _)));
    }
}
