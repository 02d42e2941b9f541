using System.CommandLine;
using System.Globalization;
using ImmutableGuard.Ledger;
using Spectre.Console;

namespace ImmutableGuard.Tool.Ledgers;

/// <summary><c>immutableguard ledger show</c>: what was done to data, record by record.</summary>
internal static class ShowLedger
{
    private const int ShortCommit = 12;

    public static Command Create(Terminal terminal)
    {
        var directory = new Argument<string>("dir") { Description = "The ledger's directory." };
        var json = new Option<bool>("--json") { Description = "Print a line of canonical JSON for each record." };
        var command = new Command("show", "Shows the records of a ledger. Trusts its files: 'ledger verify' doesn't.") { directory, json };
        command.SetAction(parsed =>
        {
            var ledger = LedgerReader.Open(parsed.GetRequiredValue(directory));
            if (parsed.GetValue(json))
                ShowLines(ledger, terminal);
            else
                ShowTable(ledger, terminal);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void ShowLines(LedgerReader ledger, Terminal terminal)
    {
        foreach (var record in ledger.Records())
        {
            terminal.Output.Write(AuditRecordJson.ToEntry(record));
            terminal.Output.WriteByte((byte)'\n');
        }
    }

    private static void ShowTable(LedgerReader ledger, Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("Seq", "Time", "Kind", "Member", "Effects", "Sanction", "Rows", "Commit");
        foreach (var record in ledger.Records())
        {
            table.AddRow(
                new Text(Number(record.Seq)),
                new Text(record.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)),
                new Text(record.Kind.ToString().ToLowerInvariant()),
                new Text(record.Member is { } member ? DocumentationId.Shorten(member) : ""),
                new Text(record.Effects is { } effects ? EffectsText.Of(effects) : ""),
                new Text(record.Sanction ?? ""),
                new Text(Number(record.RowsAffected)),
                new Text(record.Commit is { Length: > ShortCommit } commit ? commit[..ShortCommit] : record.Commit ?? ""));
        }

        terminal.Tables.Write(table);
        terminal.Text.WriteLine($"{ledger.Checkpoint.Size} records of {ledger.Checkpoint.Origin}, root {ledger.Checkpoint.Root}");
    }

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
