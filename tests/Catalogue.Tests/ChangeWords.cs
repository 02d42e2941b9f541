using System.Text.RegularExpressions;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>Tells of a method by its name whether it may change what exists.</summary>
internal static partial class ChangeWords
{
    private static readonly HashSet<string> Words =
    [
        "Abort", "Alter", "Cancel", "Clear", "Del", "Delete", "Destroy", "Discard", "Drop", "Erase", "Evict", "Expire", "Expunge", "Flush", "Kill", "Merge", "Move", "Overwrite", "Patch",
        "Pop", "Prune", "Purge", "Rem", "Remove", "Rename", "Replace", "Reset", "Restore", "Revert", "Revoke", "Swap", "Terminate", "Tombstone", "Trim", "Truncate", "Unlink", "Unschedule",
        "Update", "Upsert", "Wipe",
    ];

    // What asks, reacts or describes.
    private static readonly HashSet<string> Harmless = ["As", "Can", "For", "From", "Get", "Has", "Is", "List", "On", "Should", "Supports", "To", "Use", "With"];

    public static bool Are(string method) =>
        Word().Matches(method) is [{ Value: var first }, ..] words && !Harmless.Contains(first) && words.Any(word => Words.Contains(word.Value));

    [GeneratedRegex("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*")]
    private static partial Regex Word();
}
