namespace ImmutableGuard.Sql;

/// <summary>One token of a text: where it stands, what it is, and where its partner is.</summary>
internal struct Token
{
    public int Start;
    public int End;

    /// <summary>Of a bracket: the index of its partner.</summary>
    public int Link;

    public TokenKind Kind;

    /// <summary>Whether a <see cref="SqlEffects.Hole"/> is in it.</summary>
    public bool HasHole;

    /// <summary>The keyword an unquoted word is; <see cref="Word.None"/> for every other token.</summary>
    public Word Word;
}
