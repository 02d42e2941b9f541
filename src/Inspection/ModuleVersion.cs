using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ImmutableGuard.Inspection;

/// <summary>The id that the compiler gives each module it writes (MVID, ECMA-335 II.22.30).</summary>
public static class ModuleVersion
{
    /// <summary>The id of an assembly's module, as a GUID in lower-case hex with hyphens.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="BadImageFormatException">The file is not a .NET assembly.</exception>
    public static string Read(string path)
    {
        using var assembly = new PEReader(File.OpenRead(path));
        if (!assembly.HasMetadata)
            throw new BadImageFormatException($"{path} is not a .NET assembly");
        var reader = assembly.GetMetadataReader();
        return reader.GetGuid(reader.GetModuleDefinition().Mvid).ToString("D");
    }
}
