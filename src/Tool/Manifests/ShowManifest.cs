using System.CommandLine;
using System.Globalization;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;
using Spectre.Console;

namespace ImmutableGuard.Tool.Manifests;

/// <summary><c>immutableguard manifest show</c>: the access sites of a build, and where the build came from.</summary>
internal static class ShowManifest
{
    private const string NotNeeded = "not needed";

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("file") { Description = "An assembly, the .access.json beside it, or an application's .access.app.json." };
        var json = new Option<bool>("--json") { Description = "Print the manifest as canonical JSON." };
        var command = new Command("show", "Shows an access manifest.") { file, json };
        command.SetAction(parsed =>
        {
            if (ManifestFile.ReadApplication(parsed.GetRequiredValue(file)) is { } application)
            {
                if (parsed.GetValue(json))
                    terminal.Text.WriteLine(application.Write()["predicate"]);
                else
                    Show(application, terminal);
                return ExitCodes.Success;
            }

            var manifest = ManifestFile.Read(parsed.GetRequiredValue(file), terminal.Error);
            if (parsed.GetValue(json))
                terminal.Text.WriteLine(ManifestWriter.Write(manifest));
            else
                Show(manifest, terminal);
            return ExitCodes.Success;
        });
        return command;
    }

    private static void Show(AccessManifest manifest, Terminal terminal)
    {
        terminal.Text.WriteLine($"service  {manifest.Service}");
        terminal.Text.WriteLine($"build    {Describe(manifest.Stamp)}");
        terminal.Text.WriteLine($"policy   {Describe(manifest)}");

        ShowSites(manifest, terminal);
        ShowDependencies(manifest.Dependencies ?? [], terminal);
    }

    private static void Show(AppStatement application, Terminal terminal)
    {
        terminal.Text.WriteLine($"application  {application.Service}");
        foreach (var assembly in application.Assemblies)
        {
            terminal.Text.WriteLine();
            terminal.Text.WriteLine($"assembly {assembly.Assembly}");
            terminal.Text.WriteLine($"build    {Describe(assembly.Manifest.Stamp)}");
            terminal.Text.WriteLine($"policy   {Describe(assembly.Manifest)}");
            ShowSites(assembly.Manifest, terminal);
        }

        ShowDependencies(application.Dependencies, terminal);
        terminal.Text.WriteLine(application.IsComplete
            ? "This is all that the application can do, as far as the catalogue knows sinks."
            : "There is more that the application can do than what is listed, or it isn't known whether there is.");
    }

    private static void ShowSites(AccessManifest manifest, Terminal terminal)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumns("Member", "Place", "Effects", "Sanction", "Guarded");
        foreach (var site in manifest.Sites)
        {
            table.AddRow(
                new Text(DocumentationId.Shorten(site.Member)),
                new Text($"{site.File}:{site.Line.ToString(CultureInfo.InvariantCulture)}"),
                new Text(EffectsText.Of(site.Effects)),
                new Text(Describe(site, manifest.Policy.Decide(site.Member, site.Effects, DateTime.UtcNow))),
                new Text(DescribeGuard(site)));
        }

        terminal.Tables.Write(table);
        foreach (var sentence in manifest.Unproven)
            terminal.Text.WriteLine($"not proven: {sentence}");
    }

    /// <summary>Those that do nothing are counted: an application has dozens of them.</summary>
    private static void ShowDependencies(IReadOnlyList<Dependency> dependencies, Terminal terminal)
    {
        foreach (var dependency in dependencies.Where(dependency => !DoesNothing(dependency) && !IsUnknown(dependency)))
            terminal.Text.WriteLine($"deployed with {dependency.Name} {dependency.Version}: {EffectsText.Of(dependency.Effects).Replace("\n", ", ", StringComparison.Ordinal)}");
        if (dependencies.Count(DoesNothing) is > 0 and var quiet)
            terminal.Text.WriteLine($"deployed with {quiet} {(quiet == 1 ? "assembly that refers" : "assemblies that refer")} to no sink");
        if (dependencies.Count(IsUnknown) is > 0 and var unknown)
            terminal.Text.WriteLine($"deployed with {unknown} {(unknown == 1 ? "assembly" : "assemblies")} without a manifest; what they do is told by the {AppStatement.FileSuffix} of the application");
    }

    private static bool IsUnknown(Dependency dependency) => dependency.Effects.Reason == Dependency.NotLookedInto.Reason;

    private static bool DoesNothing(Dependency dependency) => dependency.Effects is { Complete: true, Items.Count: 0 };

    private static string Describe(Stamp? stamp)
    {
        if (stamp?.Commit is null)
            return "commit unknown";
        var state = stamp.Dirty switch { true => "dirty", false => "clean", null => "not known whether clean" };
        var time = stamp.CommittedAt?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return string.Join(", ", new[] { stamp.Commit, state, time, stamp.Ref, stamp.Repository }.Where(part => part is not null));
    }

    private static string Describe(AccessManifest manifest) =>
        $"{manifest.Policy.Mode.ToName()}, "
        + (manifest.PolicyDigest is { } digest ? $"sha256 {digest}" : "no policy file");

    private static string DescribeGuard(AccessSite site) => site.Mediated switch
    {
        true => "yes",
        _ when site.Effects.Complete && site.Effects.Items.All(effect => effect.Operation is Operation.Read or Operation.Insert) => NotNeeded,
        false => "NO",
        null => "not checked",
    };

    private static string Describe(AccessSite site, Decision decision) => decision.Verdict switch
    {
        Verdict.Allowed => decision.Sanction?.Id ?? NotNeeded,
        Verdict.Expired => $"{decision.Sanction!.Id} (expired)",
        Verdict.Forbidden => "FORBIDDEN",
        _ => site.Tolerated ? "none (tolerated)" : "NONE",
    };
}
