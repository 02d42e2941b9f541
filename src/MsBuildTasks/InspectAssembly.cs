using System.Globalization;
using ImmutableGuard.Inspection;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>
/// Proves over the compiled assembly that every access that must go through the guard does (IG3004), and writes the stamped
/// access manifest. Where the assembly, what is deployed with it and the stamp are those of the last time, nothing is done.
/// </summary>
public sealed class InspectAssembly : ReportingTask
{
    /// <summary>The compiled assembly.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The assemblies it was compiled against.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The user's own catalogue files, the same that the compiler was given.</summary>
    public ITaskItem[] Catalogues { get; set; } = [];

    /// <summary>The assemblies that are deployed with it, with the metadata <c>NuGetPackageVersion</c> where a package brings them.</summary>
    public ITaskItem[] Dependencies { get; set; } = [];

    /// <summary>The version of the .NET SDK; empty where there is none.</summary>
    public string SdkVersion { get; set; } = "";

    /// <summary>The manifest file to write.</summary>
    [Required]
    public string ManifestFile { get; set; } = "";

    /// <summary>Whether a hole is an error whatever the policy's mode. Default: false.</summary>
    public bool ContinuousIntegration { get; set; }

    /// <summary>The commit; empty where it isn't known. Like the others of the stamp as <see cref="StampCommit"/> gives it.</summary>
    public string Commit { get; set; } = "";

    /// <summary>The repository's address.</summary>
    public string Repository { get; set; } = "";

    /// <summary>The full name of the ref.</summary>
    public string Ref { get; set; } = "";

    /// <summary><c>true</c>, <c>false</c>, or empty where it isn't known.</summary>
    public string Dirty { get; set; } = "";

    /// <summary>The commit's time, RFC 3339 in UTC.</summary>
    public string CommittedAt { get; set; } = "";

    private protected override bool Look()
    {
        var stamp = ReadStamp();
        var inputs = new BuildInputs(ManifestFile, [Assembly, .. Deployment.Distinct(Dependencies).Select(file => file.Path)], stamp.ToString(), SdkVersion, ContinuousIntegration ? "ci" : "");
        if (inputs.AreThoseOfLastTime)
            return false;
        try
        {
            var inspected = AssemblyInspector.Inspect(Assembly, References.Select(reference => reference.ItemSpec), OwnCatalogues.Read(Catalogues), path => Deployment.Types(BuildEngine, path));
            var isError = ContinuousIntegration || inspected.Manifest is { Policy.Mode: not PolicyMode.Observe };
            foreach (var hole in MediationProof.Holes(inspected))
                Report(hole, isError);
            foreach (var site in MediationProof.UnguardedSites(inspected))
                LogHole(isError, site.File, site.Line, $"{site.Member} calls {site.Sink}, which doesn't reach the guard. {Explain(inspected, site)}");
            if (ContinuousIntegration && inspected.Manifest is { } manifest)
                ReportHidden(manifest);
            if (Log.HasLoggedErrors)
                File.Delete(ManifestFile);
            else
            {
                OutputFile.Write(ManifestFile, new ManifestStatement(inspected.Name, inspected.Sha256, MediationProof.Complete(inspected, stamp) with
                {
                    Mvid = ModuleVersion.Read(Assembly),
                    Dependencies = Dependency.InOrder(Deployment.Read(BuildEngine, Dependencies).Select(deployed => deployed.Dependency)),
                    Tools = ReadTools(),
                }).Write() + "\n");
                inputs.Keep();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or JsonSyntaxException)
        {
            LogHole(isError: true, Assembly, 0, $"The assembly can't be inspected, so nothing is proven of it: {e.Message}");
        }

        return true;
    }

    private Dictionary<string, string> ReadTools()
    {
        var tools = new Dictionary<string, string>(StringComparer.Ordinal) { ["immutableguard"] = BuildInputs.Version };
        if (SdkVersion.Length > 0)
            tools.Add("dotnet-sdk", SdkVersion);
        return tools;
    }

    private void Report(SinkCall hole, bool isError) => LogHole(
        isError, hole.File ?? Assembly, hole.Line,
        $"{MediationProof.Describe(hole)}. {MediationProof.Advise(hole)}");

    // In continuous integration the compiler's reports are errors, and a compilation with errors isn't inspected. That it is can only mean
    // that somebody hid the report, made it a warning, ran no analyzers, or compiled elsewhere.
    private void ReportHidden(AccessManifest manifest)
    {
        foreach (var site in manifest.Sites.Where(site => !site.Tolerated))
            if (manifest.Policy.Decide(site.Member, site.Effects, DateTime.UtcNow) is { IsAllowed: false, Effect: var effect })
                Report("IG3006", isError: true, site.File, site.Line, 0,
                    $"'{site.Member}' may {effect}, which isn't sanctioned, and the compiler's report didn't stop the build: sanction the access or remove it; hiding the report doesn't allow it.");
    }

    private static string Explain(InspectedAssembly inspected, AccessSite site) =>
        inspected.Manifest!.Unproven.FirstOrDefault(line => line.StartsWith($"{site.File}({site.Line})", StringComparison.Ordinal))
        ?? "The generator redirected it, but the compiler dropped that: look for another generator or a linker step.";

    private void LogHole(bool isError, string file, int line, string message) => Report("IG3004", isError, file, line, 0, message);

    private Stamp ReadStamp() => new(
        NullIfEmpty(Commit), NullIfEmpty(Repository), NullIfEmpty(Ref),
        bool.TryParse(Dirty, out var dirty) ? dirty : null,
        DateTime.TryParse(CommittedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null);

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
