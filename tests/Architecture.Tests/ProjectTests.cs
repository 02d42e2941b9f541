using System.Xml.Linq;

namespace ImmutableGuard.Architecture.Tests;

/// <summary>The floors as the project files have them.</summary>
public class ProjectTests
{
    // Everything an analyzer brings along is a version conflict waiting in somebody's Visual Studio (docs/decisions/0004).
    private static readonly string[] CompileTimeOnly =
        ["Microsoft.CodeAnalysis.Analyzers", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.CSharp.Workspaces", "PolySharp"];

    public static TheoryData<string> Projects => [.. Repository.Files("src", ".csproj").Select(Repository.Relative)];

    public static TheoryData<string> RoomsBesideTheCompiler => ["Model", "Analyzers", "CodeFixes"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_references_only_rooms_below_it(string project)
    {
        var room = Path.GetFileNameWithoutExtension(project);
        var allowed = Assert.Contains(room, Floors.Rooms);

        var used = Items(project, "ProjectReference").Select(item => Path.GetFileNameWithoutExtension(Include(item).Replace('\\', '/')));

        Assert.Empty(used.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(RoomsBesideTheCompiler))]
    public void Room_beside_the_compiler_brings_no_third_party(string room)
    {
        var packages = Items($"src/{room}/{room}.csproj", "PackageReference").ToList();

        Assert.Empty(packages.Select(Include).Except(CompileTimeOnly));
        Assert.All(packages, package => Assert.Equal("all", (string?)package.Attribute("PrivateAssets")));
    }

    private static IEnumerable<XElement> Items(string project, string kind) =>
        XDocument.Load(Repository.In(project)).Descendants(kind).Where(item => item.Attribute("Include") is not null);

    private static string Include(XElement item) => item.Attribute("Include")!.Value;
}
