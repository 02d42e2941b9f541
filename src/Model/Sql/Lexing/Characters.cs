#if NET
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
#endif
using System.Runtime.CompilerServices;

namespace ImmutableGuard.Sql.Lexing;

/// <summary>
/// The characters of a text, looked at once and many at a time before it is cut: which of them names are made of, where something starts,
/// and all of them in lower case, a byte each, so that a word is compared in a register instead of letter by letter.
/// </summary>
internal sealed class Characters
{
    /// <summary>As long a word is compared in two registers.</summary>
    public const int Longest = 16;

    /// <summary>So many are looked at together: as many as there are bits in a register. Shifts take a place within a block from one in the text.</summary>
    public const int Block = 1 << Shift;
    public const int Shift = 6;

#if NET
    /// <summary>A text that is shorter than a block.</summary>
    private readonly char[] _short = new char[Block];

#endif
    private byte[] _folded = new byte[16 * Block];

    /// <summary>A bit for each character, set for ASCII's letters and digits, <c>_</c> and <c>$</c>.</summary>
    private ulong[] _inNames = new ulong[16];

    /// <summary>A bit for each character, set where a name starts, and for all that names and white space aren't made of.</summary>
    private ulong[] _starts = new ulong[16];

    /// <summary>How many blocks the text has; behind its last character there is always something left of the last one.</summary>
    public int Blocks { get; private set; }

    /// <summary>Whether all characters are ASCII's.</summary>
    public bool AreAscii { get; private set; }

    public void Read(string text)
    {
        var blocks = (text.Length / Block) + 1;
        if (blocks >= _starts.Length)
        {
            // One more of each at least: no name goes beyond the last bit, and a word's register may reach behind its end.
            _starts = new ulong[blocks + (blocks / 4) + 1];
            _inNames = new ulong[_starts.Length];
            _folded = new byte[_starts.Length * Block];
        }

        var (inNames, starts) = (_inNames, _starts);
        var (before, ascii) = (0UL, true);
        for (var i = 0; i < blocks; i++)
        {
            var names = Classify(text, i * Block, out var others, ref ascii);
            inNames[i] = names;
            starts[i] = (names & ~((names << 1) | before)) | others;
            before = names >> (Block - 1);
        }

        AreAscii = ascii;
        Blocks = blocks;
        _starts[blocks - 1] &= (1UL << text.Length) - 1;
        _inNames[blocks] = 0;
    }

    /// <summary>The places from <paramref name="at"/> on, within its block, where something starts.</summary>
    public ulong StartsFrom(int at)
    {
        // Behind a number what looks like the rest of a name from afar is one.
        var block = at >> Shift;
        return (_starts[block] & (ulong.MaxValue << at)) | (_inNames[block] & (1UL << at));
    }

    /// <summary>The places in the block of a character where something starts.</summary>
    public ulong Starts(int at) => _starts[at >> Shift];

    /// <summary>The characters of that block that names aren't made of.</summary>
    public ulong NotInNames(int at) => ~_inNames[at >> Shift];

    /// <summary>The first character from <paramref name="at"/> on that isn't ASCII's letter or digit, <c>_</c> or <c>$</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NameEnd(int at)
    {
        var others = NotInNames(at) >> at;
        for (; others == 0; others = NotInNames(at))
            at = (at | (Block - 1)) + 1;
        return at + TrailingZeros(others);
    }

    /// <summary>The first eight characters of a word of <paramref name="length"/>: a shift drops those that stand behind it.</summary>
    public ulong First(int start, int length) => length >= 8 ? Eight(start) : Eight(start) << (-8 * length);

    /// <summary>The eight characters behind those.</summary>
    public ulong Second(int start, int length) => Eight(start + 8) << (-8 * length);

    /// <summary>Whether two pieces of a text, not empty, that are made of such characters are the same without regard to case.</summary>
    public bool Same(int first, int second, int length)
    {
        for (; length > 8; length -= 8, first += 8, second += 8)
            if (Eight(first) != Eight(second))
                return false;
        return (Eight(first) ^ Eight(second)) << (-8 * length) == 0;
    }

