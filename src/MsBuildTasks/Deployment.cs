using ImmutableGuard.Inspection;
using Microsoft.Build.Framework;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>The assemblies that are deployed with what is built.</summary>
internal static class Deployment
{
    /// <summary>Looks at assemblies; what is no .NET assembly is left out. Each file is read once in a build, however many projects use it.</summary>
    public static IEnumerable<DeployedAssembly> Read(IBuildEngine engine, IEnumerable<ITaskItem> files) => Distinct(files).Select(file =>
    {
        var key = $"{typeof(DeployedAssembly).FullName}|{BuildInputs.Line(file.Path)}|{file.Package}";
        if (engine is not IBuildEngine4 cache)
            return DeployedAssembly.Read(file.Path, file.Package, sinks: null);
        if (cache.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is not DeployedAssembly known)
        {
            known = DeployedAssembly.Read(file.Path, file.Package, sinks: null)!;
            if (known is not null)
                cache.RegisterTaskObject(key, known, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }

        return known;
    }).OfType<DeployedAssembly>();

    /// <summary>The files and the versions of the packages they are from; a file that comes in several ways is there once.</summary>
    public static IEnumerable<(string Path, string? Package)> Distinct(IEnumerable<ITaskItem> files) => files
        .GroupBy(file => Path.GetFullPath(file.ItemSpec), StringComparer.Ordinal)
        .OrderBy(same => same.Key, StringComparer.Ordinal)
        .Select(same => (same.Key, (string?)same.Select(file => file.GetMetadata("NuGetPackageVersion")).FirstOrDefault(version => version.Length > 0)));
}
