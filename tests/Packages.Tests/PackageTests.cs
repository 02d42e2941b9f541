using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ImmutableGuard.Packages.Tests;

public sealed class PackageTests(PackedPackages packages) : IClassFixture<PackedPackages>
{
    private const string Sanctioned = """
        { "version": 1, "mode": "enforce", "sanctions": [
          { "id": "s", "operations": ["delete"], "resources": ["sql:orders", "file:/tmp/shop/**"], "callers": ["T:Shop.Orders"], "reason": "r" }] }
        """;

    /// <summary>The command of another's making included; to members, since all tables to a whole type would be too broad (IG2004).</summary>
    private static readonly string SanctionedUnproven = Sanctioned.Replace("\"delete\"", "\"delete\", \"unknown\"").Replace("\"sql:orders\"", "\"sql:*\"")
        .Replace("\"T:Shop.Orders\"", "\"M:Shop.Orders.Purge\", \"M:Shop.Orders.Forget\"");

    [Fact]
    public async Task WithoutPolicy_WarnsAtTheLineFailsInCiAndStampsTheCommit()
    {
        using var service = await Service.CreateAsync(packages, properties: "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>");
        var (exitCode, diagnostics, output) = await service.BuildAsync();
        Assert.True(exitCode == 0, output);
        Assert.Equal(["warning IG1001@Orders.cs:12", "warning IG1005@Orders.cs:10"], diagnostics);

        var manifest = service.ReadManifest();
        Assert.Equal((await service.HeadAsync()).Trim(), manifest.GetProperty("stamp").GetProperty("commit").GetString());
        Assert.False(manifest.GetProperty("stamp").GetProperty("dirty").GetBoolean());
        Assert.All(manifest.GetProperty("sites").EnumerateArray(), site => Assert.True(site.GetProperty("mediated").GetBoolean()));

        var ci = await service.BuildAsync("-p:ContinuousIntegrationBuild=true", "--no-incremental");
        Assert.NotEqual(0, ci.ExitCode);
        Assert.Equal(["error IG1001@Orders.cs:12", "error IG1005@Orders.cs:10"], ci.Diagnostics);
    }

