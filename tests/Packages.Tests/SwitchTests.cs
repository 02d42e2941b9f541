using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ImmutableGuard.Packages.Tests;

/// <summary>Projects that the package is switched off for.</summary>
public sealed class SwitchTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    [Fact]
    public async Task SwitchedOff_IsLoud()
    {
        using var service = await Service.CreateAsync(packages, properties: "<ImmutableGuard>false</ImmutableGuard>");
        var (exitCode, diagnostics, output) = await service.BuildAsync();
        Assert.True(exitCode == 0, output);
        Assert.Contains(diagnostics, diagnostic => diagnostic.StartsWith("warning IG3007", StringComparison.Ordinal));
        Assert.False(File.Exists(service.Manifest));
    }

    /// <summary>The compiler loads it, and finds no runtime beside it: guarded, every project that uses it would end without a word.</summary>
    [Theory]
    [InlineData("IsRoslynComponent")]
    [InlineData("EnforceExtendedAnalyzerRules")]
    public async Task AnalyzerOfOnesOwn_IsLeftAlone(string property)
    {
        using var service = await Service.CreateAsync(packages, properties: $"<{property}>true</{property}>");
        var (exitCode, diagnostics, output) = await service.BuildAsync();
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Contains("IG3", StringComparison.Ordinal));
        Assert.False(File.Exists(service.Manifest));
        using var assembly = new PEReader(File.OpenRead(service.Assembly));
        var metadata = assembly.GetMetadataReader();
        Assert.DoesNotContain("ImmutableGuard.Runtime", metadata.AssemblyReferences.Select(reference => metadata.GetString(metadata.GetAssemblyReference(reference).Name)));
    }
}
