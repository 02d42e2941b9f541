using System.Text.Json;

namespace ImmutableGuard.Build.Try;

/// <summary>What <c>try</c> tells: from a new project to a denied delete and its record in the ledger.</summary>
/// <param name="shop">The project.</param>
/// <param name="narrator">Who tells it.</param>
/// <param name="version">The version of the packages.</param>
public sealed class Story(ShopProject shop, Narrator narrator, string version)
{
    private const string Assembly = "bin/Debug/net10.0/Shop.dll";

    private const string Ledger = "bin/Debug/net10.0/ledger";

    private const string InCode = "[SanctionedAccess(Operation.Delete, \"sql:carts\"";

    /// <summary>Tells it, up to the first promise that isn't kept.</summary>
    public async Task TellAsync()
    {
        await BuildAsDeveloperAsync();
        await BuildAsCiAsync();
        var commit = await SanctionAsync();
        await ShowManifestAsync(commit);
        await RunAsync();
        await ShowLedgerAsync(commit);
    }

    private async Task BuildAsDeveloperAsync()
    {
        narrator.Step(
            "Add one package to a new project",
            "A console project in a git repository of its own. It reads, inserts, updates and deletes by ADO.NET, Dapper and EF Core.");
        narrator.Command("dotnet new console --name Shop");
        await shop.CreateAsync();
        narrator.Command("dotnet add package ImmutableGuard");
        await shop.AddPackageAsync("ImmutableGuard", version);
        await shop.CommitAsync("Add ImmutableGuard");
        narrator.Command("dotnet build");
        var (exitCode, diagnostics) = await shop.BuildAsync(inCi: false);
        narrator.Show(diagnostics.Select(diagnostic => diagnostic.ToString()));
        narrator.Promise(exitCode == 0, "the build succeeds: warnings don't stop anybody at the desk");
        var promised = shop.PromisedWarnings().ToList();
        narrator.Promise(
            diagnostics.Select(diagnostic => (diagnostic.File, diagnostic.Line, diagnostic.Id)).SequenceEqual(promised),
            $"exactly the {promised.Count} warnings that the code's comments announce, at their lines; reads and inserts are left alone");
    }

    private async Task BuildAsCiAsync()
    {
        narrator.Step("Build as CI does", "Nobody has sanctioned these accesses, so they don't get past CI.");
        narrator.Command("CI=true dotnet build");
        var (exitCode, diagnostics) = await shop.BuildAsync(inCi: true);
        narrator.Promise(exitCode != 0, $"the build fails with {diagnostics.Count(diagnostic => diagnostic.Severity == "error")} errors");
        narrator.Promise(
            shop.PromisedWarnings().All(promised => diagnostics.Any(diagnostic =>
                (diagnostic.File, diagnostic.Line, diagnostic.Id, diagnostic.Severity) == (promised.File, promised.Line, promised.Id, "error"))),
            "each of the warnings is an error now");
    }

    private async Task<string> SanctionAsync()
    {
        narrator.Step(
            "Say who may do what, and why",
            "A policy file with three sanctions, one [SanctionedAccess] in code, and the WHERE that was forgotten.");
        shop.Add("immutableguard.json");
        shop.Edit("Carts.cs", "// " + InCode, InCode);
        shop.Edit("Orders.cs", "\"DELETE FROM orders\"", "\"DELETE FROM orders WHERE shipped = 1\"");
        var commit = await shop.CommitAsync("Sanction what is meant");
        narrator.Command("CI=true dotnet build");
        var (exitCode, diagnostics) = await shop.BuildAsync(inCi: true);
        narrator.Show(diagnostics.Select(diagnostic => diagnostic.ToString()));
        narrator.Promise(exitCode == 0 && diagnostics.Count == 0, "the build is clean, in CI too");
        return commit;
    }

    private async Task ShowManifestAsync(string commit)
    {
        narrator.Step("Look at what the build can do to data", "The access manifest lies beside the assembly and names the commit it was built from.");
        await shop.InstallToolAsync(version);
        narrator.Command($"immutableguard manifest show {Assembly}");
        var shown = await shop.ToolAsync("manifest", "show", Assembly);
        narrator.ShowDetails(shown.Lines);
        narrator.Promise(shown.ExitCode == 0, "the manifest can be read");
        narrator.Promise(shown.Lines.Any(line => line.Contains($"{commit}, clean", StringComparison.Ordinal)), $"it is stamped with commit {commit}, clean");

        var json = await shop.ToolAsync("manifest", "show", Assembly, "--json");
        using var manifest = JsonDocument.Parse(json.Lines.Single());
        var sites = manifest.RootElement.GetProperty("sites").EnumerateArray().Where(ChangesData).ToList();
        narrator.Promise(
            sites.Count > 0 && sites.All(site => site.GetProperty("mediated").GetBoolean()),
            $"proven on the compiled assembly: all {sites.Count} accesses that change data, or might, go through the guard");
    }

    private async Task RunAsync()
    {
        narrator.Step("Run it", "Sanctioned deletes go through. Then a report turns out to be a DELETE: its text was given when the program was started.");
        const string report = "SELECT name FROM customers", disguised = "DELETE FROM customers";
        narrator.Command($"dotnet run -- \"{report}\" \"{disguised}\"");
        var run = await shop.RunAsync(report, disguised);
        narrator.Show(run.Lines);
        narrator.Promise(run.ExitCode == 0, "the program ran to its end");
        foreach (var expected in (string[])
            ["shipped orders dropped: 1", "carts emptied: 1", "customers erased: 1", "report: Grace", "customers left: 1"])
            narrator.Promise(run.Lines.Contains(expected), expected);
        var denial = run.Lines.FirstOrDefault(line => line.StartsWith("denied: ", StringComparison.Ordinal)) ?? "";
        narrator.Promise(
            ((string[])["Shop.Reports.Run", "Reports.cs", "delete sql:customers"]).All(part => denial.Contains(part, StringComparison.Ordinal)),
            "the denial names the site, the effect and the resource");
        narrator.Promise(denial.Contains("immutableguard.json", StringComparison.Ordinal), "and what to do about it");
    }

    private async Task ShowLedgerAsync(string commit)
    {
        narrator.Step("Read the record", "Every change has its intent written before and its outcome after, with the commit of the code that did it.");
        narrator.Command($"immutableguard ledger show {Ledger}");
        var shown = await shop.ToolAsync("ledger", "show", Ledger);
        narrator.Show(shown.Lines);
        narrator.Promise(shown.ExitCode == 0, "the ledger can be read");

        var lines = (await shop.ToolAsync("ledger", "show", Ledger, "--json")).Lines;
        var records = lines.Select(line => JsonDocument.Parse(line).RootElement).ToList();
        narrator.Promise(
            records.Count > 0 && records.All(record => record.GetProperty("commit").GetString() == commit),
            $"each of the {records.Count} records names the commit");
        narrator.Promise(records.Any(record => record.GetProperty("kind").GetString() == "denied"), "the denied delete is among them");

        narrator.Command($"immutableguard ledger verify {Ledger}");
        var verified = await shop.ToolAsync("ledger", "verify", Ledger);
        narrator.Show(verified.Lines);
        narrator.Promise(
            verified.ExitCode == 0 && verified.Lines.Any(line => line.StartsWith("integrity     holds", StringComparison.Ordinal)),
            "nobody has touched it");
    }

    private static bool ChangesData(JsonElement site) =>
        !site.GetProperty("complete").GetBoolean()
        || site.GetProperty("effects").EnumerateArray().Any(effect => effect.GetProperty("operation").GetString() is not ("read" or "insert"));
}
