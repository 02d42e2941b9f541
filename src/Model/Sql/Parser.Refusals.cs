namespace ImmutableGuard.Sql;

// Where a text of unknown dialect, read by the lexical rules of one of them, can't be a statement of that one: its server gets no further.
internal sealed partial class Parser
{
    /// <summary>The text's dialect isn't known, and this is its reading by the rules of one.</summary>
    private bool _oneOfSeveral;

    /// <summary>That one is MySQL, where <c>#</c> and <c>--</c> mean something else than elsewhere.</summary>
    private bool _readsAsMySql;

    /// <summary>
    /// Whether a server of the dialect that the text was last read as carries out nothing of it: its only statement isn't closed, or lacks
    /// the name it is about.
    /// </summary>
    public bool Rejected { get; private set; }

    /// <summary>Whether such a server doesn't get to the end.</summary>
    public bool Refused => Rejected || _findings.Stopped;

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

    private void Refuse()
    {
        if (_hasHoles || _findings.Stopped)
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
