using System.Runtime.CompilerServices;
using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

/// <summary>
/// Reads the tokens of one text, statement by statement. Nothing in it recurses over the text: what stands in brackets and is a
/// statement of its own is put aside (<c>Defer</c>) and read when the one around it is done, so no depth of nesting costs stack.
/// </summary>
internal sealed partial class Parser
{
    private readonly Lexer _lexer = new();
    private readonly Findings _findings = new();

    /// <summary>How many steps a text is read that isn't complete anyway: a megabyte of noise must not cost much more than its tokens.</summary>
    private const int Enough = 1 << 16;

    private string _text = "";
    private SqlDialect _dialect;
    private Token[] _tokens = [];
    private int _at;
    private int _end;

    /// <summary>How many texts this one is inside of: strings that are carried out as SQL.</summary>
    private int _depth;

    private int _steps;

    private Deferred[] _deferred = new Deferred[16];
    private int _deferredCount;

    /// <summary>
    /// Reads a text; the lexical rules are given apart, because a text of unknown dialect may be read by several. Where
    /// <see cref="Lexis.Unsure"/> rules show that it must be, nothing is read.
    /// </summary>
    public Effects Read(string text, SqlDialect dialect, Lexis lexis, int depth, out bool ambiguous)
    {
        var stops = depth == 0 && (lexis & Lexis.Unsure) != 0;
        _lexer.Read(text, lexis, stops);
        ambiguous = _lexer.Ambiguous;
        if (stops && ambiguous)
        {
            _lexer.Release();
            return Effects.Empty;
        }

        _text = text;
        _dialect = dialect;
        _depth = depth;
        _tokens = _lexer.Tokens;
        _findings.Clear();
        if (_lexer.Problem is { } problem)
            _findings.NotComplete(problem);
        _oneOfSeveral = dialect == SqlDialect.Any && depth == 0 && !stops;
        _readsAsMySql = _oneOfSeveral && (lexis & Lexis.HashComments) != 0;
        _readsAsTSql = _oneOfSeveral && (lexis & Lexis.AtInNames) != 0;
        _temporaryCount = 0;
        _preparedCount = 0;
        _deferredCount = 0;
        _muted = false;
        _block = false;
        _begun = false;
        _withRoutines = false;
        _hasRoutines = false;
        BeginLookups();
        _readTwice = 0;
        _hasQuotes = null;
        _valueComma = -1;
        _bracketsTo = 0;
        _steps = 0;
        _hasHoles = _lexer.HasHoles;
        Rejected = _oneOfSeveral && _lexer.Unbalanced && IsOneStatement(_lexer.Count);
        _at = 0;
        _end = _lexer.Count;
        var stopped = StopsServer(lexis);
        while (_at < _end && !HasEnough)
        {
            _cteCount = 0;
            _scope = NoScope;
            Step();
            if (_deferredCount > 0)
                CatchUp();
        }

        if (stopped)
            _findings.Stop();
        var effects = _findings.ToEffects();
        _text = "";
        _lexer.Release();
        return effects;
    }

    /// <summary>Whether a statement may start where another one didn't end with a semicolon.</summary>
    private bool RunsTogether => _dialect is SqlDialect.TSql or SqlDialect.Any;

    /// <summary>Takes a step, and says whether it isn't worth it any more.</summary>
    private bool HasEnough => ++_steps > Enough && _findings.Reason is not null;

    private void CatchUp()
    {
        var (at, end) = (_at, _end);
        while (_deferredCount > 0)
        {
            var next = _deferred[--_deferredCount];
            _at = next.Start;
            _end = next.End;
            while (_at < _end && !HasEnough)
            {
                _scope = next.Scope;
                Step();
            }
        }

        (_at, _end) = (at, end);
    }

    /// <summary>One statement, or the semicolon between two.</summary>
    private void Step()
    {
        if (_tokens[_at].Kind == TokenKind.Semicolon)
        {
            _at++;
            return;
        }

        var before = _at;
        Statement();
        if (_at == before)
        {
            NotUnderstood();
            _at++;
        }
    }

    /// <summary>Puts aside what stands in the brackets that open at <paramref name="open"/>.</summary>
    private void Defer(int open, int scope) => Defer(open + 1, Closing(open), scope);

    private void Defer(int start, int end, int scope)
    {
        if (_deferredCount == _deferred.Length)
            Array.Resize(ref _deferred, _deferredCount * 2);
        _deferred[_deferredCount++] = new Deferred(start, end, scope);
    }

    /// <summary>The closing bracket of the one at <paramref name="open"/>, or the end of what is being read.</summary>
    private int Closing(int open) => Math.Min(_tokens[open].Link, _end);

    // Asked for several times per token: the compiler by itself calls them from the larger methods.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TokenKind KindAt(int index) => (uint)index < (uint)_end ? _tokens[index].Kind : TokenKind.End;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Word WordAt(int index) => (uint)index < (uint)_end ? _tokens[index].Word : Word.None;

    private Word Before(int index) => index > 0 ? _tokens[index - 1].Word : Word.None;

    private bool AtEnd => KindAt(_at) is TokenKind.End or TokenKind.Semicolon or TokenKind.Close;

    private bool Accept(Word word)
    {
        if (WordAt(_at) != word)
            return false;
        _at++;
        return true;
    }

    private bool Accept(Word first, Word second)
    {
        if (WordAt(_at) != first || WordAt(_at + 1) != second)
            return false;
        _at += 2;
        return true;
    }

    private bool Accept(TokenKind kind)
    {
        if (KindAt(_at) != kind)
            return false;
        _at++;
        return true;
    }

    private bool Is(int index, string spelling)
    {
        if ((uint)index >= (uint)_end)
            return false;
        ref var token = ref _tokens[index];
        return token.Kind == TokenKind.Word && Words.Same(spelling, _text, token.Start, token.End);
    }

    private char CharAt(int index) => index < _end ? _text[_tokens[index].Start] : '\0';

    private void NotComplete(string reason) => _findings.NotComplete(reason);

    private void NotUnderstood()
    {
        if (_findings.Reason is not null)
            return;
        var token = _tokens[Math.Min(_at, _lexer.Count)];
        NotComplete(token.Kind == TokenKind.Hole ? "an unknown part where it may be anything"
            : token.End - token.Start > 40 ? "a text that is not understood"
            : $"not understood at '{_text.Substring(token.Start, token.End - token.Start)}'");
    }

    private readonly struct Deferred(int start, int end, int scope)
    {
        public readonly int Start = start;
        public readonly int End = end;
        public readonly int Scope = scope;
    }
}
