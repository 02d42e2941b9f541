using System.Reflection;
using System.Reflection.Emit;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Runtime.Tests;

/// <summary>Assemblies that carry a manifest, as the generator would have written it, with the files a build puts beside them.</summary>
internal static class GuardedCode
{
    private const string Prefix = "Guarded-";

    public static Assembly Define(AccessManifest manifest)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName($"{Prefix}{Guid.NewGuid():N}"), AssemblyBuilderAccess.Run);
        assembly.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(AccessManifestAttribute).GetConstructors().Single(), [ManifestWriter.Write(manifest).ToString()]));
        return assembly;
    }

    /// <summary>Writes the manifest's file; there are no bytes of the assembly that it could be held against.</summary>
    /// <returns>The file's bytes.</returns>
    public static byte[] WriteManifest(Assembly assembly, AccessManifest manifest)
    {
        var statement = new ManifestStatement(assembly.GetName().Name + ".dll", new string('0', 64), manifest);
        File.WriteAllText(PathOf(assembly, ManifestStatement.FileSuffix), statement.Write().ToString());
        return File.ReadAllBytes(PathOf(assembly, ManifestStatement.FileSuffix));
    }

    public static string PathOf(Assembly assembly, string suffix) => Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + suffix);

    public static void DeleteFiles()
    {
        foreach (var file in Directory.GetFiles(AppContext.BaseDirectory, Prefix + "*"))
            File.Delete(file);
    }
}
