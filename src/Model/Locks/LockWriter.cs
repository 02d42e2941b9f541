using System.Globalization;
using System.Text;
using ImmutableGuard.Json;

namespace ImmutableGuard.Locks;

/// <summary>Writes a lock as the text of its file: an access a line, sorted, with line ends as LF.</summary>
public static class LockWriter
{
    /// <summary>The file's text.</summary>
    public static string Write(AccessLock @lock)
    {
        var text = new StringBuilder("{\n  \"version\": ")
            .Append(AccessLock.CurrentVersion.ToString(CultureInfo.InvariantCulture))
            .Append(",\n  \"service\": ").Append(new JsonString(@lock.Service))
            .Append(",\n  \"accesses\": [");
        for (var i = 0; i < @lock.Accesses.Count; i++)
            text.Append(i == 0 ? "\n    " : ",\n    ").Append(new JsonString(@lock.Accesses[i].ToString()));
        return text.Append(@lock.Accesses.Count == 0 ? "]\n}\n" : "\n  ]\n}\n").ToString();
    }
}
