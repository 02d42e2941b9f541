using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Policies;

/// <summary>The policy file among a compilation's additional files.</summary>
internal static class PolicyFile
{
    public const string Name = "immutableguard.json";

    public static bool Is(AdditionalText file) => Is(file.Path);

    public static bool Is(string path) => string.Equals(Path.GetFileName(path), Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text of the policy file among others; null where there is none. A file that can't be read has an empty one.</summary>
    public static SourceText? TextAmong(ImmutableArray<AdditionalText> files, CancellationToken cancellation)
    {
        foreach (var file in files)
            if (Is(file))
                return file.GetText(cancellation) ?? Unreadable;
        return null;
    }

    /// <summary>
    /// The policy of a file's text, and the text's digest as manifests give it. A file with any problem is the policy without
    /// sanctions: nothing becomes sanctioned by accident.
    /// </summary>
    public static (Policy Policy, string Digest) Read(SourceText? text)
    {
        var content = text?.ToString() ?? "";
        return (PolicyReader.Read(content, out _) ?? Broken, Sha256(content.Replace("\r\n", "\n")));
    }

    private static SourceText Unreadable { get; } = SourceText.From("");

    /// <summary>A policy that can't be read sanctions nothing, in code neither; IG2001 says what is wrong with it.</summary>
    private static Policy Broken { get; } = new() { Mode = PolicyMode.Enforce, AllowsInCode = false };

    private static string Sha256(string text)
    {
        using var sha256 = SHA256.Create();
        return string.Concat(sha256.ComputeHash(Encoding.UTF8.GetBytes(text)).Select(part => part.ToString("x2")));
    }
}
