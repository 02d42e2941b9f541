using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Variables that hold a text which is carried out: DECLARE @s nvarchar(max) = N'DELETE FROM t'; EXEC (@s).
internal sealed partial class Parser
{
    /// <summary>How many texts a variable may be given in one text.</summary>
    private const int MostTexts = 8;

    private readonly int[] _texts = new int[MostTexts];

    /// <summary>
    /// Carries out what the variable at the current place may hold, where that is told: it is declared here, and wherever else it stands
    /// it is given a single string, or only looked at. Which of several strings it holds isn't asked. False where it isn't told.
    /// </summary>
    private bool VariableText(int start, int closing)
    {
        if (_dialect == SqlDialect.MySql)
            return UserVariableText(start, closing);
        if (_dialect != SqlDialect.TSql || KindAt(_at) != TokenKind.Parameter || _tokens[_at].HasHole || _depth == Deepest)
            return false;
        var behind = KindAt(_at + 1);
        if (closing >= 0 ? _at + 1 != closing && behind != TokenKind.Comma : behind is not (TokenKind.Comma or TokenKind.Semicolon or TokenKind.End) && !EndsBehind(_at + 1))
            return false;
        var (variable, count, room) = (_at, 0, 0);
        for (var i = 0; i < _lexer.Count; i++)
        {
            if (!MayLook())
                return false;
            if (_tokens[i].Kind != TokenKind.Parameter || !SameVariable(i, variable))
                continue;
            if (IsDeclared(i))
                room = Room(i);
            if (IsOnlyLookedAt(i) || IsDeclaredOnly(i))
                continue;
            var value = ValueOf(i);
            if (value < 0 || count == MostTexts)
                return false;
            _texts[count++] = value;
        }

        // What is longer than the variable is cut off.
        for (var i = 0; i < count; i++)
            if (_tokens[_texts[i]].End - _tokens[_texts[i]].Start > room)
                return false;
        if (room == 0 || count == 0)
            return false;
        CarryOut(count, start);
        return true;
    }

    /// <summary>Reads what a variable may hold, and goes behind it.</summary>
    private void CarryOut(int count, int start)
    {
        for (var i = 0; i < count; i++)
        {
            var text = new System.Text.StringBuilder();
            Unquote(_tokens[_texts[i]], text);
            Inside(text.ToString(), start, procedural: false);
        }

        _at++;
    }

    /// <summary>
    /// MySQL's variables aren't declared: the text gives it a string first, and nothing but strings, and what is in the text is carried out
    /// from first to last.
    /// </summary>
    private bool UserVariableText(int start, int closing)
    {
        if (KindAt(_at) != TokenKind.Parameter || CharAt(_at) != '@' || _tokens[_at].HasHole || _depth == Deepest || _at + 1 != closing)
            return false;
        var (variable, count) = (_at, 0);
        for (var i = 0; i < _lexer.Count; i++)
        {
            if (!MayLook() || WordAt(i) is Word.Begin or Word.Call || IsVariableInQuotes(i))
                return false;
            if (_tokens[i].Kind != TokenKind.Parameter || !SameVariable(i, variable) || IsPrepared(i))
                continue;
            if (Before(i) != Word.Set || KindAt(i + 1) != TokenKind.Equal || KindAt(i + 2) != TokenKind.String || count == MostTexts
                || KindAt(i + 3) is not (TokenKind.Semicolon or TokenKind.End))
                return false;
            _texts[count++] = i + 2;
        }

        if (count == 0 || _texts[0] > variable)
            return false;
        CarryOut(count, start);
        return true;
    }

    /// <summary>Which may be any variable, as quotes can be written in several ways.</summary>
    private bool IsVariableInQuotes(int at) => _tokens[at].Kind == TokenKind.Parameter && _tokens[at].End - _tokens[at].Start > 2 && _text[_tokens[at].Start + 1] is '\'' or '"' or '`';

    private bool IsPrepared(int at) => Before(at) == Word.From && at > 2 && WordAt(at - 3) == Word.Prepare;

    /// <summary>Whether two variables are the same, or the first may be: one whose name isn't known may be any.</summary>
    private bool SameVariable(int first, int second)
    {
        if (_tokens[first].HasHole)
            return true;
        var length = _tokens[first].End - _tokens[first].Start;
        return length == _tokens[second].End - _tokens[second].Start
            && string.Compare(_text, _tokens[first].Start, _text, _tokens[second].Start, length, StringComparison.OrdinalIgnoreCase) == 0;
    }

    /// <summary>Whether DECLARE, or a comma in its list, stands before the variable and its type behind.</summary>
    private bool IsDeclared(int at) => Before(at) == Word.Declare || (_tokens[Math.Max(at - 1, 0)].Kind == TokenKind.Comma && KindAt(at + 1) == TokenKind.Word && IsCharacterType(at + 1));

    private bool IsCharacterType(int at) => Is(at, "nvarchar") || Is(at, "varchar") || Is(at, "nchar") || Is(at, "char");

    /// <summary>How many characters a declared variable has room for: 0 where that isn't told.</summary>
    private int Room(int at)
    {
        var open = WordAt(at + 1) == Word.As ? at + 3 : at + 2;
        if (!IsCharacterType(open - 1) || KindAt(open) != TokenKind.Open)
            return 0;
        return Is(open + 1, "max") ? int.MaxValue
            : KindAt(open + 1) == TokenKind.Number && int.TryParse(_text.Substring(_tokens[open + 1].Start, _tokens[open + 1].End - _tokens[open + 1].Start), out var length) ? length
            : 0;
    }

