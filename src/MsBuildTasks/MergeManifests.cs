using ImmutableGuard.Inspection;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;
using ImmutableGuard.Sinks;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>
/// Merges the access manifests of all assemblies that an application is deployed with into one, and lists those that carry none with what
/// they refer to. Where all of them are those of the last time, nothing is done.
/// </summary>
public sealed class MergeManifests : ReportingTask
{
    private const string Id = "IG3011";

    /// <summary>The manifest file of the application's own assembly, which <see cref="InspectAssembly"/> wrote.</summary>
    [Required]
    public string ManifestFile { get; set; } = "";

    /// <summary>The file to write.</summary>
    [Required]
    public string AppManifestFile { get; set; } = "";

    /// <summary>The folder for the manifests of guarded assemblies that come without one: packages hold the assembly alone.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The assemblies that are deployed with it, with the metadata <c>NuGetPackageVersion</c> where a package brings them.</summary>
    public ITaskItem[] Dependencies { get; set; } = [];

    /// <summary>The assemblies it was compiled against, among which are the types that the dependencies refer to.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The user's own catalogue files.</summary>
    public ITaskItem[] Catalogues { get; set; } = [];

    private protected override bool Look()
    {
        var files = Deployment.Distinct(Dependencies).ToList();
        var inputs = new BuildInputs(AppManifestFile,
        [
            ManifestFile,
            .. Catalogues.Select(file => file.ItemSpec),
            .. files.SelectMany(file => new[] { file.Path, Path.ChangeExtension(file.Path, null) + ManifestStatement.FileSuffix }),
        ]);
        if (inputs.AreThoseOfLastTime)
            return false;
        try
        {
            OutputFile.Write(AppManifestFile, Merge(ManifestStatement.Read(File.ReadAllText(ManifestFile)), files).Write() + "\n");
            inputs.Keep();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonSyntaxException)
        {
            Report(Id, isError: true, AppManifestFile, 0, 0, $"The application's access manifest can't be written: {e.Message.TrimEnd('.')}.");
        }

        return true;
    }

    /// <summary>At start the process asks for a manifest beside each guarded assembly; of these the application's build says what the bytes are.</summary>
    private void Supply(List<ManifestStatement> statements)
    {
        string PathOf(ManifestStatement statement) => Path.Combine(Folder, Path.GetFileNameWithoutExtension(statement.Assembly) + ManifestStatement.FileSuffix);

        foreach (var stale in Directory.Exists(Folder) ? Directory.GetFiles(Folder).Except(statements.Select(PathOf)) : [])
            File.Delete(stale);
        if (statements.Count > 0)
            Directory.CreateDirectory(Folder);
        foreach (var statement in statements)
            OutputFile.Write(PathOf(statement), statement.Write() + "\n");
    }

    private AppStatement Merge(ManifestStatement own, List<(string Path, string? Package)> files)
    {
        var paths = files.Select(file => file.Path).ToList();
        var catalogue = OwnCatalogues.Read(Catalogues);
        List<string> references = [.. paths, .. References.Select(reference => reference.ItemSpec)];
        DeclaredTypes Types(string path) => Deployment.Types(BuildEngine, path);
        var sinks = new ReferredSinks(
            catalogue, new ReferencedTypes(references, Types),
            new ToldLibraries(OwnCatalogues.ReadLibraries(Catalogues), OwnCatalogues.ShippedLibraries, files.Append((Path.Combine(Path.GetDirectoryName(ManifestFile)!, own.Assembly), null))));
        // What a package's build has proven didn't come with it: only here, where all that it needs is deployed, can it be proven again.
        var deployed = files
            .Select(file => (file.Path, Assembly: DeployedAssembly.Read(file.Path, file.Package, sinks)))
            .Select(file => file.Assembly is { IsEmbedded: true } embedded ? embedded.Proven(AssemblyInspector.Inspect(file.Path, references, catalogue, Types)) : file.Assembly)
            .OfType<DeployedAssembly>().ToList();
        Supply(deployed.Where(assembly => assembly.IsEmbedded).Select(assembly => assembly.Statement!).ToList());
        var guarded = deployed.Select(assembly => assembly.Statement).OfType<ManifestStatement>().Append(own)
            .GroupBy(statement => statement.Assembly, StringComparer.OrdinalIgnoreCase).Select(same => same.Last())
            .OrderBy(statement => statement.Assembly, StringComparer.Ordinal);
        return new(own.Manifest.Service,
            [.. guarded.Select(statement => statement with { Manifest = statement.Manifest with { Dependencies = null } })],
            Dependency.InOrder(deployed.Where(assembly => assembly.Statement is null).Select(assembly => assembly.Dependency)));
    }
}
