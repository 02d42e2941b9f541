using System.Security.Cryptography;
using System.Text.Json;
using ImmutableGuard.Model.Tests;

namespace ImmutableGuard.Packages.Tests;

/// <summary>What is deployed says of itself what it is, and doesn't start where that isn't so.</summary>
public sealed class DeploymentTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    [SkippableFact]
    public async Task ManifestsOfABuild_AreValidByTheirSchemas()
    {
        using var application = await Application.CreateAsync(packages);
        await application.DotnetAsync("build", "Worker");
        var folder = Path.Combine(application.Folder, "Worker", "bin", "Debug", "net10.0");
        Assert.Equal(
            ["valid", "valid"],
            Schema.Validate("access-manifest.v1", [.. ((string[])["Worker", "Data"]).Select(name => File.ReadAllText(Path.Combine(folder, $"Shop.{name}.access.json")).TrimEnd())]));
        Assert.Equal(["valid"], Schema.Validate("access-manifest.app.v1", File.ReadAllText(Path.Combine(folder, "Shop.Worker.access.app.json")).TrimEnd()));
    }

    [Fact]
    public async Task Application_HasOneManifestOverAllItsAssembliesAndDependencies()
    {
        using var application = await Application.CreateAsync(packages);
        await application.DotnetAsync("build", "Web");
        var folder = Path.Combine(application.Folder, "Web", "bin", "Debug", "net10.0");
        var file = Path.Combine(folder, "Shop.Web.access.app.json");

        var statement = Application.Read(file);
        Assert.Equal(
            ((string[])["Shop.Data.dll", "Shop.Web.dll"]).Select(name => (name, Digest(Path.Combine(folder, name)))),
            statement.GetProperty("subject").EnumerateArray().Select(subject => (subject.GetProperty("name").GetString()!, Sha256(subject))));
        var predicate = statement.GetProperty("predicate");
        Assert.Equal(
            ["Shop.Data.dll M:Shop.Data.Customers.Erase(System.Data.IDbConnection,System.Int32) gdpr True", "Shop.Web.dll M:Cleaner.Clean tmp True"],
            predicate.GetProperty("sites").EnumerateArray().Select(site =>
                $"{site.GetProperty("assembly")} {site.GetProperty("member")} {site.GetProperty("sanction")} {site.GetProperty("mediated")}"));
        var head = (await PackedPackages.RunAsync(application.Folder, "git", "rev-parse", "HEAD")).Trim();
        Assert.All(predicate.GetProperty("assemblies").EnumerateArray(), assembly =>
        {
            Assert.Equal(head, assembly.GetProperty("stamp").GetProperty("commit").GetString());
            Assert.True(assembly.GetProperty("complete").GetBoolean());
        });

        var dependencies = predicate.GetProperty("dependencies").EnumerateArray().ToDictionary(each => each.GetProperty("name").GetString()!);
        Assert.Equal((true, true, "2.1.86"), (dependencies["Dapper"].GetProperty("complete").GetBoolean(), dependencies["Dapper"].GetProperty("told").GetBoolean(), dependencies["Dapper"].GetProperty("version").GetString()));
        Assert.Equal(Digest(Path.Combine(folder, "Dapper.dll")), Sha256(dependencies["Dapper"]));
        Assert.DoesNotContain(dependencies.Keys, name => name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Shop.", StringComparison.Ordinal));
        Assert.True(predicate.GetProperty("complete").GetBoolean());

        // The assembly's own manifest lists what it is deployed with as well; one that carries a manifest is known.
        var own = Application.Read(Path.Combine(folder, "Shop.Web.access.json")).GetProperty("predicate");
        var data = Assert.Single(own.GetProperty("dependencies").EnumerateArray(), each => each.GetProperty("name").GetString() == "Shop.Data");
        Assert.True(data.GetProperty("guarded").GetBoolean() && data.GetProperty("complete").GetBoolean());
        Assert.Equal("sql:customers", data.GetProperty("effects")[0].GetProperty("resource").GetString());
        Assert.StartsWith(own.GetProperty("tools").GetProperty("immutableguard").GetString()!, packages.Version, StringComparison.Ordinal);
        Assert.NotEmpty(own.GetProperty("tools").GetProperty("dotnet-sdk").GetString()!);
        Assert.True(File.Exists(Path.Combine(application.Folder, "Data", "bin", "Debug", "net10.0", "Shop.Data.access.json")));

        var before = Times(folder);
        await application.DotnetAsync("build", "Web");
        Assert.Equal(before, Times(folder));
        application.Write("Data/Customers.cs", File.ReadAllText(Path.Combine(application.Folder, "Data", "Customers.cs")).Replace("FROM customers", "FROM addresses"));
        await application.DotnetAsync("build", "Web");
        Assert.Contains("sql:addresses", await File.ReadAllTextAsync(file), StringComparison.Ordinal);

        // Whoever gives a command its parameters may change its text, which no site tells.
        application.Write("Web/Parameters.cs", "class Own : Dapper.SqlMapper.IDynamicParameters { public void AddParameters(System.Data.IDbCommand command, Dapper.SqlMapper.Identity identity) { } }");
        await application.DotnetAsync("build", "Web");
        predicate = Application.Read(file).GetProperty("predicate");
        Assert.False(predicate.GetProperty("complete").GetBoolean());
        Assert.StartsWith("Shop.Web refers to Dapper.SqlMapper+IDynamicParameters, ",
            predicate.GetProperty("dependencies").EnumerateArray().Single(each => each.GetProperty("name").GetString() == "Dapper").GetProperty("reason").GetString(), StringComparison.Ordinal);
    }

    /// <summary>The envelopes of referenced projects come along too; and each file that somebody changes or takes away keeps the process from starting.</summary>
    [SkippableTheory]
    [InlineData("Web")]
    [InlineData("Worker")]
    public async Task SignedApplication_StartsOnlyAsItWasBuilt(string project)
    {
        Skip.If(OperatingSystem.IsWindows(), "sets a variable with env.");
        using var application = await Application.CreateAsync(packages);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var published = Path.Combine(application.Folder, "out");
        await application.DotnetAsync("publish", project, "-c", "Release", "-o", published, "-p:ImmutableGuardSigningKey=" + WriteKey(key));
        var program = Path.Combine(published, $"Shop.{project}.dll");
        var trusted = key.ExportSubjectPublicKeyInfoPem();
        var (exitCode, output) = await application.StartAsync(program, trusted);
        Assert.True(exitCode == 0 && output.Contains("CLEANED", StringComparison.Ordinal), output);

        foreach (var assembly in (string[])["Shop.Data", $"Shop.{project}"])
        {
            // In the DOS stub, which nothing reads: the assembly still loads.
            await RefusesAsync("IG4012", assembly + ".dll", bytes => bytes[0x4E] ^= 1);
            await RefusesAsync("IG4014", assembly + ".access.json", bytes => bytes[IndexOf(bytes, "\"mvid\":\"") + 8] ^= 1);
            await RefusesAsync("IG4011", assembly + ".access.json", bytes => bytes[0] ^= 1);
            await RefusesAsync("IG4014", assembly + ".access.dsse.json", bytes => bytes[IndexOf(bytes, "\"sig\":\"") + 30] ^= 1);
            await RefusesAsync("IG4014", assembly + ".access.dsse.json", bytes => bytes[0] ^= 1);
            await RefusesAsync("IG4011", assembly + ".access.json", change: null);
            await RefusesAsync("IG4014", assembly + ".access.dsse.json", change: null);
        }

        await RefusesAsync("IG4012", "Shop.Data.dll", change: null);
        await RefusesAsync("IG4012", $"Shop.{project}.access.app.json", bytes => bytes[0] ^= 1);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (exitCode, output) = await application.StartAsync(program, other.ExportSubjectPublicKeyInfoPem());
        Assert.True(exitCode != 0 && output.Contains("IG4014", StringComparison.Ordinal), output);

        async Task RefusesAsync(string id, string file, Action<byte[]>? change)
        {
            var path = Path.Combine(published, file);
            var bytes = File.ReadAllBytes(path);
            if (change is null)
                File.Delete(path);
            else
            {
                var changed = (byte[])bytes.Clone();
                change(changed);
                File.WriteAllBytes(path, changed);
            }

            var run = await application.StartAsync(program, trusted);
            File.WriteAllBytes(path, bytes);
            Assert.True(run.ExitCode != 0 && run.Output.Contains(id, StringComparison.Ordinal), $"{id} for {file}: exit code {run.ExitCode}: {run.Output}");
            Assert.DoesNotContain("CLEANED", run.Output, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public async Task ObservingApplication_StartsAndSaysWhatIsWrong()
    {
        Skip.If(OperatingSystem.IsWindows(), "sets a variable with env.");
        using var application = await Application.CreateAsync(packages, mode: "observe");
        var published = Path.Combine(application.Folder, "out");
        await application.DotnetAsync("publish", "Worker", "-c", "Release", "-o", published);
        File.Delete(Path.Combine(published, "Shop.Data.access.json"));
        var (exitCode, output) = await application.StartAsync(Path.Combine(published, "Shop.Worker.dll"), trustedKey: null);
        Assert.True(exitCode == 0 && output.Contains("CLEANED", StringComparison.Ordinal), output);
        Assert.Contains("IG4011: Shop.Data: ", output, StringComparison.Ordinal);
    }

    /// <summary>Trimming and ReadyToRun write other assemblies than the compiler did: what is published speaks of those.</summary>
    [SkippableTheory]
    [InlineData("<PublishTrimmed>true</PublishTrimmed>", false)]
    [InlineData("<PublishTrimmed>true</PublishTrimmed><PublishSingleFile>true</PublishSingleFile>", true)]
    public async Task PublishedAssembliesThatWereRewritten_AreTheOnesTheManifestsSpeakOf(string how, bool isSingleFile)
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "sets a variable with env.");
        using var application = await Application.CreateAsync(packages);
        await application.ChangeAsync("Worker/Shop.Worker.csproj", "<OutputType>", how + "<OutputType>");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var published = Path.Combine(application.Folder, "out");
        await application.DotnetAsync("publish", "Worker", "-c", "Release", "-o", published, "--use-current-runtime", "--self-contained", "-p:ImmutableGuardSigningKey=" + WriteKey(key));
        var statement = Application.Read(Path.Combine(published, "Shop.Worker.access.app.json"));
        Assert.Equal(!isSingleFile, File.Exists(Path.Combine(published, "Shop.Data.dll")));
        foreach (var subject in isSingleFile ? [] : statement.GetProperty("subject").EnumerateArray())
        {
            var path = Path.Combine(published, subject.GetProperty("name").GetString()!);
            Assert.Equal(Digest(path), Sha256(subject));
            Assert.Equal(Digest(path), Sha256(Application.Read(Path.ChangeExtension(path, ".access.json")).GetProperty("subject")[0]));
            Assert.NotEqual(Digest(path), Digest(Directory.GetFiles(application.Folder, Path.GetFileName(path), SearchOption.AllDirectories).First(file => file.Contains("bin", StringComparison.Ordinal))));
        }

        var program = Path.Combine(published, "Shop.Worker");
        var (exitCode, output) = await application.StartAsync(program, key.ExportSubjectPublicKeyInfoPem());
        Assert.True(exitCode == 0 && output.Contains("CLEANED", StringComparison.Ordinal), output);
        File.AppendAllText(Path.Combine(published, "Shop.Data.access.json"), " ");
        (exitCode, output) = await application.StartAsync(program, key.ExportSubjectPublicKeyInfoPem());
        Assert.True(exitCode != 0 && output.Contains("IG4014", StringComparison.Ordinal), output);
    }

    /// <summary>A package holds the assembly alone: the application's build says what its bytes are, and signs that.</summary>
    [SkippableFact]
    public async Task GuardedPackage_IsVouchedForByTheApplicationThatDeploysIt()
    {
        Skip.If(OperatingSystem.IsWindows(), "sets a variable with env.");
        using var application = await Application.CreateAsync(packages);
        var head = (await PackedPackages.RunAsync(application.Folder, "git", "rev-parse", "HEAD")).Trim();
        var version = $"1.0.0-test.{DateTime.UtcNow.Ticks}";
        var source = Directory.CreateTempSubdirectory("packed-").FullName;
        await application.DotnetAsync("pack", "Data", "-o", source, "-p:PackageVersion=" + version);
        await application.ChangeAsync("nuget.config", "<packageSources>", $"<packageSources><add key=\"own\" value=\"{source}\" />");
        await application.ChangeAsync("Worker/Shop.Worker.csproj", "<ProjectReference Include=\"../Data/Shop.Data.csproj\" />", $"<PackageReference Include=\"Shop.Data\" Version=\"{version}\" />");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var published = Path.Combine(application.Folder, "out");
        await application.DotnetAsync("publish", "Worker", "-c", "Release", "-o", published, "-p:ImmutableGuardSigningKey=" + WriteKey(key));

        var statement = Application.Read(Path.Combine(published, "Shop.Data.access.json"));
        Assert.Equal(Digest(Path.Combine(published, "Shop.Data.dll")), Sha256(statement.GetProperty("subject")[0]));
        Assert.Equal($"{{\"commit\":\"{head}\"}}", statement.GetProperty("predicate").GetProperty("stamp").GetRawText());
        Assert.True(statement.GetProperty("predicate").GetProperty("complete").GetBoolean(), statement.GetRawText());
        Assert.True(statement.GetProperty("predicate").GetProperty("sites")[0].GetProperty("mediated").GetBoolean(), statement.GetRawText());
        // The form by which `manifest verify` tells what was built elsewhere.
        var assemblies = Application.Read(Path.Combine(published, "Shop.Worker.access.app.json")).GetProperty("predicate").GetProperty("assemblies").EnumerateArray();
        Assert.Equal([("Shop.Data.dll", false), ("Shop.Worker.dll", true)], assemblies.Select(each => (each.GetProperty("name").GetString()!, each.TryGetProperty("tools", out _))));
        var (exitCode, output) = await application.StartAsync(Path.Combine(published, "Shop.Worker.dll"), key.ExportSubjectPublicKeyInfoPem());
        Assert.True(exitCode == 0 && output.Contains("CLEANED", StringComparison.Ordinal), output);
    }

    private static string WriteKey(ECDsa key)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("key-").FullName, "key.pem");
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        return file;
    }

    private static int IndexOf(byte[] bytes, string text)
    {
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.True(at >= 0, text);
        return at;
    }

    private static Dictionary<string, DateTime> Times(string folder) =>
        Directory.GetFiles(folder, "Shop.*").ToDictionary(file => file, File.GetLastWriteTimeUtc);

    private static string Digest(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private static string Sha256(JsonElement json) => json.GetProperty("digest").GetProperty("sha256").GetString()!;
}
