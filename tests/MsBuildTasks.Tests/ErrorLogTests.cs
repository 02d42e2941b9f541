using System.Text.Json;
using ImmutableGuard.Locks;
using ImmutableGuard.Manifests;
using ImmutableGuard.MsBuildTasks.Reports;

namespace ImmutableGuard.MsBuildTasks.Tests;

/// <summary>What the tasks find is in a SARIF file beside the compiler's.</summary>
public sealed class ErrorLogTests : IDisposable
{
    private const string Purge = "M:Shop.Orders.Purge";

    private readonly string folder = Directory.CreateTempSubdirectory("sarif-").FullName;

    private string Manifest => Path.Combine(folder, "Shop.access.json");

    private string Lock => Path.Combine(folder, "access.lock.json");

    private string Sarif => Path.Combine(folder, "logs", "Shop.access.sarif");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Difference_IsThereUntilItIsGone()
    {
        WriteManifest();
        File.WriteAllText(Lock, LockWriter.Write(new AccessLock("Shop", [])));

        Assert.False(Compare(ci: true).Execute());
        var result = Assert.Single(Results());
        Assert.Equal(("IG3003", "error"), (result.GetProperty("ruleId").GetString(), result.GetProperty("level").GetString()));
        Assert.StartsWith($"{Purge} can now delete sql:orders", result.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("""{"uri":"src/Shop%20A/Orders.cs","uriBaseId":"%SRCROOT%"}""", place.GetProperty("artifactLocation").GetRawText());
        Assert.Equal("""{"startLine":7}""", place.GetProperty("region").GetRawText());

        Compare(ci: false).Execute();
        Assert.Equal("warning", Assert.Single(Results()).GetProperty("level").GetString());

        File.Delete(Lock);
        Assert.True(Compare(ci: true).Execute());
        Assert.Empty(Results());
    }

    [Fact]
    public void OneTask_LeavesWhatTheOthersFound()
    {
        WriteManifest();
        File.WriteAllText(Lock, LockWriter.Write(new AccessLock("Shop", [])));
        var key = Path.Combine(folder, "no.pem");
        SignManifest Sign(string keyFile) => new()
        {
            BuildEngine = new MockEngine(),
            ManifestFile = Manifest,
            EnvelopeFile = Path.Combine(folder, "Shop.access.dsse.json"),
            KeyFile = keyFile,
            EnvironmentKey = "",
            ErrorLog = ErrorLog,
        };

        Compare(ci: false).Execute();
        Assert.False(Sign(key).Execute());
        Assert.Equal(["IG3003", "IG3009"], Results().Select(result => result.GetProperty("ruleId").GetString()));
        Assert.Equal(new Uri(key).AbsoluteUri, Results()[1].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString());

        Assert.True(Sign("").Execute());
        Assert.Equal(["IG3003"], Results().Select(result => result.GetProperty("ruleId").GetString()));
    }

    [Fact]
    public void NoErrorLog_NoFile()
    {
        WriteManifest();
        Compare(ci: false, errorLog: "").Execute();

        Assert.False(Directory.Exists(Path.GetDirectoryName(Sarif)));
    }

    [Fact]
    public void WhatIsNoSarif_IsWrittenAnew()
    {
        WriteManifest();
        Directory.CreateDirectory(Path.GetDirectoryName(Sarif)!);
        File.WriteAllText(Sarif, "{ \"runs\": [");
        Compare(ci: false).Execute();

        Assert.Empty(Results());
        Assert.Equal("immutableguard/Shop/", Run().GetProperty("automationDetails").GetProperty("id").GetString());
    }

    [Fact]
    public void FileThatCannotBeWritten_IsAnError()
    {
        WriteManifest();
        Directory.CreateDirectory(Sarif);
        var task = Compare(ci: false);

        Assert.False(task.Execute());
        Assert.StartsWith("error IG3011 ", Assert.Single(((MockEngine)task.BuildEngine).Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/Shop.net10.0.sarif,version=2.1", "a/Shop.net10.0.access.sarif")]
    [InlineData("Shop.sarif;version=2", "Shop.access.sarif")]
    [InlineData("Shop.json", "Shop.access.sarif")]
    [InlineData("", null)]
    [InlineData(",version=2.1", null)]
    public void File_LiesBesideTheCompilers(string errorLog, string? file) => Assert.Equal(file, ErrorLogFile.Beside(errorLog));

    [Fact]
    public void Rules_AreCalledAsTheirPagesAre()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "ImmutableGuard.sln")))
            root = Path.GetDirectoryName(root)!;
        Assert.All(ErrorLogFile.Titles, rule => Assert.Equal($"# {rule.Key}: {rule.Value}", File.ReadLines(Path.Combine(root, "docs", "rules", rule.Key + ".md")).First()));
    }

    private string ErrorLog => Path.Combine(folder, "logs", "Shop.sarif") + ",version=2.1";

    private JsonElement Run() => JsonDocument.Parse(File.ReadAllText(Sarif)).RootElement.GetProperty("runs")[0];

    private List<JsonElement> Results() => [.. Run().GetProperty("results").EnumerateArray()];

    private CompareLock Compare(bool ci, string? errorLog = null) => new()
    {
        BuildEngine = new MockEngine(),
        ProjectFile = Path.Combine(folder, "Shop.csproj"),
        ManifestFile = Manifest,
        LockFile = Lock,
        ContinuousIntegration = ci,
        ErrorLog = errorLog ?? ErrorLog,
    };

    private void WriteManifest() => File.WriteAllText(Manifest, new ManifestStatement("Shop.dll", new string('0', 64), new()
    {
        Service = "Shop",
        Policy = new(),
        Sites = [new() { Id = "a", Member = Purge, File = "src/Shop A/Orders.cs", Line = 7, Sink = "M:S", Effects = new([new(Operation.Delete, "sql:orders")]) }],
    }).Write() + "\n");
}
