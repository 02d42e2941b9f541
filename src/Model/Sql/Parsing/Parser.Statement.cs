using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// From a statement's first word to the method that reads it.
internal sealed partial class Parser
{
    /// <summary>Variables can stand where a table could: the text is a body in PL/pgSQL.</summary>
    private bool _procedural;

    private void Statement()
    {
        while (WordAt(_at) == Word.With && KindAt(_at + 1) != TokenKind.Open)
            With();
        if (ContinuesWith)
            Expressions(recursive: false);
        if (AtEnd)
            return;
        // EXECUTE and CALL ask for it too, and begin nothing.
        _inProgress = Word.None;
        ref var token = ref _tokens[_at];
        if (token.Kind == TokenKind.Open)
        {
            Bracketed();
            return;
        }

        if (token.Kind == TokenKind.Operator)
        {
            OperatorStatement();
            return;
        }

        if (token.Kind == TokenKind.Parameter && IsProcedural)
        {
            ParameterStatement();
            return;
        }

        // SELECT□42 is no procedure's name.
        if (token.HasHole && token.Kind == TokenKind.Word)
            NotComplete("an unknown part in the word that a statement begins with");

        if (IsProcedureFirst(token.Word))
        {
            if (_dialect == SqlDialect.TSql)
            {
                ExecuteName();
                return;
            }

            NotUnderstood();
        }

        switch (token.Word)
        {
            case Word.Select: Select(); break;
            case Word.Insert: Insert(); break;
            case Word.Replace: Insert(); break;
            case Word.Update: Update(); break;
            case Word.Delete: Delete(); break;
            case Word.Merge: Merge(); break;
            case Word.Truncate: Truncate(); break;
            case Word.Values or Word.Table: TableOrValues(); break;
            case Word.Create: CreateStatement(); break;
            case Word.Alter: Alter(); break;
            case Word.Grant or Word.Revoke or Word.Deny: Grant(); break;
            case Word.Drop: Drop(); break;
            case Word.Execute: Execute(); break;
            case Word.Call: Call(); break;
            default: Utility(token.Word); break;
        }
    }

    /// <summary>
    /// An assignment in a block. Oracle's <c>$IF x $THEN … $ELSE … $END</c> compiles one branch: each may be carried out. Its tools'
    /// <c>@script</c> can't be seen.
    /// </summary>
    private void ParameterStatement()
    {
        var directive = CharAt(_at) == '$' && _dialect == SqlDialect.Oracle;
        if (CharAt(_at) == '@' && _dialect == SqlDialect.Oracle)
            NotComplete("another script");
        if (!directive)
        {
            SkipExpressions();
            return;
        }

        if (Directive("$if") || Directive("$elsif"))
            while (!AtEnd && !Directive("$then"))
                _at++;
        if (!AtEnd)
            _at++;
    }

    private bool Directive(string spelling) => KindAt(_at) == TokenKind.Parameter && Words.Same(spelling, _text, _tokens[_at].Start, _tokens[_at].End);

    /// <summary>
    /// T-SQL calls a procedure where it is named first in a batch, and then comes the next statement: <c>EXPLAIN DELETE t</c> calls one,
    /// and deletes.
    /// </summary>
    private bool IsProcedureFirst(Word word) => RunsTogether && word > Words.LastStarter && IsFirstOfBatch
        && !IsSeparator(_at) && ((_dialect == SqlDialect.TSql && IsProcedureInTSql(word)) || WordAt(_at + 1) is not Word.None and <= Words.LastStarter || (word != Word.Throw && StartsExpressions(_at + 1))) && (_dialect == SqlDialect.TSql || WordAt(_at + 1) != Word.Select || word is not (Word.Explain or Word.Describe or Word.Desc or Word.Analyze))
        && !(_dialect == SqlDialect.Any && word == Word.Show && WordAt(_at + 1) == Word.Create && IsShownDefinition(_at + 1));

    /// <summary>
    /// Whether a word that starts statements elsewhere, or in T-SQL only in front of another one, is a procedure's name there:
    /// <c>Reset 5</c>, <c>Lock</c>, <c>Notify @id = 1</c>.
    /// </summary>
    private bool IsProcedureInTSql(Word word)
    {
        if (word > Words.LastStatement || KindAt(_at + 1) is TokenKind.Open or TokenKind.Comma || (KindAt(_at + 1) == TokenKind.Operator && IsColon(_at + 1)))
            return false;
        var next = WordAt(_at + 1);
        return word switch
        {
            Word.Check or Word.Exit or Word.For or Word.Load or Word.Null or Word.Table or Word.Values or Word.With or Word.Call or Word.Go or Word.Throw => false,
            Word.Receive => next == Word.None && KindAt(_at + 1) is TokenKind.End or TokenKind.Semicolon,
            Word.Get or Word.Move or Word.Send => next is not (Word.On or Word.Conversation),
            Word.Disable or Word.Enable => next != Word.Trigger,
            Word.Copy => next != Word.Into,
            Word.Rename => next is not (Word.Object or Word.Database),
            _ => true,
        };
    }

    /// <summary><c>WITH c AS (</c>, or with columns before AS.</summary>
    private bool StartsExpressions(int with)
    {
        if (WordAt(with) != Word.With || KindAt(with + 1) is not (TokenKind.Word or TokenKind.Quoted))
            return false;
        var at = KindAt(with + 2) == TokenKind.Open ? Closing(with + 2) + 1 : with + 2;
        return WordAt(at) == Word.As && KindAt(at + 1) == TokenKind.Open;
    }

    private bool IsFirstOfBatch
    {
        get
        {
            var before = _at - 1;
            while (before >= 0 && _tokens[before].Kind == TokenKind.Semicolon)
                before--;
            return before < 0 || _tokens[before].Word == Word.Go;
        }
    }

    /// <summary>ODBC's <c>{call p(?)}</c> and <c>{? = call p(?)}</c>, and a slash that ends a block in Oracle's tools.</summary>
    private void OperatorStatement()
    {
        switch (CharAt(_at))
        {
            case '{':
                _at++;
                if (Accept(TokenKind.Parameter))
                    Accept(TokenKind.Equal);
                if (WordAt(_at) == Word.Call)
                    Call();
                break;
            case '}' when KindAt(_at + 1) is TokenKind.End or TokenKind.Semicolon:
            case '/' when _dialect == SqlDialect.Oracle:
                _at++;
                break;
            // Oracle's end of a statement is one of none to the others.
            case '/' when _oneOfSeveral && !_hasHoles:
                Refuse();
                _at++;
                break;
            // No comment to MySQL, and no statement: it gets no further.
            case '-' when _readsAsMySql && !_hasHoles && (_at == 0 || KindAt(_at - 1) == TokenKind.Semicolon):
                Refuse();
                _at++;
                break;
            case '<' when IsProcedural:
                while (!AtEnd && !(CharAt(_at) == '>' && CharAt(_at + 1) != '>'))
                    _at++;
                if (!AtEnd)
                    _at++;
                break;
        }
    }
}
