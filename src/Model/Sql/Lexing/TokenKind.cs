namespace ImmutableGuard.Sql.Lexing;

internal enum TokenKind : byte
{
    End,
    Word,
    Quoted,
    String,
    Number,
    Parameter,
    Hole,
    Open,
    Close,
    Comma,
    Semicolon,
    Dot,
    Equal,
    Operator,
}