    [Fact]
    public async Task NoOpBuild_WritesNothing_AndANewCommitRestampsWithoutCompiling()
    {
        // The SDK itself writes the commit into the version, which this switches off.
        using var service = await Service.CreateAsync(packages, properties: "<IncludeSourceRevisionInInformationalVersion>false</IncludeSourceRevisionInInformationalVersion>");
        await service.BuildAsync();
        var before = Times(service);
        Assert.Equal(0, (await service.BuildAsync()).ExitCode);
        Assert.Equal(before, Times(service));

        service.Write("notes.txt", "nothing that is compiled");
        await service.CommitAsync();
        Assert.Equal(0, (await service.BuildAsync()).ExitCode);
        Assert.Equal((await service.HeadAsync()).Trim(), service.ReadManifest().GetProperty("stamp").GetProperty("commit").GetString());
        Assert.Equal(before[service.Assembly], Times(service)[service.Assembly]);

        static Dictionary<string, DateTime> Times(Service service) => Directory
            .GetFiles(service.Folder, "Shop.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".access.json", StringComparison.Ordinal))
            .ToDictionary(file => file, File.GetLastWriteTimeUtc);
    }

    [Fact]
    public async Task OneCommitInTwoFolders_GivesIdenticalFiles()
    {
        const string properties = "<Deterministic>true</Deterministic><PathMap>$(MSBuildProjectDirectory)=/src</PathMap>";
        using var one = await Service.CreateAsync(packages, properties: properties, policy: Sanctioned);
        using var two = await Service.CreateAsync(packages, properties: properties, policy: Sanctioned, git: false);
        Directory.Delete(two.Folder, recursive: true);
        await PackedPackages.RunAsync(one.Folder, "git", "clone", "-q", one.Folder, two.Folder);
        await PackedPackages.RunAsync(one.Folder, "git", "remote", "add", "origin", one.Folder);
        Assert.Equal(0, (await one.BuildAsync()).ExitCode);
        Assert.Equal(0, (await two.BuildAsync()).ExitCode);
        Assert.Equal(File.ReadAllBytes(one.Assembly), File.ReadAllBytes(two.Assembly));
        Assert.Equal(File.ReadAllText(one.Manifest), File.ReadAllText(two.Manifest));

        // And as a build server maps its paths, where only the assembly and what follows from it may differ.
        Assert.Equal(0, (await two.BuildAsync("-p:DeterministicSourcePaths=true", "-p:PathMap=")).ExitCode);
        Assert.Equal(WithoutBinary(one), WithoutBinary(two));
    }

    [Fact]
    public async Task DebugAndRelease_DifferInTheAssemblyAlone()
    {
        using var service = await Service.CreateAsync(packages, policy: Sanctioned);
        Assert.Equal(0, (await service.BuildAsync("-c", "Debug")).ExitCode);
        var (debug, assembly) = (WithoutBinary(service), File.ReadAllBytes(service.Assembly));
        Assert.Equal(0, (await service.BuildAsync("-c", "Release")).ExitCode);
        Assert.NotEqual(assembly, File.ReadAllBytes(service.Assembly));
        Assert.Equal(debug, WithoutBinary(service));
    }

    /// <summary>The manifest without what names the assembly's bytes.</summary>
    private static string WithoutBinary(Service service)
    {
        var manifest = service.ReadManifest();
        var text = File.ReadAllText(service.Manifest).Replace(manifest.GetProperty("mvid").GetString()!, "");
        return text.Replace(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(service.Assembly))), "");
    }

    [Theory]
    [InlineData("", "warning")]
    [InlineData("-p:ContinuousIntegrationBuild=true", "error")]
    public async Task GeneratorSwitchedOff_IsSeenInTheBinary(string argument, string severity)
    {
        using var service = await Service.CreateAsync(packages);
        service.Write("Directory.Build.targets", """
            <Project><Target Name="NoGenerator" BeforeTargets="CoreCompile"><ItemGroup><Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'ImmutableGuard.Analyzers'" /></ItemGroup></Target></Project>
            """);
        await service.CommitAsync();
        var (exitCode, diagnostics, _) = await service.BuildAsync([.. argument.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(severity == "error", exitCode != 0);
        Assert.Equal([$"{severity} IG3004@Orders.cs:10", $"{severity} IG3004@Orders.cs:12"], diagnostics);
    }

    [Theory]
    [InlineData("netstandard2.0", "<LangVersion>7.3</LangVersion>")]
    [InlineData("net472", "<LangVersion>7.3</LangVersion>")]
    [InlineData("net472", "<LangVersion>latest</LangVersion><Nullable>enable</Nullable>")]
    [InlineData("net10.0", "<LangVersion>7.3</LangVersion><ImplicitUsings>disable</ImplicitUsings>")]
    [InlineData("net472", "<SignAssembly>true</SignAssembly><AssemblyOriginatorKeyFile>ImmutableGuard.snk</AssemblyOriginatorKeyFile>")]
    public async Task OlderFrameworkAndLanguage_Compiles(string framework, string properties)
    {
        using var service = await Service.CreateAsync(packages, framework, properties + "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", Sanctioned);
        service.Write("immutableguard.json", SanctionedUnproven);
        // Any key will do; a service with a strong name references only assemblies that have one too (CS8002).
        File.Copy(Path.Combine(PackedPackages.RepositoryRoot(), "src", "ImmutableGuard.snk"), Path.Combine(service.Folder, "ImmutableGuard.snk"));
        await service.CommitAsync();
        var (exitCode, diagnostics, output) = await service.BuildAsync();
        Assert.True(exitCode == 0, output);
        Assert.Empty(diagnostics);
        Assert.All(service.ReadManifest().GetProperty("sites").EnumerateArray(), site => Assert.True(site.GetProperty("mediated").GetBoolean()));
    }

    /// <summary>A service that stays with older hosting packages isn't asked for newer ones (NU1605).</summary>
    [Theory]
    [InlineData("net472", "6.0.0")]
    [InlineData("net10.0", "10.0.0")]
    public async Task OlderHosting_IsEnough(string framework, string hosting)
    {
        using var service = await Service.CreateAsync(packages, framework, policy: SanctionedUnproven);
        service.Write("Directory.Build.targets", $"""<Project><ItemGroup><PackageReference Include="Microsoft.Extensions.Hosting.Abstractions" Version="{hosting}" /></ItemGroup></Project>""");
        service.Write("Host.cs", """
            namespace Shop
            {
                using Microsoft.Extensions.DependencyInjection;
                public static class Host { public static void Add(IServiceCollection services) { services.AddImmutableGuard(); } }
            }
            """);
        await service.CommitAsync();
        var (exitCode, diagnostics, output) = await service.BuildAsync();
        Assert.True(exitCode == 0, output);
        Assert.Empty(diagnostics);
    }

    [Fact]
    public async Task BrokenPolicy_IsReportedWithItsPlaceAndSanctionsNothing()
    {
        using var service = await Service.CreateAsync(packages, policy: "{\n  \"version\": 7\n}");
        var (_, diagnostics, _) = await service.BuildAsync();
        Assert.Contains("error IG2001@immutableguard.json:2", diagnostics);
        Assert.Contains(diagnostics, diagnostic => diagnostic.Contains("IG1001", StringComparison.Ordinal));
    }

    /// <summary>A catalogue file in the project is read by the compiler and by the proof over the binary, and a bad line of it is an error.</summary>
    [Fact]
    public async Task OwnCatalogue_IsSeenByBothEngines()
    {
        using var service = await Service.CreateAsync(packages);
        service.Write("Orders.cs", """
            namespace Shop
            {
                public static class Store { public static void Wipe(string container) { } }
                public static class Orders { public static void Purge() => Store.Wipe("orders"); }
            }
            """);
        service.Write("own.sinks", "M:Shop.Store.Wipe delete resource=blob:{container}\nM:Shop.Store.Wpie delete resource=blob:*\n");
        await service.CommitAsync();
        Assert.Equal(["error IG2006@own.sinks:2", "warning IG1001@Orders.cs:4"], (await service.BuildAsync()).Diagnostics);

        service.Write("own.sinks", "M:Shop.Store.Wipe delete resource=blob:{container}\n");
        var (exitCode, diagnostics, output) = await service.BuildAsync();
        Assert.True(exitCode == 0, output);
        Assert.Equal(["warning IG1001@Orders.cs:4"], diagnostics);
        var site = Assert.Single(service.ReadManifest().GetProperty("sites").EnumerateArray());
        Assert.Equal("blob:orders", site.GetProperty("effects")[0].GetProperty("resource").GetString());
        Assert.True(site.GetProperty("mediated").GetBoolean());

        service.Write("Directory.Build.targets", """
            <Project><Target Name="NoGenerator" BeforeTargets="CoreCompile"><ItemGroup><Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'ImmutableGuard.Analyzers'" /></ItemGroup></Target></Project>
            """);
        Assert.Equal(["warning IG3004@Orders.cs:4"], (await service.BuildAsync()).Diagnostics);
    }

    [Fact]
    public async Task NoGit_IsSaidAndGivesNoCommit()
    {
        using var service = await Service.CreateAsync(packages, git: false);
        var (exitCode, diagnostics, output) = await service.BuildAsync();
        Assert.True(exitCode == 0, output);
        Assert.Contains(diagnostics, diagnostic => diagnostic.StartsWith("warning IG3001", StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.Undefined, service.ReadManifest().GetProperty("stamp").TryGetProperty("commit", out var commit) ? commit.ValueKind : JsonValueKind.Undefined);
    }

    [Theory]
    [InlineData("tsql", "delete sql:orders", null)]
    [InlineData("postgres", null, "error IG3008@Shop.csproj:")]
    public async Task SqlDialect_IsTheOneTheProjectNames(string dialect, string? effect, string? error)
    {
        using var service = await Service.CreateAsync(packages, properties: $"<ImmutableGuardSqlDialect>{dialect}</ImmutableGuardSqlDialect>");
        service.Write("Orders.cs", """
            public class Orders
            {
                public static void Purge(System.Data.IDbConnection connection)
                {
                    using (var command = connection.CreateCommand())
                    {
                        command.CommandText = "SELECT id INTO #old FROM [orders]; DELETE #old; DELETE FROM [orders] WHERE id = 1";
                        command.ExecuteNonQuery();
                    }
                }
            }
            """);
        var (_, diagnostics, output) = await service.BuildAsync();
        if (error is not null)
        {
            Assert.True(diagnostics.Contains(error), output);
            return;
        }

        var site = Assert.Single(service.ReadManifest().GetProperty("sites").EnumerateArray());
        Assert.True(site.GetProperty("complete").GetBoolean());
        Assert.Contains(effect, site.GetProperty("effects").EnumerateArray().Select(each => $"{each.GetProperty("operation").GetString()} {each.GetProperty("resource").GetString()}"));
    }

    /// <summary>Trimmed to native code, the process still finds its manifest, carries out what is sanctioned and denies the rest.</summary>
    [SkippableFact]
    public async Task NativeAot_DeniesAsTheManagedProcessDoes()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && PackedPackages.Has("gcc", "clang"), "Native AOT needs a linker: install gcc or clang.");
        using var service = await Service.CreateAsync(
            packages, properties: "<OutputType>Exe</OutputType><PublishAot>true</PublishAot><TreatWarningsAsErrors>true</TreatWarningsAsErrors>", policy: Sanctioned);
        var kept = Path.Combine(service.Folder, "kept");
        service.Write("kept", "");
        service.Write("Program.cs", $$"""
            System.IO.Directory.CreateDirectory("/tmp/shop");
            System.Console.WriteLine(ImmutableGuard.Runtime.Guard.VerifyAtStart().Count);
            Shop.Orders.Forget();
            System.Console.WriteLine("sanctioned");
            try { System.IO.File.Delete(@"{{kept}}"); }
            catch (ImmutableGuard.AccessDeniedException e) { System.Console.WriteLine(e.Message); }
            """);
        await service.CommitAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Path.Combine(Directory.CreateTempSubdirectory("key-").FullName, "key.pem");
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem());
        await PackedPackages.RunAsync(service.Folder, "dotnet", "publish", "-c", "Release", "-v", "q", "--nologo", "-o", "native", "-p:WarningsNotAsErrors=IG1001%3BIG1005",
            "-p:ImmutableGuardSigningKey=" + file);

        var native = Path.Combine(service.Folder, "native");
        var lines = (await StartAsync()).Output.Split('\n');
        Assert.False(File.Exists(Path.Combine(native, "Shop.dll")));
        Assert.Equal(["1", "sanctioned"], lines[..2].Select(line => line.Trim()));
        Assert.StartsWith("IG4010: access denied", lines[2], StringComparison.Ordinal);
        Assert.True(File.Exists(kept));

        // What can be checked where there is no file of the assembly: that the manifest is there, and signed.
        File.AppendAllText(Path.Combine(native, "Shop.access.json"), " ");
        var (exitCode, output) = await StartAsync();
        Assert.True(exitCode != 0 && output.Contains("IG4014", StringComparison.Ordinal), output);
        File.Delete(Path.Combine(native, "Shop.access.json"));
        (exitCode, output) = await StartAsync();
        Assert.True(exitCode != 0 && output.Contains("IG4011", StringComparison.Ordinal), output);

        Task<(int ExitCode, string Output)> StartAsync() => PackedPackages.TryRunAsync(
            service.Folder, "env", "IMMUTABLEGUARD_PUBLIC_KEY=" + key.ExportSubjectPublicKeyInfoPem(), Path.Combine(native, "Shop"));
    }

    /// <summary>There are no bytes of the assembly to look at; that the manifest beside the program is signed is asked for all the same.</summary>
    [SkippableFact]
    public async Task SingleFile_CarriesOutWhatIsSanctionedOnlyWithTheTrustedSignature()
    {
        Skip.If(OperatingSystem.IsWindows(), "sets a variable with env.");
        using var service = await Service.CreateAsync(packages, properties: "<OutputType>Exe</OutputType><UseAppHost>true</UseAppHost>", policy: Sanctioned);
        service.Write("Program.cs", """
            System.IO.Directory.CreateDirectory("/tmp/shop");
            try { Shop.Orders.Forget(); System.Console.WriteLine("sanctioned"); }
            catch (ImmutableGuard.AccessDeniedException e) { System.Console.WriteLine(e.Message); }
            """);
        await service.CommitAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Path.Combine(Directory.CreateTempSubdirectory("key-").FullName, "key.pem");
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem());
        await PackedPackages.RunAsync(service.Folder, "dotnet", "publish", "-c", "Release", "-v", "q", "--nologo", "-o", "single",
            "--use-current-runtime", "--no-self-contained", "-p:PublishSingleFile=true", "-p:ImmutableGuardSigningKey=" + file);

        var program = Path.Combine(service.Folder, "single", "Shop");
        Assert.False(File.Exists(program + ".dll"));
        Assert.Equal("sanctioned", (await RunTrustingAsync(key)).Trim());
        Assert.StartsWith("IG4014", await RunTrustingAsync(other), StringComparison.Ordinal);

        Task<string> RunTrustingAsync(ECDsa trusted) => PackedPackages.RunAsync(
            service.Folder, "env", "IMMUTABLEGUARD_PUBLIC_KEY=" + trusted.ExportSubjectPublicKeyInfoPem(), program);
    }

    [Fact]
    public async Task ChangeThatTheLockDoesNotList_FailsInCiUntilItIsAccepted()
    {
        string[] ci = ["-p:ContinuousIntegrationBuild=true"], update = ["-p:ImmutableGuardUpdateLock=true"];
        using var service = await Service.CreateAsync(packages, policy: SanctionedUnproven);
        var (exitCode, diagnostics, output) = await service.BuildAsync(update);
        Assert.True(exitCode == 0 && diagnostics.Count == 0, output);
        Assert.Equal(
            """
            {
              "version": 1,
              "service": "Shop",
              "accesses": [
                "delete file:/tmp/shop/nothing by M:Shop.Orders.Forget via s",
                "unknown sql:* by M:Shop.Orders.Purge(System.Data.IDbCommand) via s"
              ]
            }

            """, File.ReadAllText(service.Lock));

        service.Write("Orders.cs", File.ReadAllText(Path.Combine(service.Folder, "Orders.cs")).Replace("/tmp/shop/nothing", "/tmp/shop/everything"));
        await service.CommitAsync();
        string[] differences = ["error IG3003@Orders.cs:12", "error IG3003@access.lock.json:"];
        for (var build = 0; build < 2; build++)
        {
            (exitCode, diagnostics, output) = await service.BuildAsync(ci);
            Assert.NotEqual(0, exitCode);
            Assert.True(differences.SequenceEqual(diagnostics), output);
            Assert.Contains("To accept it: dotnet build Shop.csproj -p:ImmutableGuardUpdateLock=true", output, StringComparison.Ordinal);
        }

        (exitCode, _, output) = await service.BuildAsync(update);
        Assert.True(exitCode == 0, output);
        await service.CommitAsync();
        (exitCode, diagnostics, output) = await service.BuildAsync(ci);
        Assert.True(exitCode == 0 && diagnostics.Count == 0, output);
    }

    [Theory]
    [InlineData("net10.0")]
    [InlineData("net472")]
    public async Task BuildWithAKey_SignsTheManifestBesideTheAssembly(string framework)
    {
        using var service = await Service.CreateAsync(packages, framework);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Path.Combine(Directory.CreateTempSubdirectory("key-").FullName, "key.pem");
        await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem());
        var (exitCode, _, output) = await service.BuildAsync("-p:ImmutableGuardSigningKey=" + file);
        Assert.True(exitCode == 0, output);

        var envelope = Path.ChangeExtension(service.Assembly, ".access.dsse.json");
        var json = JsonDocument.Parse(await File.ReadAllTextAsync(envelope)).RootElement;
        var payload = json.GetProperty("payload").GetBytesFromBase64();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"DSSEv1 28 application/vnd.in-toto+json {payload.Length} "), .. payload];
        Assert.Equal(await File.ReadAllBytesAsync(service.Manifest), payload);
        Assert.True(key.VerifyData(signed, json.GetProperty("signatures")[0].GetProperty("sig").GetBytesFromBase64(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

        var before = File.GetLastWriteTimeUtc(envelope);
        await service.BuildAsync("-p:ImmutableGuardSigningKey=" + file);
        Assert.Equal(before, File.GetLastWriteTimeUtc(envelope));
        (exitCode, var diagnostics, _) = await service.BuildAsync("-p:ImmutableGuardSigningKey=missing.pem");
        Assert.NotEqual(0, exitCode);
        Assert.Contains(diagnostics, diagnostic => diagnostic.StartsWith("error IG3009@missing.pem", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RatchetWithALock_ToleratesWhatItListsFailsOnMoreAndShrinks()
    {
        using var service = await Service.CreateAsync(packages, policy: """{ "version": 1, "mode": "ratchet" }""");
        var code = await File.ReadAllTextAsync(Path.Combine(service.Folder, "Orders.cs"));
        var (exitCode, _, output) = await service.BuildAsync("-p:ImmutableGuardUpdateLock=true");
        Assert.True(exitCode == 0, output);
        await service.CommitAsync();
        (exitCode, var diagnostics, output) = await service.BuildAsync("-p:ContinuousIntegrationBuild=true");
        Assert.True(exitCode == 0 && diagnostics.Count == 0, output);
        Assert.All(service.ReadManifest().GetProperty("sites").EnumerateArray(), site => Assert.True(site.GetProperty("tolerated").GetBoolean()));

        service.Write("Orders.cs", code.Replace("\"/tmp/shop/nothing\");", "\"/tmp/shop/nothing\"); File.Delete(\"/tmp/shop/more\");"));
        await service.CommitAsync();
        (exitCode, diagnostics, output) = await service.BuildAsync("-p:ContinuousIntegrationBuild=true");
        Assert.NotEqual(0, exitCode);
        Assert.True(diagnostics is ["error IG1001@Orders.cs:12"], output);

        service.Write("Orders.cs", code.Replace("File.Delete(\"/tmp/shop/nothing\");", ""));
        (exitCode, diagnostics, output) = await service.BuildAsync();
        Assert.True(exitCode == 0 && diagnostics.Count == 0, output);
        Assert.DoesNotContain("/tmp/shop", await File.ReadAllTextAsync(service.Lock), StringComparison.Ordinal);
    }
}
