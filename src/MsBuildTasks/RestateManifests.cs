using ImmutableGuard.Inspection;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>
/// Publishing may rewrite assemblies: trimming, ReadyToRun. The manifests that are published with them speak of the bytes that are
/// published, and it is proven of those again that nothing goes past the guard (IG3004).
/// </summary>
public sealed class RestateManifests : ReportingTask
{
    private const string Proof = "IG3004", Writing = "IG3011";

    private readonly List<ITaskItem> replaced = [];
    private readonly List<ITaskItem> restated = [];

    /// <summary>The files that are published, with the metadata <c>RelativePath</c>.</summary>
    [Required]
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>The assemblies it was compiled against, from which it is told whose methods are sinks.</summary>
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The user's own catalogue files.</summary>
    public ITaskItem[] Catalogues { get; set; } = [];

    /// <summary>The folder for the manifests that are written anew.</summary>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>Of <see cref="Files"/> the manifests and envelopes that others take the place of.</summary>
    [Output]
    public ITaskItem[] Replaced { get; private set; } = [];

    /// <summary>The manifests that take their place.</summary>
    [Output]
    public ITaskItem[] Restated { get; private set; } = [];

    private protected override bool Look()
    {
        try
        {
            var changed = false;
            foreach (var file in Files.Where(file => PathOf(file).EndsWith(ManifestStatement.FileSuffix, StringComparison.OrdinalIgnoreCase)))
                changed |= Restate(file);
            foreach (var file in changed ? Files.Where(file => PathOf(file).EndsWith(AppStatement.FileSuffix, StringComparison.OrdinalIgnoreCase)) : [])
                Put(file, AsPublished(AppStatement.Read(File.ReadAllText(file.ItemSpec))).Write(), AppStatement.FileSuffix, AppStatement.EnvelopeSuffix);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or BadImageFormatException or JsonSyntaxException)
        {
            Report(Writing, isError: true, null, 0, 0, $"The manifests of what is published can't be written: {e.Message.TrimEnd('.')}.");
        }

        (Replaced, Restated) = ([.. replaced], [.. restated]);
        return true;
    }

    private bool Restate(ITaskItem file)
    {
        var statement = ManifestStatement.Read(File.ReadAllText(file.ItemSpec));
        if (Published(statement.Assembly) is not { } assembly || AssemblyInspector.Digest(assembly) == statement.Sha256)
            return false;
        var inspected = AssemblyInspector.Inspect(
            assembly, References.Select(reference => reference.ItemSpec).Concat(Files.Select(each => each.ItemSpec).Where(IsAssembly)), OwnCatalogues.Read(Catalogues), path => Deployment.Types(BuildEngine, path));
        foreach (var hole in MediationProof.Holes(inspected))
            Report(Proof, isError: true, hole.File ?? assembly, hole.Line, 0,
                $"{MediationProof.Describe(hole)}, in the assembly as it is published.");
        Put(file, (statement with
        {
            Sha256 = inspected.Sha256,
            Manifest = statement.Manifest with { Mvid = ModuleVersion.Read(assembly), Dependencies = statement.Manifest.Dependencies is { } all ? AsPublished(all) : null },
        }).Write(), ManifestStatement.FileSuffix, DsseEnvelope.FileSuffix);
        return true;
    }

    private AppStatement AsPublished(AppStatement statement) => statement with
    {
        Assemblies =
        [
            .. from assembly in statement.Assemblies
               let path = Published(assembly.Assembly)
               where path is not null
               select assembly with { Sha256 = AssemblyInspector.Digest(path), Manifest = assembly.Manifest with { Mvid = ModuleVersion.Read(path) } },
        ],
        Dependencies = AsPublished(statement.Dependencies),
    };

    /// <summary>What a dependency refers to is told of it as it came; trimming takes away only. What is trimmed away altogether is left out.</summary>
    private IReadOnlyList<Dependency> AsPublished(IEnumerable<Dependency> dependencies) => Dependency.InOrder(
        from dependency in dependencies
        let path = Published(dependency.Name + ".dll")
        where path is not null
        select dependency with { Sha256 = AssemblyInspector.Digest(path) });

    private string? Published(string assembly) =>
        Files.FirstOrDefault(file => string.Equals(PathOf(file), assembly, StringComparison.OrdinalIgnoreCase))?.ItemSpec;

    private void Put(ITaskItem file, JsonObject statement, string suffix, string envelopeSuffix)
    {
        var path = Path.Combine(Folder, Path.GetFileName(PathOf(file)));
        Directory.CreateDirectory(Folder);
        OutputFile.Write(path, statement + "\n");
        var envelope = PathOf(file).Substring(0, PathOf(file).Length - suffix.Length) + envelopeSuffix;
        replaced.Add(file);
        replaced.AddRange(Files.Where(each => string.Equals(PathOf(each), envelope, StringComparison.OrdinalIgnoreCase)));
        var item = new TaskItem(path);
        item.SetMetadata("RelativePath", PathOf(file));
        item.SetMetadata("CopyToPublishDirectory", "PreserveNewest");
        item.SetMetadata("Envelope", path.Substring(0, path.Length - suffix.Length) + envelopeSuffix);
        item.SetMetadata("EnvelopeRelativePath", envelope);
        restated.Add(item);
    }

    private static string PathOf(ITaskItem file) => file.GetMetadata("RelativePath").Replace('\\', '/');

    private static bool IsAssembly(string path) => path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
}
