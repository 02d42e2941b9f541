using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Rows from and to files, large values, PRAGMA.
internal sealed partial class Parser
{
    /// <summary>PostgreSQL's COPY.</summary>
    private void Copy()
    {
        var start = _at++;
        Accept(Word.Binary);
        if (RunsTogether)
            Accept(Word.Into);
        if (KindAt(_at) == TokenKind.Open)
        {
            Group();
        }
        else
        {
            var name = ReadName();
            if (KindAt(_at) == TokenKind.Open)
                Group();
            if (WordAt(_at) is not (Word.From or Word.To))
                NotUnderstood();
            if (!IsTemporary(name))
                Emit(WordAt(_at) == Word.From ? Operation.Insert : Operation.Read, name);
        }

        var to = Accept(Word.To);
        if (!to)
            Accept(Word.From);
        if (WordAt(_at) == Word.Program)
        {
            EmitUnknown(Operation.Call, start);
        }
        else if (to && KindAt(_at) == TokenKind.String)
        {
            EmitFile(Operation.Insert, _at);
        }

        SkipDefinition();
    }

    /// <summary>MySQL's LOAD DATA and LOAD XML, T-SQL's BULK INSERT, PostgreSQL's LOAD of a library.</summary>
    private void Load()
    {
        var start = _at++;
        if (WordAt(start) == Word.Bulk)
        {
            Accept(Word.Insert);
            var name = ReadName();
            if (!IsTemporary(name))
                Emit(Operation.Insert, name);
            SkipDefinition();
            return;
        }

        if (WordAt(_at) is not (Word.Data or Word.Xml))
        {
            // MySQL's LOAD INDEX INTO CACHE reads.
            if (WordAt(_at) != Word.Index || WordAt(_at + 1) != Word.Into)
                EmitUnknown(Operation.Schema, start);
            SkipDefinition();
            return;
        }

        var replaces = false;
        for (; !AtEnd && WordAt(_at) != Word.Into; _at++)
            replaces |= WordAt(_at) == Word.Replace;
        Accept(Word.Into);
        Accept(Word.Table);
        var table = ReadName();
        if (table.IsNone)
            NotUnderstood();
        if (!IsTemporary(table))
        {
            Emit(Operation.Insert, table);
            if (replaces)
                Emit(Operation.Delete, table);
        }

        while (!AtEnd)
            SkipOne();
    }

    /// <summary>A PRAGMA with a value sets something for the connection; a few change the file.</summary>
    private void Pragma()
    {
        var start = _at++;
        var name = ReadName();
        var sets = KindAt(_at) is TokenKind.Equal or TokenKind.Open;
        if (name.IsNone)
            NotUnderstood();
        else if (WritingPragmas.Contains(_text, _tokens[name.Last], sets))
            EmitUnknown(Operation.Schema, start);
        while (!AtEnd)
            SkipOne();
    }

    private void WriteText()
    {
        _at++;
        Accept(Word.Bulk);
        var name = ReadName();
        if (name.IsNone)
            NotUnderstood();
        else
            Emit(Operation.Update, name.IsSimple ? name : new Name(name.First, name.Last - 2));
        SkipDefinition();
    }
}
