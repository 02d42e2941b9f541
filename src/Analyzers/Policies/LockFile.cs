using System.Collections.Immutable;
using ImmutableGuard.Json;
using ImmutableGuard.Locks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Analyzers.Policies;

/// <summary>The lock among a compilation's additional files; only the mode <c>ratchet</c> looks at it here.</summary>
internal static class LockFile
{
    public static bool Is(AdditionalText file) => file.Path.EndsWith(AccessLock.FileName, StringComparison.OrdinalIgnoreCase);

    /// <summary>The text of the lock among other files; null where there is none.</summary>
    public static SourceText? TextAmong(ImmutableArray<AdditionalText> files, CancellationToken cancellation) =>
        files.FirstOrDefault(Is)?.GetText(cancellation);

    /// <summary>The lock of a file's text. Where there is no file, or one with any problem (IG3003 says which), nothing is tolerated.</summary>
    public static AccessLock Read(string? text)
    {
        try
        {
            return text is null ? AccessLock.Empty : LockReader.Read(text);
        }
        catch (JsonSyntaxException)
        {
            return AccessLock.Empty;
        }
    }
}
