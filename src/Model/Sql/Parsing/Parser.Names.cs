using System.Runtime.CompilerServices;
using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Names: reading them, comparing them, and spelling them as resources.
internal sealed partial class Parser
{
    private const int LongName = 16;

    private Name[] _temporary = new Name[4];
    private int _temporaryCount;

    private bool AtName => KindAt(_at) switch
    {
        TokenKind.Word => _dialect != SqlDialect.TSql || _tokens[_at].Word is Word.None or > Words.LastStarter,
        TokenKind.Quoted or TokenKind.Hole => true,
        TokenKind.String => IsQuotedAsString(_at),
        _ => false,
    };

    /// <summary>
    /// A name in the quotes of a string: SQLite takes it, MySQL where it is a user's, or in double quotes where it is told to. No string
    /// with a prefix, or between dollar signs.
    /// </summary>
    private bool IsQuotedAsString(int index) => KindAt(index) == TokenKind.String && CharAt(index) is '\'' or '"' && _dialect is SqlDialect.Sqlite or SqlDialect.MySql or SqlDialect.Any;

    /// <summary>Whether a name follows, so that the word here is none itself: <c>DELETE QUICK t</c> against <c>DELETE quick WHERE …</c>.</summary>
    private bool IsBeforeName(int index) => KindAt(index + 1) is TokenKind.Quoted or TokenKind.Hole
        || (KindAt(index + 1) == TokenKind.Word && !Reserved.IsNoAlias(WordAt(index + 1)));

    /// <summary>The ONLY in front of a table that others inherit from; elsewhere it is a name like any other.</summary>
    private bool AtOnly => WordAt(_at) == Word.Only && _dialect is SqlDialect.PostgreSql or SqlDialect.Oracle or SqlDialect.Any
        && (IsBeforeName(_at) || KindAt(_at + 1) == TokenKind.Open || IsBeforeNameInPostgreSql());

    /// <summary>PostgreSQL reserves ONLY, and few of the words that no other dialect takes for a name there.</summary>
    private bool IsBeforeNameInPostgreSql()
    {
        if (_dialect == SqlDialect.Oracle || KindAt(_at + 1) != TokenKind.Word || Reserved.IsNoNameInPostgreSql(WordAt(_at + 1)))
            return false;
        if (_dialect == SqlDialect.Any)
            NotComplete("a table ONLY, or one behind that word");
        return _dialect == SqlDialect.PostgreSql;
    }

    /// <summary>Reads a name with its qualifiers; <see cref="Name.None"/> where there is none.</summary>
    private Name ReadName()
    {
        var first = _at;
        if (_oneOfSeveral)
            RefuseWhereNoNameIs();
        if (!AtName)
        {
            // Empty qualifiers in front: T-SQL's "..t", of which there are three at most, and MySQL's ".t".
            while ((RunsTogether || (_dialect == SqlDialect.MySql && _at == first)) && KindAt(_at) == TokenKind.Dot && _at < first + 3)
                _at++;
            if (_at == first || !AtName)
            {
                _at = first;
                return Name.None;
            }
        }

        _at++;
        while (KindAt(_at) == TokenKind.Dot)
        {
            if (KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted or TokenKind.Hole || IsQuotedAsString(_at + 1))
                _at += 2;
            else if (KindAt(_at + 1) == TokenKind.Dot)
                _at++;
            else
                break;
        }

        // Oracle's table@link.
        if (KindAt(_at) == TokenKind.Parameter && _dialect == SqlDialect.Oracle && CharAt(_at) == '@')
        {
            _at++;
            while (KindAt(_at) == TokenKind.Dot && KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted)
                _at += 2;
        }

        // Characters that the parser doesn't know may be in it.
        if (_dialect is SqlDialect.PostgreSql or SqlDialect.Any && Is(_at, "uescape") && KindAt(_at + 1) == TokenKind.String)
            NotComplete("an escape in a name that is not understood");
        return new Name(first, _at - 1);
    }

