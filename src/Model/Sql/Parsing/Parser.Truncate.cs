using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// TRUNCATE.
internal sealed partial class Parser
{
    private void Truncate()
    {
        var start = _at++;
        if (WordAt(_at) is Word.Table or Word.Cluster && KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted or TokenKind.Hole or TokenKind.Parameter or TokenKind.String or TokenKind.Dot)
            _at++;
        do
        {
            if (AtOnly)
                _at++;
            if (Accept(TokenKind.Parameter))
                continue;
            var name = ReadName();
            if (name.IsNone)
            {
                EmitUnknown(Operation.Truncate, start);
                NotUnderstood();
            }

            if (!IsTemporary(name))
                Emit(Operation.Truncate, name);
            if (KindAt(_at) == TokenKind.Operator && CharAt(_at) == '*')
                _at++;
        }
        while (Accept(TokenKind.Comma));
        while (!AtEnd && !EndsDefinition())
        {
            if (WordAt(_at) == Word.Cascade)
                EmitUnknown(Operation.Truncate, _at);
            SkipOne();
        }
    }
}
