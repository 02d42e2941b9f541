namespace ImmutableGuard.Sql;

/// <summary>One token of a text: where it stands, what it is, and where its partner is. A text of a megabyte may be a million of them.</summary>
internal struct Token
{
    public int Start;

    /// <summary>Of a bracket the index of its partner, else where the token ends: a bracket is always one character.</summary>
    private int _place;

    public TokenKind Kind;

    /// <summary>Whether a <see cref="SqlEffects.Hole"/> is in it.</summary>
    public bool HasHole;

    /// <summary>The keyword an unquoted word is; <see cref="Word.None"/> for every other token.</summary>
    public Word Word;

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
}
