using ImmutableGuard.Sql.Language;

namespace ImmutableGuard.Sql.Lexing;

/// <summary>One token of a text: where it stands, what it is, and where its partner is. A text of a megabyte may be a million of them.</summary>
internal struct Token
{
    /// <summary>The kinds that always mean something to clauses.</summary>
    private const uint KindsThatMatter = ~((1u << (int)TokenKind.Word) | (1u << (int)TokenKind.Quoted) | (1u << (int)TokenKind.String) | (1u << (int)TokenKind.Number)
        | (1u << (int)TokenKind.Parameter) | (1u << (int)TokenKind.Equal) | (1u << (int)TokenKind.Operator));

    public int Start;

    /// <summary>Of a bracket the index of its partner, else where the token ends: a bracket is always one character.</summary>
    private int _place;

    /// <summary>The kind, the marks and the word: written and read at once, because parts that were written one by one are slow to read whole.</summary>
    private uint _what;

    public readonly TokenKind Kind => (TokenKind)_what;

    public readonly Marks Marks => (Marks)(_what >> 8);

    /// <summary>The keyword an unquoted word is; <see cref="Word.None"/> for every other token.</summary>
    public readonly Word Word => (Word)(_what >> 16);

    /// <summary>Whether a <see cref="SqlEffects.Hole"/> is in it.</summary>
    public readonly bool HasHole => Is(Marks.Hole);

    public int End
    {
        readonly get => Kind is TokenKind.Open or TokenKind.Close ? Start + 1 : _place;
        set => _place = value;
    }

    /// <summary>Of a bracket: the index of its partner.</summary>
    public int Link
    {
        readonly get => _place;
        set => _place = value;
    }

    /// <summary>The length of a name that is plain, so no bracket.</summary>
    public readonly int PlainLength => _place - Start;

    public readonly bool Is(Marks mark) => (_what & ((uint)mark << 8)) != 0;

    /// <summary>Whether clauses pass over it: a name or a value that isn't called, an operator, a keyword of conditions.</summary>
    public readonly bool IsIdle => !Is(Marks.Matters);

    /// <summary>Makes it a token of this kind, of which nothing else is known, with its end or its partner.</summary>
    public void Become(TokenKind kind, int start, int place)
    {
        Start = start;
        _place = place;
        _what = (uint)kind | (((KindsThatMatter >> (int)kind) & 1) * ((uint)Marks.Matters << 8));
    }

    /// <summary>Makes it a plain name.</summary>
    public void BecomeName(int start, int end, Known known)
    {
        Start = start;
        _place = end;
        _what = (uint)TokenKind.Word | ((uint)Marks.Plain << 8) | known.Bits;
    }

    public void Become(Known known) => _what |= known.Bits;

    public void Mark(Marks mark) => _what |= (uint)mark << 8;
}

/// <summary>What a word is known as, as a token keeps it.</summary>
internal readonly struct Known(Word word, Marks marks)
{
    public uint Bits { get; } = ((uint)word << 16) | ((uint)marks << 8);

    public Word Word => (Word)(Bits >> 16);

    public Marks Marks => (Marks)(Bits >> 8);
}
