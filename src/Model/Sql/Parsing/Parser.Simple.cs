using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Statements that need no more than their first words to be known.
internal sealed partial class Parser
{
    /// <summary>Reads a statement by its first word; false where the word starts none that is known.</summary>
    private bool Simple(Word word)
    {
        var start = _at;
        switch (word)
        {
            // Transactions, settings of the session, locks, cursors, messages: no data and no structure changes.
            case Word.Commit or Word.Start or Word.Save or Word.Savepoint or Word.Release or Word.Abort or Word.Set or Word.SetUser
                or Word.Reset or Word.Show or Word.Use or Word.Print or Word.Raiserror or Word.Raise or Word.Throw or Word.Return
                or Word.Goto or Word.Waitfor or Word.Fetch or Word.Open or Word.Close or Word.Deallocate or Word.Move or Word.Listen
                or Word.Unlisten or Word.Notify or Word.Lock or Word.Unlock or Word.Checkpoint or Word.Revert or Word.Discard
                or Word.Iterate or Word.Leave or Word.Exit or Word.Signal or Word.Resignal or Word.Get or Word.Help or Word.Null
                or Word.Continue or Word.Assert or Word.Checksum or Word.Check or Word.Xa or Word.Detach or Word.Attach or Word.Delimiter or Word.Perform
                or Word.ReadText:
                if (word == Word.Set ? SetsServer() : IsOfMySqlServer(word))
                    EmitUnknown(Operation.Schema, start);
                if (word == Word.Delimiter && KindAt(_at + 1) != TokenKind.Semicolon)
                    NotComplete("DELIMITER changes where the statements end");
                if (word == Word.Set && IsQuotedIdentifierOff())
                    NotComplete("SET QUOTED_IDENTIFIER OFF changes how the rest is read");
                _at++;
                if (word == Word.Set && SetsForAStatement())
                    return true;
                if (word == Word.Show && ShowsDefinition())
                    return true;
                var opens = word == Word.Open && (IsProcedural || _dialect == SqlDialect.Any);
                if (opens && OpensText())
                {
                    Text(start, closing: -1);
                    SkipExpressions();
                }
                else if (word is Word.Perform or Word.Return || opens)
                {
                    _queryMayFollow = IsProcedural || opens;
                    Clauses(Clause.Expression);
                    EmitReads();
                }
                else if (word is Word.Set or Word.Show or Word.Commit or Word.Use or Word.Start or Word.Reset or Word.Savepoint)
                {
                    SkipExpressionsBeforeChange();
                }
                else
                {
                    SkipExpressions();
                }

                return true;

            case Word.Handler:
                _at++;
                Emit(Operation.Read, ReadName());
                SkipExpressions();
                return true;

            // MariaDB's lock against copies of a table.
            case Word.Backup when WordAt(_at + 1) is Word.Lock or Word.Unlock && _dialect is SqlDialect.MySql or SqlDialect.Any:
                _at += 2;
                SkipDefinition();
                return true;

            // The server or the whole database.
            case Word.Kill or Word.Shutdown or Word.Reconfigure or Word.Backup or Word.Restore or Word.Flush or Word.Purge or Word.Install
                or Word.Uninstall or Word.Change or Word.Stop or Word.Clone or Word.Binlog or Word.Reassign or Word.Dbcc or Word.Cache:
                EmitUnknown(Operation.Schema, start);
                _at++;
                SkipDefinition();
                return true;

            case Word.Vacuum or Word.Reindex or Word.Cluster or Word.Optimize or Word.Repair or Word.Refresh:
                _at++;
                if (word == Word.Vacuum && IntoFile())
                    return true;
                Maintain(start);
                return true;

            case Word.Flashback:
                _at++;
                if (Accept(Word.Table))
                    do
                        EmitDefinition(ReadName(), start);
                    while (Accept(TokenKind.Comma));
                else
                    EmitUnknown(Operation.Schema, start);
                SkipDefinition();
                return true;

            case Word.Comment or Word.Security:
                _at++;
                CommentOn(start);
                return true;

            case Word.Enable or Word.Disable:
                _at++;
                EmitDefinition(FindOn(Word.On), start);
                SkipDefinition();
                return true;

            case Word.Import:
                // MySQL's tables are named by files, PostgreSQL's by the schema they come into.
                _at++;
                if (FindOn(Word.Into) is { IsNone: false } schema)
                    EmitAllIn(Operation.Schema, schema);
                else
                    EmitUnknown(Operation.Schema, start);
                SkipDefinition();
                return true;

            default:
                return false;
        }
    }

    /// <summary>T-SQL's message queues, signatures, and its older words for BACKUP and the like.</summary>
    private bool Broker(Word word)
    {
        var start = _at;
        switch (word)
        {
            case Word.Send or Word.Move or Word.Get when WordAt(_at + 1) is Word.On or Word.Conversation:
                _at++;
                SkipExpressions();
                return true;
            case Word.Receive:
                BeginStatement(weighs: true);
                _inProgress = Word.Delete;
                _at++;
                Top();
                Clauses(Clause.Expression);
                for (var i = 0; i < _sourceCount; i++)
                    ChangeSource(Operation.Delete, i, _whereLimits, start);
                return true;
            case Word.Add or Word.Dump or Word.Disk when RunsTogether:
                EmitDefinition(word == Word.Add ? FindOn(Word.To) : Name.None, start);
                _at++;
                SkipDefinition();
                return true;
            default:
                return false;
        }
    }

    /// <summary>SQLite's <c>VACUUM INTO 'copy'</c> writes another file and leaves this one as it is.</summary>
    private bool IntoFile()
    {
        var at = WordAt(_at) == Word.Into ? _at : _at + 1;
        if (WordAt(at) != Word.Into)
            return false;
        EmitFile(Operation.Insert, at + 1);
        _at = at;
        SkipDefinition();
        return true;
    }

    /// <summary><c>OPEN c FOR</c> a text, instead of a query: goes to the text.</summary>
    private bool OpensText()
    {
        var at = _at;
        while (KindAt(at) is TokenKind.Word or TokenKind.Quoted or TokenKind.Dot or TokenKind.Parameter && WordAt(at) != Word.For
            && (at == _at || KindAt(at) == TokenKind.Dot || KindAt(at - 1) == TokenKind.Dot || WordAt(at) == Word.No || Is(at, "scroll")))
            at++;
        if (WordAt(at) != Word.For)
            return false;
        at += WordAt(at + 1) == Word.Execute ? 2 : 1;
        if (WordAt(at) is Word.Select or Word.With || KindAt(at) == TokenKind.Open)
            return false;
        _at = at;
        return true;
    }

    /// <summary><c>COMMENT ON TABLE t IS …</c>, <c>SECURITY LABEL ON …</c>: of a column, the table.</summary>
    private void CommentOn(int start)
    {
        while (!AtEnd && WordAt(_at) != Word.On)
            _at++;
        Accept(Word.On);
        var column = WordAt(_at) == Word.Column;
        ReadKind();
        var name = ReadName();
        if (FindOn(Word.On) is { IsNone: false } table)
            name = table;
        else if (column && !name.IsSimple)
            name = new Name(name.First, name.Last - 2);
        EmitDefinition(name, start);
        SkipDefinition();
    }
}
