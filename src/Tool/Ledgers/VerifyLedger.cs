using System.CommandLine;
using ImmutableGuard.Json;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Tool.Ledgers;

/// <summary><c>immutableguard ledger verify</c>: whether a ledger is what it was written as, and all of it.</summary>
internal static class VerifyLedger
{
    public static Command Create(Terminal terminal)
    {
        var directory = new Argument<string>("dir") { Description = "The ledger's directory." };
        var size = new Option<long?>("--expect-size") { Description = "How many records it held at least, known from elsewhere." };
        var root = new Option<string?>("--expect-root") { Description = "The root over its first --expect-size records, in base64." };
        var json = new Option<bool>("--json") { Description = "Print the verdicts as a line of JSON." };
        var command = new Command("verify", "Verifies a ledger from its records up.") { directory, size, root, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(size) is < 0)
                result.AddError("--expect-size is not negative.");
            if (result.GetValue(root) is not null && result.GetValue(size) is null)
                result.AddError("--expect-root needs --expect-size: the size at which it was the root.");
        });
        command.SetAction(parsed =>
        {
            var expectation = new LedgerExpectation { Size = parsed.GetValue(size), Root = parsed.GetValue(root) };
            var verification = LedgerVerifier.Verify(parsed.GetRequiredValue(directory), expectation);
            if (parsed.GetValue(json))
                terminal.Text.WriteLine(Json(verification));
            else
                Show(verification, terminal);
            return verification.Flaw is null ? ExitCodes.Success : ExitCodes.Finding;
        });
        return command;
    }

    private static void Show(LedgerVerification verification, Terminal terminal)
    {
        if (verification.Checkpoint is { } checkpoint)
            terminal.Text.WriteLine($"checkpoint    {checkpoint.Size} records of {checkpoint.Origin}, root {checkpoint.Root}");
        terminal.Text.WriteLine($"integrity     {Name(verification.Integrity)}");
        terminal.Text.WriteLine($"completeness  {Name(verification.Completeness)}{Hint(verification)}");
        if (verification.Uncommitted > 0)
            terminal.Text.WriteLine($"uncommitted   {verification.Uncommitted} records of a commit that was not ended");
        if (verification.Flaw is { } flaw)
        {
            terminal.Text.WriteLine($"flaw          {flaw}");
            terminal.Text.WriteLine("what to do    keep the directory as evidence; restore a copy that verifies, or start a new directory");
        }
    }

    private static string Hint(LedgerVerification verification) =>
        verification is { Completeness: LedgerVerdict.Unknown, Flaw: null }
            ? ": a ledger can't know that its end was cut off; give --expect-size and --expect-root from a checkpoint kept elsewhere"
            : "";

    private static JsonObject Json(LedgerVerification verification)
    {
        var json = new JsonObject
        {
            { "integrity", Name(verification.Integrity) },
            { "completeness", Name(verification.Completeness) },
            { "uncommitted", verification.Uncommitted },
        };
        if (verification.Checkpoint is { } checkpoint)
            json.Add("checkpoint", new JsonObject { { "origin", checkpoint.Origin }, { "size", checkpoint.Size }, { "root", checkpoint.Root } });
        if (verification.Flaw is { } flaw)
        {
            var found = new JsonObject { { "file", flaw.File }, { "problem", flaw.Problem } };
            if (flaw.Index is { } index)
                found.Add("record", index);
            json.Add("flaw", found);
        }

        return json;
    }

    private static string Name(LedgerVerdict verdict) => verdict switch
    {
        LedgerVerdict.Holds => "holds",
        LedgerVerdict.Violated => "violated",
        _ => "unknown",
    };
}
