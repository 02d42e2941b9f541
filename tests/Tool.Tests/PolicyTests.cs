using System.Text.Json;

namespace ImmutableGuard.Tool.Tests;

public sealed class PolicyTests
{
    [Fact]
    public async Task Schema_is_printed_for_editors()
    {
        var run = await Transcript.RunAsync("policy", "schema");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.True(JsonDocument.Parse(run.Output).RootElement.GetProperty("properties").TryGetProperty("sanctions", out _));
    }
}
