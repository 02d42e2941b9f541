using System.Reflection;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Runtime;

/// <summary>
/// The guarded assemblies of the application, loaded or not: what is only loaded later must be found missing or changed at the start as
/// well.
/// </summary>
internal static class AppAssemblies
{
    /// <summary>Loads the assemblies that the application's manifest lists.</summary>
    /// <param name="folder">Where <c>&lt;App&gt;.access.app.json</c> lies.</param>
    /// <param name="application">The name of the application's own assembly; null where no assembly was started.</param>
    /// <param name="areFiles">
    /// Whether the assemblies are files. In a single-file or native program nobody can take one away, but trimming may have.
    /// </param>
    /// <returns>What is wrong and what to do about it, without an end; null where nothing is, or there is no such manifest.</returns>
    public static string? Load(string folder, string? application, bool areFiles)
    {
        var path = Path.Combine(folder, application + AppStatement.FileSuffix);
        if (!File.Exists(path))
            return null;
        try
        {
            foreach (var statement in AppStatement.Read(File.ReadAllText(path)).Assemblies)
                if (WhyNotLoaded(Path.GetFileNameWithoutExtension(statement.Assembly)) is { } why && areFiles)
                    return $"{statement.Assembly}, which the application's manifest {path} lists, can't be loaded ({why}). Deploy the files of one build together";
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonSyntaxException)
        {
            return $"the application's manifest {path} can't be read ({e.Message.TrimEnd('.')}). Deploy the files of one build together";
        }
    }

    private static string? WhyNotLoaded(string name)
    {
        try
        {
            Assembly.Load(new AssemblyName(name));
            return null;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            return e.GetType().Name;
        }
    }
}
