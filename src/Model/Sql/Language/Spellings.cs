namespace ImmutableGuard.Sql.Language;

/// <summary>
/// Words by their spelling, found in a text without regard to case, without allocating, and without reading all of a word that is
/// none of them: a few of its characters almost always tell.
/// </summary>
/// <typeparam name="T">What a word stands for.</typeparam>
internal sealed class Spellings<T>
{
    private readonly int[] _signatures;
    private readonly (string Spelling, T Value)[] _entries;
    private readonly int _longest;

    /// <param name="entries">The words, in lower case.</param>
    public Spellings(IReadOnlyCollection<(string Spelling, T Value)> entries)
    {
        var size = 4;
        while (size < entries.Count * 4)
            size *= 2;
        _signatures = new int[size];
        _entries = new (string, T)[size];
        foreach (var entry in entries)
        {
            var signature = Signature(entry.Spelling, 0, entry.Spelling.Length);
            var slot = Slot(signature);
            while (_signatures[slot] != 0)
                slot = (slot + 1) & (size - 1);
            _signatures[slot] = signature;
            _entries[slot] = entry;
            _longest = Math.Max(_longest, entry.Spelling.Length);
        }
    }

    /// <summary>What the word from <paramref name="start"/> to <paramref name="end"/> stands for; the default where it isn't known.</summary>
    public T? Find(string text, int start, int end)
    {
        var length = end - start;
        if (length < 2 || length > _longest)
            return default;
        var signature = Signature(text, start, length);
        var signatures = _signatures;
        for (var slot = Slot(signature); signatures[slot] != 0; slot = (slot + 1) & (signatures.Length - 1))
            if (signatures[slot] == signature && Words.Same(_entries[slot].Spelling, text, start, end))
                return _entries[slot].Value;
        return default;
    }

    /// <summary>Made of the length and four of the letters; 0 for no word, as that of a word has its length in it.</summary>
    private static int Signature(string text, int start, int length) =>
        (length << 26)
        ^ ((text[start] & 0x1F) << 20)
        ^ ((text[start + 1] & 0x5F) << 13)
        ^ ((text[start + (length >> 1)] & 0x5F) << 6)
        ^ (text[start + length - 1] & 0x1F);

    private int Slot(int signature) => (int)(unchecked((uint)signature * 0x9E3779B1) >> 8) & (_signatures.Length - 1);
}
