using System.Collections.Immutable;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Inspection;

/// <summary>An assembly that is deployed with what is built.</summary>
/// <param name="Statement">Its manifest: that of the file beside it where this is about it, else the embedded one; null where it has none.</param>
/// <param name="Dependency">What its dependants list of it.</param>
/// <param name="IsEmbedded">Whether the manifest is the embedded one, because none of this build lies beside the assembly.</param>
public sealed record DeployedAssembly(ManifestStatement? Statement, Dependency Dependency, bool IsEmbedded)
{
    /// <summary>Looks at an assembly.</summary>
    /// <param name="path">The assembly.</param>
    /// <param name="package">The version of the package it comes from; null where it comes from none.</param>
    /// <param name="sinks">Tells what an assembly without a manifest does; null where that isn't looked into.</param>
    /// <returns>What was seen; null where the file is no .NET assembly.</returns>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static DeployedAssembly? Read(string path, string? package, ReferredSinks? sinks)
    {
        var bytes = File.ReadAllBytes(path);
        try
        {
            using var file = new PEReader(ImmutableArray.Create(bytes));
            if (!file.HasMetadata || !file.GetMetadataReader().IsAssembly)
                return null;
            var reader = file.GetMetadataReader();
            var identity = reader.GetAssemblyDefinition();
            var sha256 = AssemblyInspector.Sha256(bytes);
            var beside = StatementBeside(path, sha256);
            var statement = beside ?? EmbeddedStatement(path, sha256, reader);
            var isTold = false;
            var effects = statement is not null
                ? Dependency.EffectsOf(statement.Manifest)
                : sinks?.EffectsOf(reader, package, out isTold) ?? Dependency.NotLookedInto;
            return new(
                statement,
                new(reader.GetString(identity.Name), package ?? identity.Version.ToString(), sha256, statement is not null, effects) { IsTold = isTold },
                statement is not null && beside is null);
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    /// <summary>With the embedded manifest and what a look at the code adds to it, as the assembly's own build would have said.</summary>
    /// <param name="inspected">The same assembly, looked into.</param>
    public DeployedAssembly Proven(InspectedAssembly inspected)
    {
        var embedded = Statement!.Manifest;
        var manifest = MediationProof.Complete(inspected, new(null, null, null, null, null)) with { Stamp = embedded.Stamp, Mvid = embedded.Mvid };
        return this with { Statement = Statement with { Manifest = manifest }, Dependency = Dependency with { Effects = Dependency.EffectsOf(manifest) } };
    }

    private static ManifestStatement? StatementBeside(string path, string sha256)
    {
        var beside = Path.ChangeExtension(path, null) + ManifestStatement.FileSuffix;
        try
        {
            return File.Exists(beside) && ManifestStatement.Read(File.ReadAllText(beside)) is { } statement && statement.Sha256 == sha256 ? statement : null;
        }
        catch (JsonSyntaxException)
        {
            return null;
        }
    }

    private static ManifestStatement? EmbeddedStatement(string path, string sha256, MetadataReader reader)
    {
        if (AssemblyInspector.ReadManifest(reader) is not { } embedded)
            return null;
        var name = Path.GetFileName(path);
        return new(name, sha256, embedded with
        {
            Stamp = AssemblyInspector.ReadCommit(reader) is { } commit ? new(commit, null, null, null, null) : null,
            Mvid = ModuleVersion.Read(path),
            Unproven = [.. embedded.Unproven, $"no {ManifestStatement.FileSuffix} of this build lies beside {name}: whether its work tree was clean is unknown, and its code wasn't inspected"],
        });
    }
}
