using System.Xml.Linq;

namespace ImmutableGuard.Build;

/// <summary>Where things are in this repository.</summary>
public static class Repository
{
    private const string Solution = "ImmutableGuard.sln";

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The packages that <c>pack</c> makes.</summary>
    public static string Packages { get; } = In("artifacts", "packages");

    /// <summary>What the tests found, as trx files.</summary>
    public static string TestResults { get; } = In("artifacts", "tests");

    /// <summary>The full path of something in the repository.</summary>
    public static string In(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The version of this repository's packages, without a suffix.</summary>
    public static string VersionPrefix =>
        XDocument.Load(In("Directory.Build.props")).Descendants("VersionPrefix").Single().Value;

    /// <summary>The version of a third party's package that this repository builds with.</summary>
    public static string VersionOf(string package) =>
        XDocument.Load(In("Directory.Packages.props")).Descendants("PackageVersion")
            .Single(version => version.Attribute("Include")?.Value == package).Attribute("Version")!.Value;

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
                return folder.FullName;
        throw new BuildFailedException($"{Solution} is in no folder above {AppContext.BaseDirectory}");
    }
}
