using ImmutableGuard.Manifests;

namespace ImmutableGuard.Runtime.Tests;

public sealed class AppAssembliesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("application-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void AssembliesThatAreThere_AreLoaded()
    {
        Write("ImmutableGuard.Model.dll", "ImmutableGuard.Runtime.dll");
        Assert.Null(AppAssemblies.Load(folder, "Shop", areFiles: true));
    }

    [Fact]
    public void AssemblyThatIsMissing_IsNamed()
    {
        Write("ImmutableGuard.Model.dll", "Shop.Nowhere.dll");
        Assert.StartsWith("Shop.Nowhere.dll, which the application's manifest ", AppAssemblies.Load(folder, "Shop", areFiles: true), StringComparison.Ordinal);
    }

    [Fact]
    public void AssemblyThatWasTrimmedAway_IsNotMissedInASingleFile()
    {
        Write("Shop.Nowhere.dll");
        Assert.Null(AppAssemblies.Load(folder, "Shop", areFiles: false));
    }

    [Fact]
    public void NoManifestOfTheApplication_IsNothingWrong() => Assert.Null(AppAssemblies.Load(folder, "Shop", areFiles: true));

    [Fact]
    public void BrokenManifestOfTheApplication_IsSaid()
    {
        File.WriteAllText(Path.Combine(folder, "Shop.access.app.json"), "{");
        Assert.Contains("can't be read", AppAssemblies.Load(folder, "Shop", areFiles: true), StringComparison.Ordinal);
    }

    private void Write(params string[] assemblies) => File.WriteAllText(
        Path.Combine(folder, "Shop.access.app.json"),
        new AppStatement("shop", [.. assemblies.Select(name => new ManifestStatement(name, new string('0', 64), new() { Service = "shop", Policy = new(), Sites = [] }))], []).Write().ToString());
}
