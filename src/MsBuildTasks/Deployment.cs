using ImmutableGuard.Inspection;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>The assemblies that are deployed with what is built.</summary>
internal static class Deployment
{
    /// <summary>Looks at assemblies; what is no .NET assembly is left out. Each file is read once in a build, however many projects use it.</summary>
    public static IEnumerable<DeployedAssembly> Read(IBuildEngine engine, IEnumerable<ITaskItem> files) => Distinct(files).Select(file =>
        Once(engine, file.Path, file.Package, () => DeployedAssembly.Read(file.Path, file.Package, sinks: null))).OfType<DeployedAssembly>();

    /// <summary>The types of an assembly, read once in a build: the projects of a solution reference the same framework.</summary>
    public static DeclaredTypes Types(IBuildEngine engine, string path) => Once(engine, path, null, () => DeclaredTypes.Read(path))!;

    private static T? Once<T>(IBuildEngine engine, string path, string? package, Func<T?> read)
        where T : class
    {
        if (engine is not IBuildEngine4 cache)
            return read();
        var key = $"{typeof(T).FullName}|{BuildInputs.Line(path)}|{package}";
        if (cache.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is T known)
            return known;
        if (read() is not { } now)
            return null;
        cache.RegisterTaskObject(key, now, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        return now;
    }

    /// <summary>The files and the versions of the packages they are from; a file that comes in several ways is there once.</summary>
    public static IEnumerable<(string Path, string? Package)> Distinct(IEnumerable<ITaskItem> files) => files
        .GroupBy(file => Path.GetFullPath(file.ItemSpec), StringComparer.Ordinal)
        .OrderBy(same => same.Key, StringComparer.Ordinal)
        .Select(same => (same.Key, (string?)same.Select(file => file.GetMetadata("NuGetPackageVersion")).FirstOrDefault(version => version.Length > 0)));
}
