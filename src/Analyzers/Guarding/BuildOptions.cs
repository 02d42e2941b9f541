using ImmutableGuard.Analyzers.Policies;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.Guarding;

/// <summary>What the build tells the generator.</summary>
/// <param name="Root">The folder file names are relative to, with a slash at its end; never written.</param>
/// <param name="Enabled">Whether anything is generated.</param>
/// <param name="IsCi">Whether this is continuous integration, where warnings are errors.</param>
internal sealed record BuildOptions(string Root, bool Enabled, bool IsCi)
{
    public static BuildOptions Read(AnalyzerConfigOptionsProvider provider)
    {
        var options = provider.GlobalOptions;
        var root = Property("ImmutableGuardRepositoryRoot") ?? Property("ProjectDir") ?? "";
        return new(root.Replace('\\', '/').TrimEnd('/') + "/", Property("ImmutableGuard") != "false", Property("_ImmutableGuardCi") == "true");

        string? Property(string name) =>
            options.TryGetValue("build_property." + name, out var value) && value.Length > 0 ? value : null;
    }

    /// <summary>A file's name as the manifest has it: relative, with forward slashes.</summary>
    public string Relative(string path)
    {
        var normal = path.Replace('\\', '/');
        return normal.StartsWith(Root, StringComparison.OrdinalIgnoreCase)
            ? normal.Substring(Root.Length)
            // A file from elsewhere keeps only its name: a path of this machine must not get into the output.
            : normal.Substring(normal.LastIndexOf('/') + 1);
    }
}

/// <summary>The policy with its digest and what code adds to it, compared by what both say.</summary>
/// <param name="Policy">The policy that holds.</param>
/// <param name="Digest">The digest of the file's text; null where there is no file.</param>
/// <param name="SharedDigest">Likewise of the shared file above it.</param>
internal sealed record PolicyInput(Policy Policy, string? Digest, string? SharedDigest)
{
    public static PolicyInput Of(PolicyTexts texts) => new(PolicyFile.Read(texts), PolicyFile.Digest(texts.Own), PolicyFile.Digest(texts.Shared));

    /// <summary>The resources that <c>[AppendOnly]</c> names.</summary>
    public EquatableArray<string> AppendOnly { get; init; } = new([]);

    /// <summary>The policy with what code says of resources.</summary>
    public Policy Whole => Policy with { Resources = [.. AppendOnly.Select(AppendOnlyEntities.Rule), .. Policy.Resources] };

    public bool Equals(PolicyInput? other) => other is not null && Digest == other.Digest && SharedDigest == other.SharedDigest && AppendOnly.Equals(other.AppendOnly);

    public override int GetHashCode() => Digest?.GetHashCode() ?? 0;
}
