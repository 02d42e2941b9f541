using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// DROP, GRANT, REVOKE and DENY.
internal sealed partial class Parser
{
    private void Drop()
    {
        var start = _at++;
        BeginStatement(weighs: false);
        if (Accept(Word.Prepare))
        {
            ReadName();
            return;
        }

        if (Is(_at, "owned") && WordAt(_at + 1) == Word.By)
        {
            EmitUnknown(Operation.Schema, start, bounded: false);
            SkipDefinition();
            return;
        }

        var kind = ReadKind();
        var user = Before(_at) == Word.User;
        var keepsData = kind is not (ObjectKind.Table or ObjectKind.Container);
        SkipIfExists();
        // T-SQL's signatures and classifications.
        if (RunsTogether && KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted)
            Accept(Word.From);
        do
        {
            var name = kind == ObjectKind.Nameless || (kind == ObjectKind.PartOfTable && WordAt(_at) == Word.On) ? Name.None : ReadName();
            if (KindAt(_at) == TokenKind.Open)
                Group();
            // MySQL's u@host.
            if (user && KindAt(_at) == TokenKind.Parameter)
                _at++;
            if (kind is ObjectKind.Trigger or ObjectKind.PartOfTable && WordAt(_at) == Word.On)
            {
                if (FindOn(Word.On) is { IsNone: false } table)
                    name = table;
                _at++;
                ReadName();
            }

            if ((kind == ObjectKind.Container || (user && WordAt(_at) == Word.Cascade)) && !name.IsNone)
                EmitAllIn(Operation.Schema, name, bounded: false);
            else
                EmitDefinition(name, start, keepsData);
            if (!name.IsNone && name.IsSimple)
                ForgetTemporary(name);
        }
        while (Accept(TokenKind.Comma));
        SkipDefinition();
    }

    /// <summary>Rights are part of what they are given on; without an object they concern anything.</summary>
    private void Grant()
    {
        var start = _at++;
        BeginStatement(weighs: false);
        for (; !AtEnd && WordAt(_at) is not (Word.On or Word.To or Word.From); SkipOne())
        {
        }

        if (!Accept(Word.On))
        {
            EmitUnknown(Operation.Schema, start);
            SkipDefinition();
            return;
        }

        if (Accept(Word.All))
        {
            for (; !AtEnd && WordAt(_at) is not Word.Schema; SkipOne())
            {
            }

            Accept(Word.Schema);
            do
                EmitAllIn(Operation.Schema, ReadName());
            while (Accept(TokenKind.Comma));
            SkipDefinition();
            return;
        }

        while (ObjectWords.Contains(WordAt(_at)) && ((KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted or TokenKind.Number && WordAt(_at + 1) is not (Word.To or Word.From)) || IsScope(_at + 1)))
            _at += IsScope(_at + 1) ? 2 : 1;
        do
        {
            var name = ReadName();
            if (KindAt(_at) == TokenKind.Dot)
                EmitAllIn(Operation.Schema, name);
            else
                EmitDefinition(name, start);
            while (!AtEnd && KindAt(_at) != TokenKind.Comma && WordAt(_at) is not (Word.To or Word.From) && !EndsDefinition())
                SkipOne();
        }
        while (Accept(TokenKind.Comma));
        Accept(Word.To);
        Accept(Word.From);
        SkipDefinition();
    }

    private bool IsScope(int index) => KindAt(index) == TokenKind.Operator && CharAt(index) == ':' && _tokens[index].End - _tokens[index].Start == 2;
}
