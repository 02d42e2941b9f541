using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Language;

/// <summary>Finds what a piece of text is known as, without regard to case and without allocating.</summary>
internal static class Words
{
    /// <summary>The last word that starts a statement which changes something in any dialect.</summary>
    public const Word LastChanger = Word.Update;

    /// <summary>The last word that starts a statement and is reserved by T-SQL.</summary>
    public const Word LastStarter = Word.WriteText;

    /// <summary>The last word that starts a statement in any dialect.</summary>
    public const Word LastStatement = Word.Xa;

    /// <summary>How many words there are, <see cref="Word.None"/> included.</summary>
    public const int Count = (int)Word.Wrapper + 1;

    /// <summary>Spellings that are not the name of the word in the enumeration.</summary>
    private static readonly (string Spelling, Word Word)[] Others =
    [
        ("desc", Word.Desc), ("exec", Word.Execute), ("high_priority", Word.HighPriority), ("low_priority", Word.LowPriority), ("no_write_to_binlog", Word.NoWriteToBinlog),
        ("elsif", Word.Elseif), ("persist_only", Word.PersistOnly), ("proc", Word.Procedure), ("straight_join", Word.StraightJoin),
        ("temporary", Word.Temp), ("analyse", Word.Analyze), ("rowtype", Word.Type),
    ];

    /// <summary>All that is known by its spelling.</summary>
    public static readonly Vocabulary Known = Build();

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

    /// <summary>Whether a keyword means something to conditions only: no clause starts or ends with it, wherever it stands.</summary>
    private static bool IsIdle(Word word) => word is Word.And or Word.Or or Word.Not or Word.Is or Word.Null or Word.By;

    private static Vocabulary Build()
    {
        var known = new Dictionary<string, Known>();
        foreach (var (spelling, word) in Others)
            known[spelling] = new Known(word, Marks.Matters);
        for (var word = Word.None + 1; (int)word < Count; word++)
            known[word.ToString().ToLowerInvariant()] = new Known(word, IsIdle(word) ? Marks.None : Marks.Matters);
        foreach (var name in Constants.Names)
            Mark(name, Marks.Constant);
        foreach (var name in KnownRoutines.Names)
            Mark(name, Marks.Routine);
        return new Vocabulary(known);

        void Mark(string name, Marks mark) =>
            known[name] = known.TryGetValue(name, out var one) ? new Known(one.Word, one.Marks | mark) : new Known(Word.None, mark);
    }
}
