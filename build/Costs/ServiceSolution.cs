namespace ImmutableGuard.Build.Costs;

/// <summary>
/// Two copies of a solution of twenty projects, one that references the package and one that doesn't: some 17,000 lines, of which
/// each fourth file has to do with data, by Dapper, Entity Framework Core and plain ADO.NET.
/// </summary>
/// <param name="folder">Where it is, or is to be; null for a temporary folder.</param>
public sealed class ServiceSolution(string? folder = null)
{
    /// <summary>How many projects it has.</summary>
    public const int Projects = 20;

    private const int DataFiles = 3;
    private const int OtherFiles = 9;

    private static readonly string[] Entities =
        ["Order", "Customer", "Invoice", "Shipment", "Payment", "Product", "Price", "Stock", "Return", "Contract", "Message", "Session"];

    private static readonly string[] Libraries = ["Dapper", "Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore.Sqlite"];

    /// <summary>Where both copies lie.</summary>
    public string Root { get; } = folder ?? Directory.CreateTempSubdirectory("immutableguard-builds-").FullName;

    /// <summary>Whether an earlier run left it there, restored and built.</summary>
    public bool IsThere => Directory.Exists(Folder(guarded: true));

    /// <summary>How many lines of C# one copy has.</summary>
    public int Lines => Directory.GetFiles(Path.Combine(Folder(guarded: true), "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)).Sum(file => File.ReadLines(file).Count());

    /// <summary>The folder of a copy.</summary>
    public string Folder(bool guarded) => Path.Combine(Root, guarded ? "guarded" : "plain");

    /// <summary>Writes both copies, commits them to git repositories of their own, and restores them.</summary>
    /// <param name="version">The version of the package in <c>artifacts/packages</c>.</param>
    public async Task CreateAsync(string version)
    {
        foreach (var guarded in (bool[])[false, true])
        {
            var copy = Folder(guarded);
            Directory.CreateDirectory(copy);
            Write(copy, "nuget.config", $"""<configuration><packageSources><add key="just-packed" value="{Repository.Packages}" /></packageSources></configuration>""");
            Write(copy, ".gitignore", "bin/\nobj/\n");
            Write(copy, "Directory.Build.props", Properties(guarded ? version : null));
            if (guarded)
                Write(copy, "immutableguard.json", Policy());
            for (var project = 0; project < Projects; project++)
                WriteProject(copy, project);

            var shell = new Shell(copy);
            await shell.RequireAsync("dotnet", "new", "sln", "--format", "sln", "-n", "Services");
            await shell.RequireAsync("dotnet", ["sln", "Services.sln", "add", .. Directory.GetFiles(copy, "*.csproj", SearchOption.AllDirectories)]);
            await shell.RequireAsync("git", "init", "-q");
            await shell.RequireAsync("git", "add", "-A");
            await shell.RequireAsync("git", "-c", "user.name=Builds", "-c", "user.email=builds@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "all");
            await shell.RequireAsync("dotnet", "restore", "-v", "q", "--nologo");
        }
    }

    /// <summary>Removes what a build made and keeps what the restore made.</summary>
    public void Clean(bool guarded)
    {
        foreach (var project in Directory.GetDirectories(Path.Combine(Folder(guarded), "src")))
        {
            if (Directory.Exists(Path.Combine(project, "bin")))
                Directory.Delete(Path.Combine(project, "bin"), recursive: true);
            foreach (var folder in Directory.GetDirectories(Path.Combine(project, "obj")))
                Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Leaves nothing behind: neither the copies nor the package in the machine's cache.</summary>
    public async Task DeleteAsync(string version)
    {
        var shell = new Shell(Root);
        var cache = (await shell.RequireAsync("dotnet", "nuget", "locals", "global-packages", "--list")).Lines[0].Split(": ", 2)[1];
        var packages = Directory.GetDirectories(cache, "immutableguard*").Select(package => Path.Combine(package, version));
        foreach (var folder in packages.Append(Root).Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    private static void WriteProject(string copy, int project)
    {
        var name = $"Services.Part{project:00}";
        // Three layers: libraries, what uses them, and programs, as the build has to wait for in any solution.
        var references = project < 8 ? "" : string.Concat(Enumerable.Range(project % 8, 3)
            .Select(other => $"""<ProjectReference Include="../Services.Part{other % (project < 16 ? 8 : 16):00}/Services.Part{other % (project < 16 ? 8 : 16):00}.csproj" />"""));
        Write(copy, $"src/{name}/{name}.csproj", $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>{references}</ItemGroup></Project>""");
        for (var file = 0; file < DataFiles + OtherFiles; file++)
        {
            var entity = Entities[file];
            var code = File.ReadAllText(Repository.In("build", "Costs", "Sample", file < DataFiles ? "Library.txt" : "Logic.txt"))
                .Replace("{{Project}}", name).Replace("{{Entity}}", entity).Replace("{{table}}", Table(project, entity));
            Write(copy, $"src/{name}/{entity}s/{entity}.cs", code);
        }
    }

    private static string Table(int project, string entity) => $"part{project}_{entity.ToLowerInvariant()}s";

    private static string Properties(string? version) => $"""
        <Project>
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            {string.Concat(Libraries.Select(library => $"""<PackageReference Include="{library}" Version="{Repository.VersionOf(library)}" />"""))}
            {(version is null ? "" : $"""<PackageReference Include="ImmutableGuard" Version="{version}" />""")}
          </ItemGroup>
        </Project>
        """;

    private static string Policy()
    {
        var sanctions = Enumerable.Range(0, Projects).Select(project => $$"""
            { "id": "part{{project}}", "operations": ["update", "delete"], "resources": ["sql:part{{project}}_*"], "callers": ["N:Services.Part{{project:00}}"], "reason": "its own data" }
            """);
        return $$"""{ "version": 1, "mode": "enforce", "sanctions": [ {{string.Join(",\n", sanctions)}} ] }""" + "\n";
    }

    private static void Write(string copy, string file, string text)
    {
        var path = Path.Combine(copy, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
