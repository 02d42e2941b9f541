using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Where a text of unknown dialect, read by the lexical rules of one of them, can't be a statement of that one: its server gets no further.
internal sealed partial class Parser
{
    /// <summary>The text's dialect isn't known, and this is its reading by the rules of one.</summary>
    private bool _oneOfSeveral;

    /// <summary>That one is T-SQL, where the batch behind GO is carried out whatever became of this one.</summary>
    private bool _readsAsTSql;

    /// <summary>That one is MySQL, where <c>#</c> and <c>--</c> mean something else than elsewhere.</summary>
    private bool _readsAsMySql;

    /// <summary>
    /// Whether a server of the dialect that the text was last read as carries out nothing of it: its only statement isn't closed, or lacks
    /// the name it is about.
    /// </summary>
    public bool Rejected { get; private set; }

    /// <summary>Whether such a server doesn't get to the end.</summary>
    public bool Refused => Rejected || _findings.Stopped;

    /// <summary>
    /// Whether there is something that no server of the dialect gets through, wherever it stands: a comment or a quote that isn't closed, a
    /// <c>*/</c> that closes none, a semicolon between brackets, a sign that the dialect doesn't have. Then the statements before are read, where there are some.
    /// </summary>
    private bool StopsServer(Lexis lexis)
    {
        if (!_oneOfSeveral || _hasHoles || !_lexer.IsSure)
            return false;
        // Semicolons stand between the brackets of PostgreSQL's rules, of T-SQL's OPENROWSET, and of Oracle's queries with functions of their own.
        var (stop, depth, within) = (0, 0, false);
        for (; stop < _end && !IsOfNoStatement(stop, lexis); stop++)
        {
            depth += _tokens[stop].Kind == TokenKind.Open ? 1 : _tokens[stop].Kind == TokenKind.Close ? -1 : 0;
            within |= _tokens[stop].Word is Word.Rule or Word.Function or Word.Procedure || (_readsAsTSql && Is(stop, "openrowset"));
            if (depth > 0 && !within && _tokens[stop].Kind == TokenKind.Semicolon)
                break;
        }

        if (stop == _end ? !_lexer.EndsWithin : HasBatchBehind(stop))
            return false;
        while (stop > 0 && _tokens[stop - 1].Kind != TokenKind.Semicolon && _tokens[stop - 1].Word != Word.Go)
            stop--;
        Rejected |= stop == 0;
        _end = stop == 0 ? _end : stop;
        return true;
    }

    /// <summary>T-SQL goes on behind GO.</summary>
    private bool HasBatchBehind(int index)
    {
        while (_readsAsTSql && index < _end && _tokens[index].Word != Word.Go)
            index++;
        return _readsAsTSql && index < _end;
    }

    /// <summary>A <c>*/</c>, a backtick that quotes nothing, Oracle's <c>#</c> in front of a name, SQLite's in front of none, where it is no parameter.</summary>
    private bool IsOfNoStatement(int index, Lexis lexis) => _tokens[index].Kind switch
    {
        TokenKind.Operator => CharAt(index) switch
        {
            '*' => (lexis & Lexis.NestedComments) == 0 && KindAt(index + 1) == TokenKind.Operator && CharAt(index + 1) == '/' && _tokens[index + 1].Start == _tokens[index].End,
            '`' => true,
            '#' => (lexis & Lexis.OpenComments) != 0 && _tokens[index + 1].Start > _tokens[index].End,
            _ => false,
        },
        TokenKind.Word => (lexis & Lexis.SlashLines) != 0 && CharAt(index) == '#',
        _ => false,
    };

    /// <summary>Where a name is due: no server has an operator there, and MySQL none of its reserved words, which a <c>#t</c> may leave.</summary>
    private void RefuseWhereNoNameIs()
    {
        if (IsSquareBracket(_at) && Before(_at) is not (Word.None or Word.Select or Word.As or Word.Set))
            Refuse();
        else if (Before(_at) is Word.From or Word.Into or Word.Join or Word.Table or Word.Update or Word.Exists
            && ((KindAt(_at) == TokenKind.Operator && CharAt(_at) == '#') || (_readsAsMySql && (AtEnd || IsReservedInMySql(WordAt(_at))))))
            Refuse();
    }

    /// <summary>A bracket that those who know it have taken for a quote.</summary>
    private bool IsSquareBracket(int index) => KindAt(index) == TokenKind.Open && CharAt(index) == '[';

    private static bool IsReservedInMySql(Word word) => word is Word.Select or Word.Insert or Word.Update or Word.Delete or Word.From or Word.Where or Word.Set
        or Word.On or Word.Drop or Word.Create or Word.Alter or Word.Into or Word.Group or Word.Order or Word.Union or Word.Inner or Word.Left or Word.Right;

    /// <summary>Where a statement ends before it says what it changes; its first word is no alias, as nothing stands in front of it.</summary>
    private void RefuseWhereCutShort(int start)
    {
        if (_oneOfSeveral && KindAt(_at) is TokenKind.End or TokenKind.Semicolon && (start == 0 || KindAt(start - 1) == TokenKind.Semicolon))
            Refuse();
    }

    private void Refuse()
    {
        if (_hasHoles || _findings.Stopped || !_lexer.IsSure || HasBatchBehind(_at))
            return;
        Rejected |= IsOneStatement(_at);
        _findings.Stop();
    }

    /// <summary>Whether the tokens before <paramref name="end"/> are one statement, whatever the dialect, that no unknown part can change.</summary>
    private bool IsOneStatement(int end)
    {
        if (_hasHoles)
            return false;
        var i = 0;
        while (i < end && _tokens[i].Kind != TokenKind.Semicolon && _tokens[i].Word != Word.Go)
            i++;
        while (i < end && _tokens[i].Kind == TokenKind.Semicolon)
            i++;
        return i == end;
    }
}
