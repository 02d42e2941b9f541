using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// CREATE.
internal sealed partial class Parser
{
    private void CreateStatement()
    {
        var start = _at++;
        BeginStatement(weighs: false);
        var kind = ReadKindAndDefiner();
        var kindAt = _at;
        SkipIfExists();
        var name = WordAt(_at) == Word.On || kind == ObjectKind.Nameless ? Name.None : ReadName();
        switch (kind)
        {
            case ObjectKind.Table or ObjectKind.MaterializedView:
                CreateTable(start, name);
                break;
            case ObjectKind.View:
                EmitDefinition(name, start);
                SkipQuery();
                break;
            case ObjectKind.Routine:
                EmitDefinition(name, start);
                SkipBody();
                break;
            case ObjectKind.Trigger:
                EmitDefinition(FindOn(Word.On) is { IsNone: false } table ? table : name, start);
                SkipBody();
                break;
            case ObjectKind.PartOfTable:
                var on = FindOn(Before(kindAt) == Word.Statistics && _dialect is SqlDialect.PostgreSql ? Word.From : Word.On);
                if (Before(kindAt) == Word.Rule && !on.IsNone && WordAt(on.First) is Word.Select or Word.Insert or Word.Update or Word.Delete)
                    on = FindOn(Word.To);
                if (Before(kindAt) == Word.Statistics && _dialect == SqlDialect.Any && FindOn(Word.From) is { IsNone: false } columnsOf)
                    EmitDefinition(columnsOf, start);
                EmitDefinition(on.IsNone ? name : on, start);
                SkipDefinition();
                break;
            default:
                EmitDefinition(name, start);
                SkipDefinition();
                break;
        }
    }

    /// <summary>The kind, with properties before and behind it: <c>CREATE OR REPLACE ALGORITHM = MERGE VIEW v</c>.</summary>
    private ObjectKind ReadKindAndDefiner()
    {
        var kind = ReadKind();
        var at = _at;
        SkipDefiner();
        return _at > at && kind == ObjectKind.Other ? ReadKind() : kind;
    }

    /// <summary>MySQL's <c>DEFINER = u@h</c>, <c>ALGORITHM = MERGE</c>, <c>SQL SECURITY INVOKER</c>.</summary>
    private void SkipDefiner()
    {
        while (KindAt(_at) == TokenKind.Word && ((KindAt(_at + 1) == TokenKind.Equal && KindAt(_at + 2) is TokenKind.Word or TokenKind.Quoted or TokenKind.String)
                || (WordAt(_at) == Word.Sql && WordAt(_at + 1) == Word.Security && KindAt(_at + 2) == TokenKind.Word)))
        {
            _at += 3;
            if (KindAt(_at) == TokenKind.Parameter || KindAt(_at) == TokenKind.Open)
                SkipOne();
        }
    }

    private void EmitDefinition(Name name, int start, bool bounded = true)
    {
        if (name.IsNone)
            EmitUnknown(Operation.Schema, start, bounded);
        else if (!_temporaryObject && !IsTemporary(name))
            Emit(Operation.Schema, name, bounded);
    }

    private void CreateTable(int start, Name name)
    {
        EmitDefinition(name, start);
        if (name.IsNone)
            NotUnderstood();
        var temporary = _temporaryObject || IsTemporary(name);
        for (var first = _at; !AtEnd && !(EndsDefinition() && !MayFill && _at != first);)
        {
            if (Accept(Word.On, Word.Commit))
            {
                // ON COMMIT DELETE ROWS, PRESERVE ROWS, DROP; a materialized view's ON COMMIT ends here.
                if (WordAt(_at) is Word.Delete or Word.Drop || Is(_at, "preserve"))
                    _at++;
                Accept(Word.Rows);
                continue;
            }

            // Oracle's tables that nobody may change.
            if (WordAt(_at) == Word.No && WordAt(_at + 1) is Word.Drop or Word.Delete && _dialect is SqlDialect.Oracle or SqlDialect.Any)
                _at += 2;

            if (MergedTables())
                continue;

            if (IsFilledHere())
            {
                if (WithNoData())
                {
                    SkipQuery();
                    break;
                }

                if (!temporary)
                    Emit(Operation.Insert, name);
                _queryMayFollow = true;
                Clauses(Clause.Expression);
                EmitReads();
                if (_queryMayFollow && WordAt(_at) is Word.Insert or Word.Update or Word.Delete or Word.Merge)
                    NotComplete("WITH behind CREATE TABLE that belongs to the next statement");
                break;
            }

            if (WordAt(_at) == Word.Select && RunsTogether)
                break;
            SkipOne();
        }
        if (_temporaryObject && !name.IsNone)
            AddTemporary(name);
    }

    /// <summary>The words that may start the table's query, not the next statement; in T-SQL WITH starts a statement.</summary>
    private bool MayFill => WordAt(_at) == Word.Select || (KindAt(_at) == TokenKind.Open && _dialect == SqlDialect.Any) || (WordAt(_at) == Word.With && _dialect == SqlDialect.Any);

    /// <summary><c>CREATE TABLE t AS SELECT</c>, and what MySQL allows: no AS, or brackets around the query.</summary>
    private bool IsFilledHere()
    {
        switch (WordAt(_at))
        {
            case Word.As when WordAt(_at + 1) is Word.Select or Word.With or Word.Values or Word.Table or Word.Execute || KindAt(_at + 1) == TokenKind.Open:
                _at++;
                return true;
            case Word.Select or Word.With when _dialect is SqlDialect.MySql && WordAt(_at + 1) is not Word.System:
            case Word.Values when _dialect is SqlDialect.MySql or SqlDialect.Any && KindAt(_at + 1) == TokenKind.Open:
            case Word.Table when _dialect is SqlDialect.MySql && KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted:
            case Word.Select when _dialect == SqlDialect.Any:
            case Word.With when _dialect == SqlDialect.Any && (WordAt(_at + 2) == Word.As || KindAt(_at + 2) == TokenKind.Open):
                return true;
            default:
                return KindAt(_at) == TokenKind.Open && _dialect is SqlDialect.MySql or SqlDialect.Any && IsQuery(_at);
        }
    }

    /// <summary>MySQL's <c>UNION = (a, b)</c>: the rows of those tables can be changed through this one, and the server asks for that right.</summary>
    private bool MergedTables()
    {
        if (WordAt(_at) != Word.Union || _dialect is not (SqlDialect.MySql or SqlDialect.Any))
            return false;
        var open = KindAt(_at + 1) == TokenKind.Equal ? _at + 2 : _at + 1;
        if (KindAt(open) != TokenKind.Open || IsQuery(open))
            return false;
        _at = open + 1;
        do
        {
            var table = ReadName();
            if (IsTemporary(table))
                continue;
            Emit(Operation.Update, table);
            Emit(Operation.Delete, table);
        }
        while (Accept(TokenKind.Comma));
        _at = Closing(open) + 1;
        return true;
    }

    private bool WithNoData()
    {
        for (var i = _at; KindAt(i) is not (TokenKind.Semicolon or TokenKind.End) && MayLook(); i++)
        {
            if (_tokens[i].Kind == TokenKind.Open)
                i = Closing(i);
            else if (_tokens[i].Word == Word.No && WordAt(i + 1) == Word.Data && Before(i) == Word.With)
                return true;
        }

        return false;
    }
}
