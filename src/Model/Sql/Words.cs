namespace ImmutableGuard.Sql;

/// <summary>Finds the keyword a piece of text is, without regard to case and without allocating.</summary>
internal static class Words
{
    /// <summary>The last word that starts a statement which changes something in any dialect.</summary>
    public const Word LastChanger = Word.Update;

    /// <summary>The last word that starts a statement and is reserved by T-SQL.</summary>
    public const Word LastStarter = Word.WriteText;

    /// <summary>How many words there are, <see cref="Word.None"/> included.</summary>
    public const int Count = (int)Word.Wrapper + 1;

    /// <summary>Spellings that are not the name of the word in the enumeration.</summary>
    private static readonly (string Spelling, Word Word)[] Others =
    [
        ("desc", Word.Desc), ("exec", Word.Execute), ("high_priority", Word.HighPriority), ("low_priority", Word.LowPriority), ("no_write_to_binlog", Word.NoWriteToBinlog),
        ("elsif", Word.Elseif), ("persist_only", Word.PersistOnly), ("proc", Word.Procedure), ("straight_join", Word.StraightJoin),
        ("temporary", Word.Temp), ("analyse", Word.Analyze), ("rowtype", Word.Type),
    ];

    private static readonly Spellings<Word> Known = Build();

    /// <summary>The word a piece of text is, or <see cref="Word.None"/>.</summary>
    public static Word Find(string text, int start, int end) => Known.Find(text, start, end);

    /// <summary>Whether a piece of text is <paramref name="spelling"/>, which is in lower case.</summary>
    public static bool Same(string spelling, string text, int start, int end)
    {
        if (spelling.Length != end - start)
            return false;
        for (var i = 0; i < spelling.Length; i++)
        {
            var c = text[start + i];
            if (c != spelling[i] && (c is < 'A' or > 'Z' || (c | 0x20) != spelling[i]))
                return false;
        }

        return true;
    }

    private static Spellings<Word> Build()
    {
        var words = new List<(string, Word)>(Others);
        for (var word = Word.None + 1; (int)word < Count; word++)
            words.Add((word.ToString().ToLowerInvariant(), word));
        return new Spellings<Word>(words);
    }
}
