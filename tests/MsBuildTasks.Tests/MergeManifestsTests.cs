using System.Security.Cryptography;
using ImmutableGuard.Manifests;
using Microsoft.Build.Utilities;

namespace ImmutableGuard.MsBuildTasks.Tests;

public sealed class MergeManifestsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("merge-").FullName;
    private readonly MockEngine engine = new();

    public MergeManifestsTests()
    {
        File.Copy(typeof(AccessManifest).Assembly.Location, Library);
        Write(OwnManifest, new("Shop.dll", new string('0', 64), Named("own")));
        WriteLibrary("library");
    }

    private string OwnManifest => Path.Combine(folder, "Shop.access.json");

    private string AppManifest => Path.Combine(folder, "Shop.access.app.json");

    private string Library => Path.Combine(folder, "Shop.Data.dll");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void GuardedAssemblies_AreMergedAndTheOthersAreDependencies()
    {
        Assert.True(Task(Library, typeof(MergeManifestsTests).Assembly.Location).Execute());

        var application = AppStatement.Read(File.ReadAllText(AppManifest));
        Assert.Equal(["library", "own"], application.Assemblies.Select(assembly => assembly.Manifest.Service));
        Assert.Equal(("own", "ImmutableGuard.MsBuildTasks.Tests"), (application.Service, Assert.Single(application.Dependencies).Name));
        Assert.Empty(engine.Log);
    }

    [Fact]
    public void ManifestBesideALibraryThatChanges_IsMergedAnew_AndElseNothingIsWritten()
    {
        Task(Library).Execute();
        File.SetLastWriteTimeUtc(AppManifest, DateTime.UnixEpoch);
        Task(Library).Execute();
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(AppManifest));

        WriteLibrary("another");
        Task(Library).Execute();
        Assert.Contains("\"another\"", File.ReadAllText(AppManifest), StringComparison.Ordinal);

        Task(Library, typeof(MergeManifestsTests).Assembly.Location).Execute();
        Assert.Single(AppStatement.Read(File.ReadAllText(AppManifest)).Dependencies);
    }

    [Fact]
    public void FileThatIsNoAssembly_IsNotListed()
    {
        var native = Path.Combine(folder, "native.dll");
        File.WriteAllText(native, "no assembly");

        Assert.True(Task(Library, native).Execute());
        Assert.Empty(AppStatement.Read(File.ReadAllText(AppManifest)).Dependencies);
    }

    [Fact]
    public void OwnManifestThatIsBroken_FailsTheBuild()
    {
        File.WriteAllText(OwnManifest, "{");

        Assert.False(Task(Library).Execute());
        Assert.StartsWith($"error IG3011 {AppManifest} [IG3011 docs/rules/IG3011.md]: The application's access manifest can't be written: ", Assert.Single(engine.Log), StringComparison.Ordinal);
    }

    private static AccessManifest Named(string service) => new() { Service = service, Policy = new(), Sites = [] };

    private static void Write(string path, ManifestStatement statement) => File.WriteAllText(path, statement.Write() + "\n");

    private void WriteLibrary(string service) => Write(
        Path.ChangeExtension(Library, ".access.json"), new("Shop.Data.dll", Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Library))), Named(service)));

    private MergeManifests Task(params string[] dependencies) => new()
    {
        BuildEngine = engine,
        ManifestFile = OwnManifest,
        AppManifestFile = AppManifest,
        Folder = Path.Combine(folder, "supplied"),
        Dependencies = [.. dependencies.Select(path => new TaskItem(path))],
        References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => new TaskItem(path))],
    };
}
