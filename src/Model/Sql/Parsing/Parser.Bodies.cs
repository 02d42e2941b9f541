using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Where the body of a routine, a trigger or an event ends, which isn't carried out when it is defined.
internal sealed partial class Parser
{
    /// <summary>
    /// What is defined isn't carried out: a routine's body. In T-SQL it is the rest of the batch, in Oracle what comes before a line
    /// with a slash, elsewhere it ends with its outermost END, or where it has no block, with a semicolon.
    /// </summary>
    private void SkipBody()
    {
        var blocks = 0;
        var begun = false;
        var loops = 0;
        var oracle = _dialect == SqlDialect.Oracle || (_dialect == SqlDialect.Any && IsBodyOfOracle());
        for (; _at < _end; _at++)
        {
            switch (WordAt(_at))
            {
                case Word.Go when IsSeparator(_at):
                    return;
                case Word.Begin when WordAt(_at + 1) is not (Word.Transaction or Word.Tran):
                    begun = true;
                    blocks++;
                    break;
                case Word.Case when Before(_at) != Word.End:
                    blocks++;
                    break;
                case Word.If or Word.While or Word.Loop or Word.Repeat when blocks == 0 && _dialect == SqlDialect.MySql:
                    loops += Before(_at) == Word.End ? -1 : HoldsStatements() ? 1 : 0;
                    break;
                case Word.End when WordAt(_at + 1) is not (Word.If or Word.Loop or Word.While or Word.Repeat or Word.For):
                    blocks--;
                    if (oracle ? blocks > 0 || !EndsUnit() : blocks > 0 || !begun || _dialect == SqlDialect.TSql)
                        break;
                    _at++;
                    if (KindAt(_at) is TokenKind.Word or TokenKind.Quoted && !IsSeparator(_at))
                        _at++;
                    return;
                case Word.None when KindAt(_at) == TokenKind.Semicolon && blocks <= 0 && loops <= 0 && !oracle && _dialect != SqlDialect.TSql:
                    return;
                case Word.None when KindAt(_at) == TokenKind.Semicolon && CharAt(_at) == '/':
                case Word.None when _oneOfSeveral && oracle && KindAt(_at) == TokenKind.Operator && CharAt(_at) == '/' && KindAt(_at - 1) == TokenKind.Semicolon:
                    return;
            }
        }
    }

    /// <summary>Whether MySQL's IF, WHILE, LOOP or REPEAT starts a statement that others are in: not the function, not IF EXISTS.</summary>
    private bool HoldsStatements()
    {
        var word = WordAt(_at);
        if (word is Word.Loop or Word.Repeat)
            return KindAt(_at + 1) is TokenKind.Word && WordAt(_at + 1) != Word.None;
        for (var i = _at + 1; KindAt(i) is not (TokenKind.Semicolon or TokenKind.End or TokenKind.Close or TokenKind.Comma) && MayLook(); i++)
        {
            if (KindAt(i) == TokenKind.Open)
                i = Closing(i);
            else if (WordAt(i) == (word == Word.If ? Word.Then : Word.Do))
                return true;
        }

        return false;
    }

    /// <summary>
    /// In a text of unknown dialect, whether the body that follows starts with declarations as no dialect but Oracle's has them:
    /// <c>AS x NUMBER; …</c>, <c>FOR EACH ROW DECLARE x NUMBER; …</c>, or is that of a package.
    /// </summary>
    private bool IsBodyOfOracle()
    {
        for (var i = _at; KindAt(i) is not (TokenKind.Semicolon or TokenKind.End) && MayLook(); i++)
        {
            if (KindAt(i) == TokenKind.Open)
                i = Closing(i);
            else if (WordAt(i) is Word.Is or Word.As)
                return KindAt(i + 1) == TokenKind.Word && KindAt(i + 2) is TokenKind.Word or TokenKind.Quoted
                    && (WordAt(i + 1) is Word.None or Word.Type or Word.Function or Word.Procedure or Word.Pragma);
            else if (WordAt(i) is Word.Begin or Word.Declare)
                return WordAt(i) == Word.Declare && KindAt(i + 1) is TokenKind.Word or TokenKind.Quoted;
        }

        return false;
    }

    /// <summary>
    /// At the END of a block in Oracle: whether the next statement can't belong to the routine, whose own blocks and declarations go on
    /// with other words.
    /// </summary>
    private bool EndsUnit()
    {
        var next = KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted ? _at + 2 : _at + 1;
        return KindAt(next) == TokenKind.Semicolon && WordAt(next + 1) is not Word.None and <= Words.LastChanger;
    }
}