    private void Emit(Operation operation, Name name, bool bounded = true)
    {
        if (name.IsNone || _muted)
            return;
        // A name that is very long, and meant by very many statements.
        var length = _tokens[name.Last].End - _tokens[name.First].Start;
        if (length > LongName && !MayLook(length / LongName))
        {
            EmitUnknown(operation, name.First, bounded);
            return;
        }

        Spell(name);
        _findings.Add(operation, bounded, _tokens[name.First].Start);
    }

    /// <summary>An effect on a resource that can't be told.</summary>
    private void EmitUnknown(Operation operation, int at, bool bounded = true)
    {
        if (_muted)
            return;
        _findings.Begin();
        _findings.AppendUnknown();
        _findings.Add(operation, bounded, _tokens[at].Start);
    }

    /// <summary>An effect on everything in a schema or a database.</summary>
    private void EmitAllIn(Operation operation, Name name, bool bounded = true)
    {
        if (name.IsNone)
        {
            NotUnderstood();
            return;
        }

        Spell(name);
        _findings.Append(".*");
        _findings.Add(operation, bounded, _tokens[name.First].Start);
    }

    private void Spell(Name name)
    {
        _findings.Begin();
        var first = name.First;
        while (_tokens[first].Kind == TokenKind.Dot)
            first++;
        if (IsSpelledAsWritten(first, name.Last))
        {
            var start = _tokens[first].Start;
            _findings.Append(_text, start, _tokens[name.Last].End - start);
            return;
        }

        for (var i = first; i <= name.Last; i++)
            Spell(_tokens[i]);
    }

    /// <summary>Whether a name's resource is what stands in the text: no quotes, no folding, no white space.</summary>
    private bool IsSpelledAsWritten(int first, int last)
    {
        if (_dialect is SqlDialect.PostgreSql or SqlDialect.Oracle || first > last)
            return false;
        for (var i = first; i <= last; i++)
        {
            ref var token = ref _tokens[i];
            if (!token.Is(Marks.Plain) && token.Kind != TokenKind.Dot)
                return false;
            if (i > first && token.Start != _tokens[i - 1].End)
                return false;
        }

        return true;
    }

    private void Spell(in Token token)
    {
        if (token.Kind is TokenKind.Quoted or TokenKind.String)
        {
            SpellQuoted(token);
            return;
        }

        if (!token.HasHole && _dialect is not (SqlDialect.PostgreSql or SqlDialect.Oracle))
        {
            _findings.Append(_text, token.Start, token.End - token.Start);
            return;
        }

        for (var i = token.Start; i < token.End; i++)
        {
            var c = _text[i];
            if (c == SqlEffects.Hole)
                _findings.AppendUnknown();
            else
                _findings.Append(Fold(c));
        }
    }

    private char Fold(char c) => _dialect switch
    {
        SqlDialect.PostgreSql when c is >= 'A' and <= 'Z' => (char)(c | 0x20),
        SqlDialect.Oracle when c is >= 'a' and <= 'z' => (char)(c & ~0x20),
        _ => c,
    };

    private void SpellQuoted(in Token token)
    {
        var start = token.Start;
        while (_text[start] is not ('"' or '`' or '[' or '\''))
            start++;
        var escape = start > token.Start && _text[start - 1] == '&';
        var quote = _text[start] == '[' ? ']' : _text[start];
        for (var i = start + 1; i < token.End - 1; i++)
        {
            var c = _text[i];
            if (c == quote && _text[i + 1] == quote)
                i++;
            if (c == SqlEffects.Hole)
                _findings.AppendUnknown();
            else if (c == '\\' && escape)
                i += SpellEscape(i + 1, token.End - 1);
            else
                _findings.Append(c);
        }
    }

