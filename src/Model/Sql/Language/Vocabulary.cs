using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Language;

/// <summary>
/// Words by their spelling. One that isn't long fits into two registers whole, so that finding it costs two comparisons, and not finding it
/// almost always one.
/// </summary>
internal sealed class Vocabulary
{
    private readonly Entry[] _entries;
    private readonly Spellings<Known> _long;
    private readonly int _shift;

    /// <param name="words">The words, in lower case.</param>
    public Vocabulary(IReadOnlyDictionary<string, Known> words)
    {
        _shift = 64;
        while (1L << (64 - _shift) < words.Count * 4)
            _shift--;
        _entries = new Entry[1 << (64 - _shift)];
        _long = new Spellings<Known>([.. words.Where(word => word.Key.Length > Characters.Longest).Select(word => (word.Key, word.Value))]);
        var characters = new Characters();
        foreach (var word in words.Where(word => word.Key.Length <= Characters.Longest))
        {
            characters.Read(word.Key);
            var first = characters.First(0, word.Key.Length);
            var second = word.Key.Length > 8 ? characters.Second(0, word.Key.Length) : 0;
            var slot = Slot(first, second);
            while (_entries[slot].First != 0)
                slot = (slot + 1) & (_entries.Length - 1);
            _entries[slot] = new Entry(first, second, word.Value);
        }
    }

    /// <summary>What the word of <paramref name="length"/> at <paramref name="start"/> is known as.</summary>
    public Known Find(string text, Characters characters, int start, int length)
    {
        if (length > Characters.Longest)
            return _long.Find(text, start, start + length);
        var (first, second) = (characters.First(start, length), length > 8 ? characters.Second(start, length) : 0);
        var entries = _entries;
        for (var slot = Slot(first, second); ; slot = (slot + 1) & (entries.Length - 1))
        {
            ref var entry = ref entries[slot];
            if (entry.First == first && entry.Second == second)
                return entry.Known;
            if (entry.First == 0)
                return default;
        }
    }

    private int Slot(ulong first, ulong second) => (int)(unchecked((first ^ (second * 0x9E3779B97F4A7C15)) * 0xD6E8FEB86659FD93) >> _shift);

    private readonly struct Entry(ulong first, ulong second, Known known)
    {
        public readonly ulong First = first;
        public readonly ulong Second = second;
        public readonly Known Known = known;
    }
}
