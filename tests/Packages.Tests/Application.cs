using System.Text.Json;

namespace ImmutableGuard.Packages.Tests;

/// <summary>Two applications of a user's, a web one and a worker, over one guarded library, in a temporary git repository.</summary>
internal sealed class Application : IDisposable
{
    private Application(string folder) => Folder = folder;

    public string Folder { get; }

    public static async Task<Application> CreateAsync(PackedPackages packages, string mode = "enforce")
    {
        var application = new Application(Directory.CreateTempSubdirectory("application-").FullName);
        application.Write("nuget.config", $"""<configuration><packageSources><add key="packed" value="{packages.Folder}" /></packageSources></configuration>""");
        application.Write(".gitignore", "bin/\nobj/\nout*/\n");
        application.Write("Directory.Build.props", $"""
            <Project>
              <PropertyGroup><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><LangVersion>latest</LangVersion><NuGetAudit>false</NuGetAudit></PropertyGroup>
              <ItemGroup><PackageReference Include="ImmutableGuard" Version="{packages.Version}" /></ItemGroup>
            </Project>
            """);
        application.Write("immutableguard.json", $$"""
            { "version": 1, "mode": "{{mode}}", "sanctions": [
              { "id": "gdpr", "operations": ["delete"], "resources": ["sql:customers"], "callers": ["M:Shop.Data.Customers.Erase"], "reason": "GDPR Art. 17" },
              { "id": "tmp", "operations": ["delete"], "resources": ["file:/tmp/shop/**"], "callers": ["M:Cleaner.Clean"], "reason": "own files" } ] }
            """);
        application.Write("Data/Shop.Data.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFrameworks>netstandard2.0;net10.0</TargetFrameworks></PropertyGroup>
              <ItemGroup><PackageReference Include="Dapper" Version="2.1.86" /></ItemGroup>
            </Project>
            """);
        application.Write("Data/Customers.cs", """
            using System.Data;
            using Dapper;
            namespace Shop.Data;
            public static class Customers
            {
                public static int Erase(IDbConnection connection, int id) => connection.Execute("DELETE FROM customers WHERE id = @id", new { id });
            }
            """);
        const string cleaner = """
            static class Cleaner { public static void Clean() { Directory.CreateDirectory("/tmp/shop"); File.Delete("/tmp/shop/nothing"); } }
            """;
        application.Write("Web/Shop.Web.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><UseAppHost>false</UseAppHost></PropertyGroup>
              <ItemGroup><ProjectReference Include="../Data/Shop.Data.csproj" /></ItemGroup>
            </Project>
            """);
        application.Write("Web/Program.cs", """
            var builder = WebApplication.CreateSlimBuilder(args);
            builder.Services.AddImmutableGuard();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.MapGet("/erase", (int id) => Shop.Data.Customers.Erase(null!, id));
            app.Lifetime.ApplicationStarted.Register(() => { Cleaner.Clean(); Console.WriteLine("CLEANED"); app.Lifetime.StopApplication(); });
            app.Run();
            """ + "\n" + cleaner);
        application.Write("Worker/Shop.Worker.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.15" />
                <ProjectReference Include="../Data/Shop.Data.csproj" />
              </ItemGroup>
            </Project>
            """);
        application.Write("Worker/Program.cs", """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;
            var builder = Host.CreateApplicationBuilder(args);
            builder.Services.AddImmutableGuard();
            builder.Services.AddHostedService<Job>();
            builder.Build().Run();
            if (args.Length > 3) Later.Erase();

            // Of its own, so that nothing loads the library at the start.
            static class Later { public static int Erase() => Shop.Data.Customers.Erase(null!, 1); }
            sealed class Job(IHostApplicationLifetime lifetime) : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stopping) { Cleaner.Clean(); Console.WriteLine("CLEANED"); lifetime.StopApplication(); return Task.CompletedTask; }
            }
            """ + "\n" + cleaner);
        await application.CommitAsync();
        return application;
    }

    public void Write(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Changes a file, and commits it.</summary>
    public Task ChangeAsync(string file, string old, string @new)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file));
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(file, text.Replace(old, @new));
        return CommitAsync();
    }

    public async Task CommitAsync()
    {
        await PackedPackages.RunAsync(Folder, "git", "init", "-q");
        await PackedPackages.RunAsync(Folder, "git", "add", "-A");
        await PackedPackages.RunAsync(Folder, "git", "-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "c");
    }

    /// <summary>Runs the SDK, quietly.</summary>
    public Task<string> DotnetAsync(params string[] arguments) => PackedPackages.RunAsync(Folder, "dotnet", [.. arguments, "--nologo", "-v", "q", "-tl:off"]);

    /// <summary>Starts a published program that trusts a key; null where it trusts none.</summary>
    public Task<(int ExitCode, string Output)> StartAsync(string program, string? trustedKey)
    {
        string[] start = program.EndsWith(".dll", StringComparison.Ordinal) ? ["dotnet", program] : [program];
        return PackedPackages.TryRunAsync(Folder, "env", [.. trustedKey is null ? [] : new[] { "IMMUTABLEGUARD_PUBLIC_KEY=" + trustedKey }, .. start]);
    }

    public static JsonElement Read(string path) => JsonDocument.Parse(File.ReadAllText(path)).RootElement;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
