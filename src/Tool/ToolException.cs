namespace ImmutableGuard.Tool;

/// <summary>The input keeps the tool from doing what it was asked; shown to the person as it is, without a stack trace.</summary>
/// <param name="id">The id under which <c>docs/exit-codes.md</c> explains it.</param>
/// <param name="place">The file, and the line where it is known.</param>
/// <param name="problem">What is wrong, as a sentence without its full stop.</param>
/// <param name="remedy">What to do, as a sentence.</param>
public sealed class ToolException(string id, string place, string problem, string remedy)
    : Exception($"{place}: error {id}: {problem}. {remedy}")
{
    /// <summary>Arguments that make no command.</summary>
    public const string Usage = "IG5001";

    /// <summary>A file that is neither an assembly nor an access manifest, or an assembly without one.</summary>
    public const string NoManifest = "IG5003";

    /// <summary>A line of JSON that isn't a question.</summary>
    public const string BadLine = "IG5004";

    /// <summary>A manifest that lies beside an assembly and is about another one; a warning.</summary>
    public const string OtherBuild = "IG5005";

    /// <summary>A lock that can't be read or isn't there, or a name that is none of a lock.</summary>
    public const string NoLock = "IG5006";

    /// <summary>A file of a git revision that can't be read.</summary>
    public const string NoRevision = "IG5007";

    /// <summary>A key that can't be read or used.</summary>
    public const string NoKey = "IG5008";

    /// <summary>A file that is no signed envelope, or isn't there.</summary>
    public const string NoEnvelope = "IG5009";

    /// <summary>A lock that isn't in a git revision; a warning.</summary>
    public const string NoLockThen = "IG5010";

    /// <summary>A file or folder that isn't there or can't be opened.</summary>
    public static ToolException Unreadable(string path, Exception e) => new(
        "IG5002", path, e is FileNotFoundException or DirectoryNotFoundException ? "not found" : e.Message.TrimEnd('.'),
        "Check the path, and who may read it.");
}