    /// <summary>The first token behind a declared variable's type.</summary>
    private int BehindType(int at)
    {
        var next = WordAt(at + 1) == Word.As ? at + 2 : at + 1;
        if (!IsCharacterType(next))
            return -1;
        return KindAt(next + 1) == TokenKind.Open ? Closing(next + 1) + 1 : next + 1;
    }

    private bool IsDeclaredOnly(int at) => IsDeclared(at) && BehindType(at) is >= 0 and var behind && KindAt(behind) != TokenKind.Equal;

    /// <summary>
    /// Whether the variable at this place holds one name in brackets, whichever: T-SQL's <c>QUOTENAME(x)</c>, and nothing else. So Entity
    /// Framework Core drops constraints whose names the server has chosen.
    /// </summary>
    private bool IsQuotedName(int at)
    {
        if (_dialect != SqlDialect.TSql || _tokens[at].Kind != TokenKind.Parameter || _tokens[at].HasHole)
            return false;
        var (declared, given) = (false, false);
        for (var i = 0; i < _lexer.Count; i++)
        {
            if (!MayLook())
                return false;
            if (_tokens[i].Kind != TokenKind.Parameter || !SameVariable(i, at))
                continue;
            if (IsDeclared(i) && Room(i) < LongestQuotedName)
                return false;
            declared |= IsDeclared(i);
            if (IsOnlyLookedAt(i) || IsDeclaredOnly(i) || IsOnlyJoined(i))
                continue;
            var equal = IsDeclared(i) ? BehindType(i) : Before(i) is Word.Set or Word.Select ? i + 1 : -1;
            if (equal < 0 || KindAt(equal) != TokenKind.Equal || !IsCallOfQuoteName(equal + 1))
                return false;
            given = true;
        }

        return declared && given;
    }

    /// <summary>As long as QUOTENAME's result can be; where a variable has less room, a bracket is cut off.</summary>
    private const int LongestQuotedName = 258;

    /// <summary>QUOTENAME with brackets, and nothing put behind it.</summary>
    private bool IsCallOfQuoteName(int at)
    {
        if (!Is(at, "quotename") || KindAt(at + 1) != TokenKind.Open)
            return false;
        var close = Closing(at + 1);
        for (var i = at + 2; i < close; i++)
        {
            if (!MayLook() || KindAt(i) == TokenKind.Comma)
                return false;
            if (KindAt(i) == TokenKind.Open)
                i = Closing(i);
        }

        return KindAt(close + 1) is TokenKind.Comma or TokenKind.Semicolon or TokenKind.End || WordAt(close + 1) == Word.From || EndsBehind(close + 1);
    }

    /// <summary>Where a text is made of it, or it is asked whether there is any.</summary>
    private bool IsOnlyJoined(int at) => WordAt(at + 1) == Word.Is
        || ((IsPlus(at - 1) || KindAt(at - 1) == TokenKind.Open) && (IsPlus(at + 1) || KindAt(at + 1) == TokenKind.Close));

    private bool IsPlus(int at) => KindAt(at) == TokenKind.Operator && CharAt(at) == '+' && KindAt(at + 1) != TokenKind.Equal;

    /// <summary>Whether no quote, bracket or comment is open at the end of a text, so that a name's own brackets are what they seem.</summary>
    private static bool IsOutsideOfQuotes(System.Text.StringBuilder text)
    {
        var (open, last) = ('\0', '\0');
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (open == '\0' && (c, last) is ('-', '-') or ('*', '/'))
                return false;
            if (open == '\0' ? c is '\'' or '"' or '[' : c == open)
                open = open != '\0' ? '\0' : c == '[' ? ']' : c;
            last = c;
        }

        return open == '\0';
    }

    /// <summary>Where it is carried out, printed, or an argument of LEN.</summary>
    private bool IsOnlyLookedAt(int at)
    {
        var before = at - 1;
        if (KindAt(at + 1) == TokenKind.Equal || WordAt(at + 1) is Word.Output || Is(at + 1, "out"))
            return false;
        if (before < 0)
            return false;
        if (_tokens[before].Kind == TokenKind.Open)
            return (WordAt(before - 1) == Word.Execute && KindAt(at + 1) == TokenKind.Close) || Is(before - 1, "len") || Is(before - 1, "datalength");
        if (_tokens[before].Kind == TokenKind.Equal && before > 0 && _tokens[before - 1].Kind == TokenKind.Parameter)
            before -= 2;
        return WordAt(before) == Word.Print || Is(before, "sp_executesql");
    }

    /// <summary>The string that the variable is given at this place, or -1.</summary>
    private int ValueOf(int at)
    {
        var equal = IsDeclared(at) ? BehindType(at)
            : Before(at) is Word.Set or Word.Select ? at + 1
            : -1;
        if (equal < 0 || KindAt(equal) != TokenKind.Equal || KindAt(equal + 1) != TokenKind.String)
            return -1;
        return KindAt(equal + 2) is TokenKind.Semicolon or TokenKind.End || (KindAt(equal + 2) == TokenKind.Comma && IsDeclared(at)) || EndsBehind(equal + 2) ? equal + 1 : -1;
    }

    /// <summary>Whether the next statement starts here.</summary>
    private bool EndsBehind(int at) => WordAt(at) is not Word.None and <= Words.LastStarter;
}
