using System.Text;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Strings that are carried out as SQL.
internal sealed partial class Parser
{
    private const int Deepest = 4;

    /// <summary>What a database's longest names come to, with qualifiers and quotes, and more than that.</summary>
    private const int LongestName = 2000;

    /// <summary>The name that stands in a string.</summary>
    private readonly StringBuilder _unquoted = new(LongestName);

    /// <summary>Reads the strings; kept for the next one.</summary>
    private Parser? _inner;

    /// <summary>
    /// Reads the string at the current place, or several that are concatenated, as a text of its own. What isn't constant in it
    /// makes the answer incomplete; what is still shows what the text does.
    /// </summary>
    private void Text(int start, int closing)
    {
        if (_depth == Deepest)
        {
            NotComplete("a text within a text within a text");
            return;
        }

        if (VariableText(start, closing))
            return;
        var end = closing < 0 ? _end : closing;
        var text = new StringBuilder();
        var constant = false;
        for (; _at < end; _at++)
        {
            ref var token = ref _tokens[_at];
            if (token.Kind == TokenKind.String)
            {
                Unquote(token, text);
                constant = true;
            }
            else if (IsQuotedName(_at) && IsOutsideOfQuotes(text))
            {
                text.Append('[').Append(SqlEffects.Hole).Append(']');
                constant = true;
            }
            else if (token.Kind is TokenKind.Parameter or TokenKind.Word or TokenKind.Quoted or TokenKind.Hole)
            {
                text.Append(SqlEffects.Hole);
                NotComplete("a text that is put together while it runs");
            }
            else
            {
                NotComplete("a text that is put together while it runs");
            }

            if (KindAt(_at + 1) == TokenKind.Open)
                _at = Closing(_at + 1);
            if (_at + 1 >= end || KindAt(_at + 1) != TokenKind.Operator || CharAt(_at + 1) is not ('+' or '|'))
            {
                _at++;
                break;
            }

            _at++;
        }

        if (closing >= 0 && _at < end && KindAt(_at) != TokenKind.Comma)
            NotComplete("a text that is put together while it runs");
        if (!constant)
            NotComplete("a text that is not constant");
        else
            Inside(text.ToString(), start, procedural: false);
    }

    private void Inside(string text, int start, bool procedural) => Inside(text, start, procedural, _dialect);

    private void Inside(string text, int start, bool procedural, SqlDialect dialect)
    {
        if (_muted)
            return;
        var parser = _inner ??= new Parser();
        parser._procedural = procedural;
        var inner = parser.Read(text, dialect, DialectLexis.Of(dialect), _depth + 1, out var ambiguous);
        if (ambiguous)
            NotComplete("a text in a string that dialects read differently");
        if (inner.Reason is { } reason)
            NotComplete(reason);
        foreach (var effect in inner.Items)
        {
            _findings.Begin(effect.Resource);
            _findings.Add(effect.Operation, effect.Bounded && !effect.Drops, _tokens[start].Start);
        }
    }

    /// <summary>What a string stands for.</summary>
    private void Unquote(in Token token, StringBuilder text)
    {
        var start = token.Start;
        while (_text[start] is not ('\'' or '"' or '$'))
            start++;
        var quote = _text[start];
        if (quote == '$')
        {
            var tag = _text.IndexOf('$', start + 1) + 1 - start;
            if (token.End - tag >= start + tag)
                text.Append(_text, start + tag, token.End - start - tag - tag);
            return;
        }

        if (start > token.Start && (_text[start - 1] | 0x20) == 'q')
        {
            if (token.End - 2 > start + 2)
                text.Append(_text, start + 2, token.End - start - 4);
            return;
        }

        var escapes = _dialect == SqlDialect.MySql || (start > token.Start && (_text[start - 1] | 0x20) == 'e');
        if (start > token.Start && _text[start - 1] == '&')
            NotComplete("a text with escapes that are not understood");
        for (var i = start + 1; i < token.End - 1; i++)
        {
            if (_text[i] == quote && _text[i + 1] == quote)
                i++;
            else if (_text[i] == '\\' && escapes && i + 1 < token.End - 1)
            {
                i++;
                text.Append(_text[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
                if (char.IsLetterOrDigit(_text[i]) && _text[i] is not ('n' or 'r' or 't'))
                    NotComplete("a text with escapes that are not understood");
                continue;
            }

            text.Append(_text[i]);
        }
    }

    /// <summary>System procedures that are known for what they do; false for any other one.</summary>
    private bool SystemProcedure(Name name)
    {
        if (!RunsTogether)
            return false;
        var start = name.First;
        if (Is(name.Last, "sp_executesql") || Is(name.Last, "sp_prepexec"))
        {
            // Behind the handle and the parameters.
            for (var i = 0; i < 2 && Is(name.Last, "sp_prepexec"); i++)
            {
                while (!AtEnd && KindAt(_at) != TokenKind.Comma)
                    SkipOne();
                Accept(TokenKind.Comma);
            }

            NamedArgument();
            Text(start, closing: -1);
            return true;
        }

        if (!Is(name.Last, "sp_rename"))
            return false;
        NamedArgument();
        if (KindAt(_at) == TokenKind.String)
        {
            EmitText(Operation.Schema, _at);
            return true;
        }

        EmitUnknown(Operation.Schema, start);
        return true;
    }

    private void NamedArgument()
    {
        if (KindAt(_at) == TokenKind.Parameter && KindAt(_at + 1) == TokenKind.Equal)
            _at += 2;
    }

    /// <summary>An effect on the object whose name stands in a string.</summary>
    private void EmitText(Operation operation, int at)
    {
        var text = _unquoted.Clear();
        Unquote(_tokens[at], text);
        if (text.Length > LongestName)
        {
            NotComplete("a name in a string that is longer than names are");
            EmitUnknown(operation, at);
            return;
        }

        _findings.Begin();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == SqlEffects.Hole)
                _findings.AppendUnknown();
            else if (text[i] is not ('"' or '[' or ']'))
                _findings.Append(text[i]);
        }

        _findings.Add(operation, true, _tokens[at].Start);
    }
}
