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

    private const int Size = 2048;

    /// <summary>Spellings that are not the name of the word in the enumeration.</summary>
    private static readonly (string Spelling, Word Word)[] Spellings =
    [
        ("desc", Word.Desc), ("exec", Word.Execute), ("high_priority", Word.HighPriority), ("low_priority", Word.LowPriority), ("no_write_to_binlog", Word.NoWriteToBinlog),
        ("elsif", Word.Elseif), ("persist_only", Word.PersistOnly), ("proc", Word.Procedure), ("straight_join", Word.StraightJoin),
        ("temporary", Word.Temp), ("analyse", Word.Analyze), ("rowtype", Word.Type),
    ];

    private static readonly (string Spelling, Word Word)[] Table = Build();

    public static int Hash(string text, int start, int end)
    {
        var hash = 0;
        for (var i = start; i < end; i++)
            hash = Hash(hash, text[i]);
        return hash;
    }

    public static int Hash(int hash, char next) => unchecked((hash * 31) + (next | 0x20));

    public static Word Find(string text, int start, int end, int hash)
    {
        for (var slot = Slot(hash); Table[slot].Spelling is { } spelling; slot = (slot + 1) & (Size - 1))
        {
            if (Same(spelling, text, start, end))
                return Table[slot].Word;
        }

        return Word.None;
    }

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

    private static int Slot(int hash) => (hash ^ (hash >> 11)) & (Size - 1);

    private static (string Spelling, Word Word)[] Build()
    {
        var table = new (string Spelling, Word Word)[Size];
        for (var word = Word.None + 1; (int)word < Count; word++)
            Add(word.ToString().ToLowerInvariant(), word);
        foreach (var (spelling, word) in Spellings)
            Add(spelling, word);
        return table;

        void Add(string spelling, Word word)
        {
            var slot = Slot(Hash(spelling, 0, spelling.Length));
            while (table[slot].Spelling is { } taken && taken != spelling)
                slot = (slot + 1) & (Size - 1);
            table[slot] = (spelling, word);
        }
    }
}
