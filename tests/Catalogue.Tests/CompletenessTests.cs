using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ImmutableGuard.Inspection;
using ImmutableGuard.Sinks;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>
/// Whether the catalogue knows all that its libraries can destroy: each public method whose name says so is a sink, or has a reason in <c>NoSinks.txt</c> why not.
/// What a library's newer version brings shows here.
/// </summary>
public class CompletenessTests
{
    private static readonly HashSet<string> Types = [.. SinkCatalogue.Embedded.Types];

    private static readonly HashSet<string> Namespaces = [.. Types.Select(type => type[..Math.Max(type.LastIndexOf('.'), 0)])];

    // Of the platform only the namespaces of which something is a sink: nobody's list is data.
    private static readonly IReadOnlyList<ChangingMethod> Methods =
    [
        .. Libraries.Current.Where(DeclaresSinks).SelectMany(path => ChangingMethod.In(path, _ => true)),
        .. Libraries.Platform.Where(DeclaresSinks).SelectMany(path => ChangingMethod.In(path, Namespaces.Contains)),
    ];

    [Fact]
    public void Every_method_whose_name_says_that_it_changes_data_is_a_sink_or_has_a_reason() =>
        AssertNone(from method in Methods where !Exemption.All.Any(exemption => exemption.Covers(method)) select $"{method.Type}.{method.Name}");

    [Fact]
    public void Every_reason_is_one_for_some_method() =>
        AssertNone(from exemption in Exemption.All where !Methods.Any(exemption.Covers) select exemption.Pattern);

    /// <summary>Whether an assembly is one of the catalogue's, and isn't only there because another needs it.</summary>
    private static bool DeclaresSinks(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        return file.HasMetadata && file.GetMetadataReader() is var reader && reader.TypeDefinitions.Any(type => Types.Contains(reader.FullName(type)));
    }

    private static void AssertNone(IEnumerable<string> failures) => Assert.True(!failures.Any(), string.Join("\n", failures));
}
