using System.Text;

namespace ImmutableGuard.MsBuildTasks;

/// <summary>Writes what the tasks give.</summary>
internal static class OutputFile
{
    /// <summary>Writes a text as UTF-8; what is there already isn't written again, or whatever copies or signs it would do so too.</summary>
    public static void Write(string path, string text)
    {
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
