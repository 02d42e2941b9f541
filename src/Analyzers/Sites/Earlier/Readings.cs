using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>
/// What an answer was read from, besides all declarations of the compilation: the files in which something within a member was looked at,
/// and the words that were looked for everywhere. It is noted by those who give out code, while somebody takes note.
/// </summary>
internal sealed class Readings
{
    [ThreadStatic]
    private static Readings? current;

    private readonly HashSet<SyntaxTree> files = [];
    private readonly HashSet<string> words = new(StringComparer.Ordinal);
    private readonly HashSet<string> wordsWithin = new(StringComparer.Ordinal);
    private bool areTablesRead, isUnknown;

    private Readings()
    {
    }

    /// <summary>Gives an answer, and what it was read from; that counts for the answer that this one is a part of, too.</summary>
    public static T Of<T>(Func<T> answer, out Readings readings) => Of(answer, isPart: true, out readings);

    /// <summary>Gives an answer that is a part of no other one, whoever is the first to ask: it is compared with the one before by itself.</summary>
    public static T Apart<T>(Func<T> answer) => Of(answer, isPart: false, out _);

    private static T Of<T>(Func<T> answer, bool isPart, out Readings readings)
    {
        var around = current;
        readings = current = new();
        try
        {
            return answer();
        }
        finally
        {
            current = around;
            if (isPart)
                Add(readings);
        }
    }

    /// <summary>Notes that something within the members of a file was looked at.</summary>
    public static void File(SyntaxTree file) => current?.files.Add(file);

    /// <summary>Notes that a word was looked for in all files.</summary>
    public static void Word(string word) => current?.words.Add(word);

    /// <summary>Notes that a word was looked for within a type, in files that are noted by themselves.</summary>
    public static void WordWithin(string word) => current?.wordsWithin.Add(word);

    /// <summary>Notes that all that says something of tables was looked at.</summary>
    public static void Tables()
    {
        if (current is not null)
            current.areTablesRead = true;
    }

    /// <summary>Notes that an answer was known already, and nobody knows from what.</summary>
    public static void Unknown()
    {
        if (current is not null)
            current.isUnknown = true;
    }

    /// <summary>Notes what an answer was read from that is given again.</summary>
    public static void Add(Readings others)
    {
        if (current is not { } noting)
            return;
        noting.files.UnionWith(others.files);
        noting.words.UnionWith(others.words);
        noting.wordsWithin.UnionWith(others.wordsWithin);
        noting.areTablesRead |= others.areTablesRead;
        noting.isUnknown |= others.isUnknown;
    }

    /// <summary>Whether all that was read is still the same after some changes.</summary>
    public bool Hold(IReadOnlyList<Change> changes)
    {
        if (isUnknown)
            return false;
        foreach (var change in changes)
            if (change.Files.Any(files.Contains) || areTablesRead && change.ChangesTables || words.Any(change.Has) || wordsWithin.Any(change.Adds))
                return false;
        return true;
    }
}
