using ArchUnitNET.Fluent.Syntax.Elements.Types;
using ArchUnitNET.Loader;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace ImmutableGuard.Architecture.Tests;

/// <summary>The floors as the compiled types have them.</summary>
public class TypeTests
{
    // Model, the shared words, is compiled into the root namespace; each assembly is known by its file.
    private static readonly IReadOnlyDictionary<string, Assembly> Assemblies = Floors.Rooms.Keys
        .Where(room => File.Exists(PathOf(room)))
        .ToDictionary(room => room, room => Assembly.LoadFrom(PathOf(room)));

    private static readonly ArchUnitNET.Domain.Architecture House = new ArchLoader().LoadAssemblies([.. Assemblies.Values]).Build();

    public static TheoryData<string, string> Walls
    {
        get
        {
            var walls = new TheoryData<string, string>();
            foreach (var (room, other) in Floors.Walls.Where(wall => Assemblies.ContainsKey(wall.Room) && Assemblies.ContainsKey(wall.Other)))
                walls.Add(room, other);
            return walls;
        }
    }

    [Theory]
    [MemberData(nameof(Walls))]
    public void Room_uses_no_type_of_a_room_beside_or_above_it(string room, string other)
    {
        var wall = TypesOf(room).Should().NotDependOnAny(TypesOf(other)).WithoutRequiringPositiveResults();

        Assert.Empty(wall.Evaluate(House).Where(result => !result.Passed).Select(result => result.Description));
    }

    [Fact]
    public void Every_room_that_compiles_is_looked_at() =>
        Assert.Equal(Floors.Rooms.Keys.Except(["Package"]).Order(), Assemblies.Keys.Order());

    [Theory]
    [InlineData("Model")]
    [InlineData("Analyzers", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "ImmutableGuard.Model")]
    [InlineData("CodeFixes", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "Microsoft.CodeAnalysis.Workspaces",
        "Microsoft.CodeAnalysis.CSharp.Workspaces", "ImmutableGuard.Model", "ImmutableGuard.Analyzers")]
    [InlineData("Inspection", "ImmutableGuard.Model")]
    public void Room_needs_nothing_but_the_platform_and_what_is_named(string room, params string[] named)
    {
        var strangers =
            from reference in Assemblies[room].GetReferencedAssemblies()
            let name = reference.Name
            where name != "netstandard" && !name.StartsWith("System.", StringComparison.Ordinal) && !named.Contains(name)
            select name;

        Assert.Empty(strangers);
    }

    // PolySharp compiles types of the same names into each assembly, which can't be told apart by name.
    private static GivenTypesConjunction TypesOf(string room) =>
        Types().That().ResideInAssembly(Assemblies[room]).And().ResideInNamespaceMatching("^ImmutableGuard");

    private static string PathOf(string room) => Path.Combine(AppContext.BaseDirectory, $"ImmutableGuard.{room}.dll");
}
