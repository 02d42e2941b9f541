using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>What the generated source must know of the compilation it becomes part of.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="HasRuntime">Whether the runtime is referenced, without which there is nothing to generate against.</param>
/// <param name="HasFileTypes">Whether the language has types that only one file sees (C# 11).</param>
/// <param name="HasModuleInitializers">Whether the manifest can register itself when the assembly is loaded (C# 9, .NET 5).</param>
internal sealed record AssemblyFacts(string Name, bool HasRuntime, bool HasFileTypes, bool HasModuleInitializers)
{
    public static AssemblyFacts Read(Compilation compilation, CancellationToken cancellation)
    {
        var version = (compilation as CSharpCompilation)?.LanguageVersion ?? LanguageVersion.CSharp7_3;
        return new(
            compilation.AssemblyName ?? "",
            compilation.GetTypesByMetadataName("ImmutableGuard.Runtime.GuardedAssembly").Length > 0,
            version >= LanguageVersion.CSharp11,
            version >= LanguageVersion.CSharp9
            && compilation.GetTypesByMetadataName("System.Runtime.CompilerServices.ModuleInitializerAttribute")
                .Any(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)));
    }
}
