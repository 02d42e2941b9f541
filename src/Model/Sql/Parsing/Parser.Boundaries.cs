using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Where a statement ends without a semicolon.
internal sealed partial class Parser
{
    /// <summary>
    /// Whether a word that starts statements does so here, in the middle of another one. T-SQL reserves these words, so that it does
    /// unless the grammar has it as a clause. Elsewhere it can only be a name, or a text that is not understood.
    /// </summary>
    private bool StartsStatement(Word word)
    {
        if (IsClause(word))
            return false;
        if (_dialect == SqlDialect.TSql)
            return true;
        // No statement goes on so: 'SELECT a DROP INTO t' makes a table in PostgreSQL, of a column named DROP.
        if (!FollowsOperand() || (WordAt(_at + 1) == Word.Into && word is Word.Delete or Word.Update or Word.Truncate or Word.Drop or Word.Alter or Word.Create))
            return false;
        if (_dialect == SqlDialect.Any || _procedural)
            return true;
        if (word > Words.LastChanger)
            return false;
        NotComplete("statements run together");
        return true;
    }

    /// <summary>T-SQL doesn't reserve RECEIVE: what follows tells the statement from an alias.</summary>
    private bool StartsReceive => RunsTogether && WordAt(_at) == Word.Receive
        && (WordAt(_at + 1) == Word.Top || (KindAt(_at + 1) == TokenKind.Operator && CharAt(_at + 1) == '*')
            || (KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted or TokenKind.Parameter && !Reserved.IsNoAlias(WordAt(_at + 1))
                && (KindAt(_at + 2) is TokenKind.Comma or TokenKind.Equal || WordAt(_at + 2) == Word.From)));

    private bool IsClause(Word word)
    {
        var next = KindAt(_at + 1);
        switch (word)
        {
            case Word.Fetch:
                return Before(_at) is Word.Row or Word.Rows || WordAt(_at + 1) is Word.First || (WordAt(_at + 1) == Word.Next && _dialect != SqlDialect.TSql);
            case Word.Update or Word.Delete or Word.Insert:
                return IsPartOfDefinition(word) || (next == TokenKind.Open && (word != Word.Update || _dialect != SqlDialect.Oracle)) || Before(_at) == Word.For || (word == Word.Update && Before(_at) == Word.Key && Before(_at - 1) is Word.No or Word.Duplicate) || (Before(_at) == Word.Start && Is(_at + 1, "population"))
                    || Is(_at - 1, "after") || Is(_at - 1, "before")
                    || (Before(_at) == Word.On && (WordAt(_at + 1) is Word.Cascade or Word.Set or Word.No or Word.Restrict or Word.To || !RunsTogether));
            case Word.Use:
                return WordAt(_at + 1) is Word.Index or Word.Key;
            case Word.If:
                return _dialect != SqlDialect.TSql && WordAt(_at + 1) is Word.Exists or Word.Not && !IsExistsCondition();
            case Word.Truncate:
                return next is TokenKind.Open or TokenKind.Comma || WordAt(_at + 1) == Word.From;
            case Word.Grant:
                return Before(_at) == Word.With;
            case Word.Bulk:
                return WordAt(_at + 1) != Word.Insert;
            case Word.Merge:
                return next is TokenKind.End or TokenKind.Semicolon || (Is(_at + 1, "range") && KindAt(_at + 2) == TokenKind.Open)
                    || Is(_at + 1, "partitions");
            default:
                return false;
        }
    }

    /// <summary>
    /// What can't be a statement in any dialect: Oracle's <c>UPDATE GLOBAL INDEXES</c> and <c>DELETE STATISTICS</c>, MySQL's
    /// <c>UPDATE HISTOGRAM ON c</c>, PostgreSQL's <c>ALTER EXTENSION e UPDATE</c>.
    /// </summary>
    private bool IsPartOfDefinition(Word word)
    {
        var (ends, next) = (KindAt(_at + 1) is TokenKind.End or TokenKind.Semicolon, WordAt(_at + 1));
        if (_inProgress != Word.None || word == Word.Insert)
            return false;
        if (word == Word.Delete)
            return next == Word.Statistics && KindAt(_at + 2) is TokenKind.End or TokenKind.Semicolon && Before(_at - 1) is Word.Table or Word.Index;
        return ends || next == Word.To || (next == Word.Global && Is(_at + 2, "indexes")) || (Is(_at + 1, "indexes") && WordAt(_at + 2) != Word.Set)
            || (Is(_at + 1, "histogram") && WordAt(_at + 2) == Word.On);
    }

    /// <summary>At IF: <c>IF [NOT] EXISTS (SELECT …)</c> is a condition, not the option of a definition.</summary>
    private bool IsExistsCondition()
    {
        var exists = WordAt(_at + 1) == Word.Not ? _at + 2 : _at + 1;
        return WordAt(exists) == Word.Exists && KindAt(exists + 1) == TokenKind.Open && IsQuery(exists + 1);
    }

    /// <summary>Whether the token before can end an operand: after an operator or a comma a word is one itself.</summary>
    private bool FollowsOperand()
    {
        if (_at == 0)
            return false;
        ref var before = ref _tokens[_at - 1];
        return before.Kind switch
        {
            TokenKind.Word => !Reserved.WantsMore(before.Word)
                || (_dialect == SqlDialect.Any && WordAt(_at) is not Word.None and <= Words.LastChanger && Reserved.IsNameInTSql(before.Word))
                || (before.Word == Word.Explain && _dialect == SqlDialect.Any && !StartsExplained())
                || (before.Word == Word.Update && Before(_at - 1) is Word.For or Word.Key)
                || (before.Word == Word.Values && Before(_at - 1) == Word.Default),
            TokenKind.Operator => _text[before.Start] is '*' or '}' or '?' || (_text[before.Start] == '@' && RunsTogether) || (IsColon(_at - 1) && KindAt(_at - 2) == TokenKind.Word),
            TokenKind.Quoted or TokenKind.String or TokenKind.Number or TokenKind.Parameter or TokenKind.Close or TokenKind.Hole => true,
            _ => false,
        };
    }

    /// <summary>Whether the EXPLAIN before starts a statement: in the middle of one it is T-SQL's argument or alias.</summary>
    private bool StartsExplained() => _at < 2 || KindAt(_at - 2) == TokenKind.Semicolon || Before(_at - 1) is Word.Begin or Word.Then or Word.Else || IsSeparator(_at - 2);

    /// <summary>GO on a line of its own separates batches; so does Oracle's and SQLite's slash.</summary>
    private bool IsSeparator(int index)
    {
        if (!RunsTogether || WordAt(index) != Word.Go)
            return false;
        ref var token = ref _tokens[index];
        for (var i = token.Start - 1; i >= 0 && _text[i] != '\n'; i--)
            if (_text[i] is not (' ' or '\t' or '\r'))
                return false;
        for (var i = token.End; i < _text.Length && _text[i] != '\n'; i++)
            if (_text[i] is not (' ' or '\t' or '\r' or >= '0' and <= '9' or ';'))
                return _text[i] is '-' or '/';
        return true;
    }
}
