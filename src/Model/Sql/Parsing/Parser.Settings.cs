using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// SET, SHOW, START and RESET: of the session, or of the server.
internal sealed partial class Parser
{
    /// <summary>MariaDB's <c>SET STATEMENT x = 1 FOR DELETE …</c>: goes to the statement.</summary>
    private bool SetsForAStatement()
    {
        if (_dialect is not (SqlDialect.MySql or SqlDialect.Any) || !Is(_at, "statement") || KindAt(_at + 1) != TokenKind.Word)
            return false;
        while (!AtEnd && WordAt(_at) != Word.For)
            SkipOne();
        Accept(Word.For);
        return true;
    }

    /// <summary>
    /// MySQL's settings that stay: <c>GLOBAL</c>, <c>PERSIST</c> and their like anywhere in the list, a password, the roles that others
    /// start with.
    /// </summary>
    private bool SetsServer()
    {
        if (IsGlobalSetting(_at + 1) || WordAt(_at + 1) == Word.Password || (WordAt(_at + 1) == Word.Default && WordAt(_at + 2) == Word.Role))
            return true;
        if (_dialect is not (SqlDialect.MySql or SqlDialect.Any))
            return false;
        for (var i = _at + 1; KindAt(i) is not (TokenKind.Semicolon or TokenKind.Close or TokenKind.End) && MayLook(); i++)
        {
            if (KindAt(i) == TokenKind.Open)
                i = Closing(i);
            else if (KindAt(i) == TokenKind.Comma && IsGlobalSetting(i + 1) && (_dialect == SqlDialect.MySql || IsAssigned(i + 2)))
                return true;
        }

        return false;
    }

    private bool IsGlobalSetting(int index) => WordAt(index) is Word.Global or Word.Persist or Word.PersistOnly
        || IsVariable(index, "@@global") || IsVariable(index, "@@persist") || IsVariable(index, "@@persist_only");

    private bool IsVariable(int index, string spelling) => KindAt(index) == TokenKind.Parameter && Words.Same(spelling, _text, _tokens[index].Start, _tokens[index].End);

    /// <summary>Whether an equals sign stands behind the variable's name, <c>x</c> or <c>.x</c>.</summary>
    private bool IsAssigned(int index)
    {
        var behind = KindAt(index) == TokenKind.Dot ? index + 2 : index + 1;
        return KindAt(behind) == TokenKind.Equal || (KindAt(behind) == TokenKind.Operator && CharAt(behind) == ':');
    }

    /// <summary>MySQL's <c>START REPLICA</c>, and its RESET, which forgets logs and settings of the server; elsewhere RESET is of the session.</summary>
    private bool IsOfMySqlServer(Word word)
    {
        if (_dialect is not (SqlDialect.MySql or SqlDialect.Any))
            return false;
        if (word == Word.Reset && (_dialect == SqlDialect.MySql || WordAt(_at + 1) is Word.Binary or Word.Persist || Is(_at + 1, "query")))
            return true;
        if (word is not (Word.Reset or Word.Start))
            return false;
        var at = WordAt(_at + 1) == Word.All && word == Word.Start ? _at + 2 : _at + 1;
        return WordAt(at) == Word.Master || Is(at, "replica") || Is(at, "slave") || Is(at, "slaves") || Is(at, "group_replication");
    }

    /// <summary>
    /// MySQL's <c>SHOW CREATE TABLE t</c>. T-SQL would call a procedure and then create something, but knows none of those without more
    /// behind the name.
    /// </summary>
    private bool ShowsDefinition()
    {
        if (WordAt(_at) != Word.Create || !IsShownDefinition(_at))
            return false;
        while (!AtEnd)
            _at++;
        return true;
    }

    private bool IsShownDefinition(int create)
    {
        if (_dialect == SqlDialect.MySql)
            return true;
        if (WordAt(create + 1) is not (Word.Table or Word.View or Word.Procedure or Word.Function or Word.Trigger or Word.Event or Word.Package))
            return false;
        var name = create + 2;
        while (KindAt(name + 1) == TokenKind.Dot)
            name += 2;
        return KindAt(name) is TokenKind.Word or TokenKind.Quoted && KindAt(name + 1) is TokenKind.Semicolon or TokenKind.End;
    }

    /// <summary>Whether a double quote is in the text; null as long as nobody has asked.</summary>
    private bool? _hasQuotes;

    private bool IsQuotedIdentifierOff() => RunsTogether && (Is(_at + 1, "quoted_identifier") || Is(_at + 1, "ansi_defaults"))
        && WordAt(_at + 2) == Word.Off && (_hasQuotes ??= _text.IndexOf('"') >= 0);
}