    /// <summary>The character of <c>\0061</c> or <c>\+000061</c> in a name <c>U&amp;"…"</c>; returns how many characters it took.</summary>
    private int SpellEscape(int at, int end)
    {
        var length = at < end && _text[at] == '+' ? 7 : 4;
        var digits = length == 7 ? at + 1 : at;
        if (at + length <= end && int.TryParse(_text.Substring(digits, at + length - digits), System.Globalization.NumberStyles.AllowHexSpecifier,
                System.Globalization.CultureInfo.InvariantCulture, out var code) && code is > 0 and < 0x10000)
        {
            _findings.Append((char)code);
            return length;
        }

        NotComplete("an escape in a name that is not understood");
        return 0;
    }

    /// <summary>Whether two single tokens are the same name to the dialect.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool SameName(int first, int second)
    {
        ref var a = ref _tokens[first];
        ref var b = ref _tokens[second];
        return a.Is(Marks.Plain) && b.Is(Marks.Plain)
            ? a.PlainLength == b.PlainLength && _lexer.Characters.Same(a.Start, b.Start, a.PlainLength)
            : SameSpelling(a, b);
    }

    private bool SameSpelling(in Token a, in Token b)
    {
        var (aStart, aLength) = Bare(a);
        var (bStart, bLength) = Bare(b);
        if (aLength != bLength || a.HasHole || b.HasHole)
            return false;
        var alike = a.Kind == b.Kind;
        for (var i = 0; i < aLength; i++)
        {
            var (x, y) = (_text[aStart + i], _text[bStart + i]);
            if (!(alike && x == y) && FoldFor(a.Kind, x) != FoldFor(b.Kind, y))
                return false;
        }

        return true;
    }

    private (int Start, int Length) Bare(in Token token) => token.Kind is TokenKind.Quoted or TokenKind.String
        ? (token.Start + 1, token.End - token.Start - 2)
        : (token.Start, token.End - token.Start);

    private char FoldFor(TokenKind kind, char c)
    {
        var exact = kind != TokenKind.Word && _dialect is SqlDialect.PostgreSql or SqlDialect.Oracle;
        if (exact)
            return c;
        return _dialect switch
        {
            SqlDialect.PostgreSql or SqlDialect.Oracle => Fold(c),
            _ => char.ToUpperInvariant(c),
        };
    }

    /// <summary>Whether a name is that of a table which lives no longer than the session: not a table of the database.</summary>
    private bool IsTemporary(Name name)
    {
        if (name.IsNone)
            return false;
        ref var last = ref _tokens[name.Last];
        if (last.Kind == TokenKind.Parameter && name.IsSimple)
            return true;
        // MySQL's FROM DUAL is how it says that there is no table.
        if (_dialect == SqlDialect.MySql && name.IsSimple && Is(name.Last, "dual"))
            return true;
        // Quoted, it is a table like any other elsewhere.
        if (!last.Is(Marks.Plain) && Bare(last) is (var start, > 0) && _text[start] == '#'
            && (_dialect == SqlDialect.TSql || (_dialect == SqlDialect.Any && last.Kind == TokenKind.Word)))
            return true;
        if (!name.IsSimple)
        {
            return (_dialect is SqlDialect.PostgreSql or SqlDialect.Any && Is(name.First, "pg_temp"))
                || (_dialect is SqlDialect.Sqlite && WordAt(name.First) == Word.Temp && Is(name.First, "temp"));
        }

        for (var i = 0; i < _temporaryCount && MayLook(); i++)
            if (SameName(_temporary[i].First, name.First))
                return true;
        return false;
    }

    /// <summary>Remembers a table that was created as temporary in this text.</summary>
    private void AddTemporary(Name name)
    {
        // A text that creates very many of them: the rest is taken for tables of the database.
        if (!name.IsSimple || _temporaryCount == LookFor)
            return;
        if (_temporaryCount == _temporary.Length)
            Array.Resize(ref _temporary, _temporaryCount * 4);
        _temporary[_temporaryCount++] = name;
    }

    private void ForgetTemporary(Name name)
    {
        for (var i = _temporaryCount - 1; i >= 0 && MayLook(); i--)
            if (SameName(_temporary[i].First, name.First))
                _temporary[i] = _temporary[--_temporaryCount];
    }
}
