
namespace ImmutableGuard.Sql.Lexing;

/// <summary>Cuts a text into tokens, once through and without allocating: the tokens' array is kept for the next text.</summary>
internal sealed partial class Lexer
{
    /// <summary>The characters that most names are made of, so that most texts are read without asking for the dialect.</summary>
    private static readonly bool[] OfNames = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789$");

    private readonly Characters _characters = new();

    /// <summary>The characters of the text.</summary>
    public Characters Characters => _characters;

    private string _text = "";
    private Lexis _lexis;
    private int _at;
    private int _open;
    private int _conditional;

    /// <summary>The tokens, then one of kind <see cref="TokenKind.End"/>.</summary>
    public Token[] Tokens { get; private set; } = new Token[256];

    /// <summary>How many tokens there are, without the last one.</summary>
    public int Count { get; private set; }

    /// <summary>What keeps the text from being read with certainty; null where nothing does.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether the problem is a bracket, a quote or a comment without its partner, which no server reads on from.</summary>
    public bool Unbalanced => Problem is not null && (Problem.EndsWith("not closed", StringComparison.Ordinal) || Problem.EndsWith("not opened", StringComparison.Ordinal));

    /// <summary>Whether the text ends within a quote or a comment, which is as far as its last token goes.</summary>
    public bool EndsWithin => Unbalanced && !Problem!.StartsWith("a bracket", StringComparison.Ordinal);

    /// <summary>Whether nothing keeps the text from being read with certainty, unless it is <see cref="Unbalanced"/>.</summary>
    public bool IsSure => Problem is null || Unbalanced;

    /// <summary>Whether the rules of another known dialect, or of another version, would cut this text differently.</summary>
    public bool Ambiguous { get; private set; }

    /// <param name="text">The text.</param>
    /// <param name="lexis">The rules to read it by.</param>
    /// <param name="stops">Whether to stop where it is seen to be ambiguous.</param>
    public void Read(string text, Lexis lexis, bool stops)
    {
        _text = text;
        _lexis = lexis;
        _at = 0;
        _open = Nowhere;
        _conditional = 0;
        _goesOn = Nowhere;
        Count = 0;
        Problem = null;
        Ambiguous = false;
        _characters.Read(text);
        while (!(stops && Ambiguous) && FindNext())
            if (!StartsPlain(text[_at]) || !Plain())
                Next(text[_at]);

        for (; _open >= 0; Problem ??= "a bracket is not closed")
        {
            var outer = Tokens[_open].Link;
            Tokens[_open].Link = Count;
            _open = outer;
        }

        if (_conditional > 0)
            Problem ??= "a comment is not closed";
        Add(TokenKind.End, _at, _at);
        Count--;
    }

    /// <summary>Lets go of the text; the tokens' array is kept.</summary>
    public void Release() => _text = "";

    /// <summary>Whether there is a <see cref="SqlEffects.Hole"/> in the text.</summary>
    public bool HasHoles => !_characters.AreAscii && _text.IndexOf(SqlEffects.Hole) >= 0;

    /// <summary>Whether a character is of those that most names are made of.</summary>
    public static bool IsOfNames(char c) => c < OfNames.Length && OfNames[c];

    private bool Has(Lexis rule) => (_lexis & rule) != 0;

    private bool Unsure => Has(Lexis.Unsure);

    private char Peek(int ahead) => CharAt(_at + ahead);

    /// <summary>Reads what <see cref="Plain"/> doesn't.</summary>
    private void Next(char c)
    {
        switch (c)
        {
            case '\f' or '\v':
            case > '\0' and < ' ' when Has(Lexis.ControlSpaces):
                _at++;
                break;
            case >= '0' and <= '9':
                Number();
                break;
            case '\'':
                String(_at, Has(Lexis.BackslashEscapes) || (Has(Lexis.EscapeStrings) && GoesOnWithEscapes()));
                break;
            case '.':
                if (Peek(1) is >= '0' and <= '9' && !AfterOperand())
                    Number();
                else
                    Symbol(TokenKind.Dot);
                break;
            case ')':
                Close('(');
                break;
            case >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_':
                Name();
                break;
            case '"' or '`' or '[' or ']':
                QuoteOrBracket(c);
                break;
            case '-' or '/' or '#':
                CommentOrOperator(c);
                break;
            case '@' or ':' or '?' or '$' or '{':
                ParameterOrOperator(c);
                break;
            case < '\x80':
                Operator(c);
                break;
            default:
                // SQLite's white space where a word could start, and a letter within one.
                if (IsSpace(c) || (c == '\uFEFF' && Has(Lexis.OpenComments)))
                    _at++;
                else
                    Name();
                break;
        }
    }

    private void Operator(char c)
    {
        if (c < ' ')
            Problem ??= "a control character";
        if (c == '*' && _conditional > 0 && Peek(1) == '/')
        {
            _conditional--;
            _at += 2;
            return;
        }

        var length = (c, Peek(1)) is ('|', '|') or ('&', '&') or ('<', '>') or ('<', '=') or ('>', '=') or ('!', '=') ? 2 : 1;
        Add(TokenKind.Operator, _at, _at + length);
    }

    private void Symbol(TokenKind kind) => Add(kind, _at, _at + 1);

    private void Open()
    {
        Add(TokenKind.Open, _at, _at + 1).Link = _open;
        if (Count > 1)
            Tokens[Count - 2].Mark(Marks.Called | Marks.Matters);
        _open = Count - 1;
    }

    private void Close(char open)
    {
        Add(TokenKind.Close, _at, _at + 1);
        if (_open < 0 || _text[Tokens[_open].Start] != open)
        {
            Problem ??= "a bracket is not opened";
            Tokens[Count - 1].Link = Count - 1;
            return;
        }

        var outer = Tokens[_open].Link;
        Tokens[_open].Link = Count - 1;
        Tokens[Count - 1].Link = _open;
        _open = outer;
    }

    private ref Token Add(TokenKind kind, int start, int end)
    {
        if (Count == Tokens.Length)
            Grow();
        ref var token = ref Tokens[Count++];
        token.Become(kind, start, _at = end);
        return ref token;
    }

    /// <summary>As much room as the rest of the text needs, if it goes on as it began; a token takes at least one character, but for the last.</summary>
    private Token[] Grow()
    {
        var expected = (long)Count * _text.Length / Math.Max(_at, 1) * 9 / 8;
        var larger = new Token[Math.Min(_text.Length + 1, Math.Max(expected, Count * 2))];
        Array.Copy(Tokens, larger, Count);
        return Tokens = larger;
    }

    /// <summary>Whether the token before ends an operand and touches this place: <c>t.5</c> is not the number .5.</summary>
    private bool AfterOperand() => Count > 0 && Tokens[Count - 1].End == _at
        && Tokens[Count - 1].Kind is TokenKind.Word or TokenKind.Quoted or TokenKind.Close or TokenKind.Parameter;

    private static bool[] Set(string characters)
    {
        var set = new bool[128];
        foreach (var c in characters)
            set[c] = true;
        return set;
    }

    /// <summary>Whether a character beyond ASCII separates words.</summary>
    private bool IsSpace(char c)
    {
        if (!IsUnicodeSpace(c))
            return false;
        Ambiguous |= Unsure;
        return Has(Lexis.UnicodeSpaces);
    }

    private static bool IsUnicodeSpace(char c) => c is '\u0085' or '\u00A0' or '\u1680' or >= '\u2000' and <= '\u200B'
        or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000' or '\uFEFF';
}
