using System.Text.Json;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Tool.Tests;

public sealed class LedgerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Show_prints_a_row_for_each_record()
    {
        WriteLedger();

        var run = await Transcript.RunAsync("ledger", "show", folder.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            $"""

              Seq   Time                   Kind        Member          Effects                            Sanction   Rows   Commit
            ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
              0     2026-11-23 16:00:00Z   intent      Orders.Cancel   delete sql:orders                  desk              0123456789ab
              1     2026-11-23 16:00:00Z   completed   Orders.Cancel                                                 3      0123456789ab
              2     2026-11-23 16:00:00Z   denied      Reports.Run     delete sql:customers (unbounded)

            3 records of orders/ledger, root {Checkpoint.Root}

            """, run.Output);
    }

    [Fact]
    public async Task Show_as_json_prints_the_records_as_the_ledger_holds_them()
    {
        WriteLedger();

        var run = await Transcript.RunAsync("ledger", "show", folder.Path, "--json");

        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((0, "", 3), (run.ExitCode, run.Error, lines.Length));
        Assert.Equal(
            """{"commit":"0123456789abcdef0123456789abcdef01234567","intent":0,"kind":"completed","member":"M:Shop.Orders.Cancel(System.Int32)","rowsAffected":3,"seq":1,"time":"2026-11-23T16:00:00.0000000Z"}""",
            lines[1]);
    }

    [Fact]
    public async Task Verify_of_a_sound_ledger_says_that_its_end_can_not_be_known()
    {
        WriteLedger();

        var run = await Transcript.RunAsync("ledger", "verify", folder.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            $"""
            checkpoint    3 records of orders/ledger, root {Checkpoint.Root}
            integrity     holds
            completeness  unknown: a ledger can't know that its end was cut off; give --expect-size and --expect-root from a checkpoint kept elsewhere

            """, run.Output);
    }

    [Fact]
    public async Task Verify_against_an_earlier_checkpoint_gives_both_verdicts()
    {
        WriteLedger();

        var run = await Transcript.RunAsync(
            "ledger", "verify", folder.Path, "--expect-size", "3", "--expect-root", Checkpoint.Root, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            $$"""{"checkpoint":{"origin":"orders/ledger","root":"{{Checkpoint.Root}}","size":3},"completeness":"holds","integrity":"holds","uncommitted":0}""" + "\n",
            run.Output);
    }

    [Fact]
    public async Task Verify_of_a_ledger_that_was_cut_is_a_finding()
    {
        WriteLedger();

        var run = await Transcript.RunAsync("ledger", "verify", folder.Path, "--expect-size", "4");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("integrity     holds\ncompleteness  violated\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("flaw          checkpoint (record 3): it says 3 records; at least 4 are expected\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_of_a_ledger_that_was_changed_is_a_finding()
    {
        WriteLedger();
        var entries = Directory.GetFiles(Path.Combine(folder.Path, "tile", "entries"), "3", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(entries);
        bytes[20] ^= 1;
        File.WriteAllBytes(entries, bytes);

        var run = await Transcript.RunAsync("ledger", "verify", folder.Path, "--json");

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        var verdicts = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("violated", verdicts.GetProperty("integrity").GetString());
        Assert.NotEqual("", verdicts.GetProperty("flaw").GetProperty("problem").GetString());
    }

    [Theory]
    [InlineData("--expect-root needs --expect-size: the size at which it was the root.", "--expect-root", "AAAA")]
    [InlineData("--expect-size is not negative.", "--expect-size", "-1")]
    public async Task Verify_with_half_an_expectation_is_wrong_usage(string problem, params string[] options)
    {
        var run = await Transcript.RunAsync(["ledger", "verify", folder.Path, .. options]);

        Assert.Equal(
            (2, "", $"immutableguard: error IG5001: {problem} See 'immutableguard --help'.\n"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Show_of_a_folder_that_is_no_ledger_is_a_bad_input()
    {
        var run = await Transcript.RunAsync("ledger", "show", folder.Path);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{folder.Path}: error {LedgerErrors.Corrupted}: the directory has no checkpoint, so it is no ledger. ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_of_a_ledger_that_is_gone_is_a_finding()
    {
        var run = await Transcript.RunAsync("ledger", "verify", Path.Combine(folder.Path, "nowhere"));

        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Equal("integrity     unknown\ncompleteness  violated\nflaw          checkpoint: the file is missing\nwhat to do    keep the directory as evidence; restore a copy that verifies, or start a new directory\n", run.Output);
    }

    private Checkpoint Checkpoint => LedgerReader.Open(folder.Path).Checkpoint;

    private void WriteLedger()
    {
        using var ledger = AuditLedger.Open(folder.Path, "orders/ledger");
        var intent = new AuditRecord
        {
            Time = new DateTimeOffset(2026, 11, 23, 16, 0, 0, TimeSpan.Zero),
            Kind = AuditKind.Intent,
            Member = "M:Shop.Orders.Cancel(System.Int32)",
            Commit = "0123456789abcdef0123456789abcdef01234567",
            Sanction = "desk",
            Effects = new([new(Operation.Delete, "sql:orders")]),
        };
        var place = ledger.Append(intent);
        ledger.Append(intent with { Kind = AuditKind.Completed, Intent = place, Sanction = null, Effects = null, RowsAffected = 3 });
        ledger.Append(intent with
        {
            Kind = AuditKind.Denied,
            Member = "M:Shop.Reports.Run",
            Commit = null,
            Sanction = null,
            Effects = new([new(Operation.Delete, "sql:customers", Bounded: false)]),
        });
    }
}
