namespace ImmutableGuard.Build.Costs;

/// <summary>
/// Two copies of a solution of twenty projects, one that references the package and one that doesn't: some 17,000 lines, of which
/// each fourth file has to do with data, by Dapper, Entity Framework Core and plain ADO.NET.
/// </summary>
public sealed class ServiceSolution
{
    /// <summary>How many projects it has.</summary>
    public const int Projects = 20;

    private const int DataFiles = 3;
    private const int OtherFiles = 9;

    private static readonly string[] Entities =
        ["Order", "Customer", "Invoice", "Shipment", "Payment", "Product", "Price", "Stock", "Return", "Contract", "Message", "Session"];

    private static readonly string[] Libraries = ["Dapper", "Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore.Sqlite"];

    /// <summary>Where both copies lie.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("immutableguard-builds-").FullName;

    /// <summary>How many lines of C# one copy has.</summary>
    public int Lines { get; private set; }

    /// <summary>The folder of a copy.</summary>
    public string Folder(bool guarded) => Path.Combine(Root, guarded ? "guarded" : "plain");

    /// <summary>Writes both copies, commits them to git repositories of their own, and restores them.</summary>
    /// <param name="version">The version of the package in <c>artifacts/packages</c>.</param>
    public async Task CreateAsync(string version)
    {
        foreach (var guarded in (bool[])[false, true])
        {
            var folder = Folder(guarded);
            Write(folder, "nuget.config", $"""<configuration><packageSources><add key="just-packed" value="{Repository.Packages}" /></packageSources></configuration>""");
            Write(folder, ".gitignore", "bin/\nobj/\n");
            Write(folder, "Directory.Build.props", Properties(guarded ? version : null));
            if (guarded)
                Write(folder, "immutableguard.json", Policy());
            Lines = 0;
            for (var project = 0; project < Projects; project++)
                WriteProject(folder, project);

            var shell = new Shell(folder);
            await shell.RequireAsync("dotnet", "new", "sln", "--format", "sln", "-n", "Services");
            await shell.RequireAsync("dotnet", ["sln", "Services.sln", "add", .. Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories)]);
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

    private void WriteProject(string folder, int project)
    {
        var name = $"Services.Part{project:00}";
        // Three layers: libraries, what uses them, and programs, as the build has to wait for in any solution.
        var references = project < 8 ? "" : string.Concat(Enumerable.Range(project % 8, 3)
            .Select(other => $"""<ProjectReference Include="../Services.Part{other % (project < 16 ? 8 : 16):00}/Services.Part{other % (project < 16 ? 8 : 16):00}.csproj" />"""));
        Write(folder, $"src/{name}/{name}.csproj", $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>{references}</ItemGroup></Project>""");
        for (var file = 0; file < DataFiles + OtherFiles; file++)
        {
            var entity = Entities[file];
            var code = File.ReadAllText(Repository.In("build", "Costs", "Sample", file < DataFiles ? "Library.txt" : "Logic.txt"))
                .Replace("{{Project}}", name).Replace("{{Entity}}", entity).Replace("{{table}}", Table(project, entity));
            Lines += code.Count(c => c == '\n');
            Write(folder, $"src/{name}/{entity}s/{entity}.cs", code);
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

    private static void Write(string folder, string file, string text)
    {
        var path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
