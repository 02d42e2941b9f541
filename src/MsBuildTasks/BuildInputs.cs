using System.Globalization;
using System.Reflection;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>
/// What a file was made from, kept beside it among the intermediate files, so that a build that changes nothing looks at nothing again.
/// The record is of this machine and is never deployed.
/// </summary>
internal sealed class BuildInputs
{
    private readonly string path;
    private readonly string text;

    /// <summary>Creates the record of a file.</summary>
    /// <param name="output">The file.</param>
    /// <param name="files">The files it is made from; one that isn't there counts as well.</param>
    /// <param name="others">What else it is made from.</param>
    public BuildInputs(string output, IEnumerable<string> files, params string[] others)
    {
        Output = output;
        path = output + ".inputs";
        text = string.Join("\n", [Version, .. others, .. files.Distinct().Select(Line)]) + "\n";
    }

    /// <summary>The version of these tasks, without the commit.</summary>
    public static string Version { get; } =
        typeof(BuildInputs).GetTypeInfo().Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private string Output { get; }

    /// <summary>Whether the file was made from exactly this.</summary>
    public bool AreThoseOfLastTime => File.Exists(Output) && File.Exists(path) && File.ReadAllText(path) == text;

    /// <summary>Remembers that the file was made from this.</summary>
    public void Keep() => File.WriteAllText(path, text);

    /// <summary>A file as it is now, without a look at its content.</summary>
    public static string Line(string file)
    {
        var info = new FileInfo(file);
        return info.Exists
            ? string.Format(CultureInfo.InvariantCulture, "{0}|{1}|{2}", file, info.Length, info.LastWriteTimeUtc.Ticks)
            : file + "|none";
    }
}