    private ulong Eight(int at)
    {
#if NET
        var eight = Unsafe.ReadUnaligned<ulong>(ref _folded[at]);
#else
        var eight = BitConverter.ToUInt64(_folded, at);
#endif
        return BitConverter.IsLittleEndian ? eight : Reversed(eight);
    }

    private static ulong Reversed(ulong eight)
    {
        var bytes = BitConverter.GetBytes(eight);
        Array.Reverse(bytes);
        return BitConverter.ToUInt64(bytes, 0);
    }

    /// <summary>
    /// Which of the next characters names are made of, and which are neither that nor white space. They are kept so that letters of either
    /// case are the same and other characters of names differ; one beyond ASCII is none that a word has.
    /// </summary>
#if NET
    private ulong Classify(string text, int at, out ulong others, ref bool ascii)
    {
        if (at == text.Length)
        {
            others = ulong.MaxValue;
            return 0;
        }

        // The last characters are looked at together with some before them, which then are shifted out.
        var from = Math.Max(Math.Min(at, text.Length - Block), 0);
        var characters = text.AsSpan(from);
        if (characters.Length < Block)
            characters = Lengthened(characters);
        var block = MemoryMarshal.Cast<char, ushort>(characters);
        var bytes = Vector512.NarrowWithSaturation(Vector512.Create(block), Vector512.Create(block.Slice(Block / 2)));
        var folded = bytes | Vector512.Create((byte)0x20);
        folded.CopyTo(_folded, from);
        ascii &= folded.ExtractMostSignificantBits() == 0;
        var names = (Vector512.LessThanOrEqual(folded - Vector512.Create((byte)'a'), Vector512.Create((byte)('z' - 'a')))
            | Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)'0'), Vector512.Create((byte)9))
            | Vector512.Equals(bytes, Vector512.Create((byte)'_'))
            | Vector512.Equals(bytes, Vector512.Create((byte)'$'))).ExtractMostSignificantBits();
        var spaces = (Vector512.Equals(bytes, Vector512.Create((byte)' '))
            | Vector512.LessThanOrEqual(bytes - Vector512.Create((byte)'\t'), Vector512.Create((byte)('\n' - '\t')))
            | Vector512.Equals(bytes, Vector512.Create((byte)'\r'))).ExtractMostSignificantBits();
        others = ~((names | spaces) >> (at - from));
        return names >> (at - from);
    }

    private ReadOnlySpan<char> Lengthened(ReadOnlySpan<char> characters)
    {
        characters.CopyTo(_short);
        _short.AsSpan(characters.Length).Clear();
        return _short;
    }

    public static int TrailingZeros(ulong bits) => BitOperations.TrailingZeroCount(bits);
#else
    private ulong Classify(string text, int at, out ulong others, ref bool ascii)
    {
        var (names, spaces) = (0UL, 0UL);
        for (var i = 0; i < Block && at + i < text.Length; i++)
        {
            var c = text[at + i];
            _folded[at + i] = c < 0x80 ? (byte)(c | 0x20) : (byte)0xFF;
            ascii &= c < 0x80;
            if (Lexer.IsOfNames(c))
                names |= 1UL << i;
            else if (c is ' ' or '\t' or '\n' or '\r')
                spaces |= 1UL << i;
        }

        others = ~(names | spaces);
        return names;
    }

    /// <summary>By de Bruijn's sequence: the place of its six highest bits tells how far it was moved.</summary>
    private static readonly byte[] Places = Build();

    private const ulong Sequence = 0x03F79D71B4CB0A89;

    public static int TrailingZeros(ulong bits) => Places[unchecked((bits & (0 - bits)) * Sequence) >> 58];

    private static byte[] Build()
    {
        var places = new byte[Block];
        for (var i = 0; i < Block; i++)
            places[unchecked(Sequence << i) >> 58] = (byte)i;
        return places;
    }
#endif
}
