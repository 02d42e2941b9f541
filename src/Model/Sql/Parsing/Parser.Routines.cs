using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// Functions in queries.
internal sealed partial class Parser
{
    /// <summary>Reports what a function is known to change; the token at <paramref name="at"/> is the last of its name, its arguments follow.</summary>
    private void Routine(int at)
    {
        ref var token = ref _tokens[at];
        if (_muted || (token.Kind == TokenKind.Word && !token.Is(Marks.Routine)))
            return;
        var name = token;
        if (token.Kind == TokenKind.Quoted)
            (name.Start, name.End) = (token.Start + 1, token.End - 1);
        if (KnownRoutines.Find(_text, name) is not { Operation: var operation, Resource: var resource })
            return;
        switch (resource)
        {
            case KnownRoutines.Argument when KindAt(at + 2) == TokenKind.String:
                EmitText(operation, at + 2);
                break;
            case KnownRoutines.Argument when KindAt(at + 2) is TokenKind.Word or TokenKind.Quoted && _dialect is SqlDialect.MySql or SqlDialect.Any:
                var before = _at;
                _at = at + 2;
                Emit(operation, ReadName());
                _at = before;
                break;
            case KnownRoutines.Argument:
                EmitUnknown(operation, at);
                break;
            case KnownRoutines.Itself:
                Emit(operation, new Name(at, at));
                break;
            case KnownRoutines.ThisText:
                RoutineText(at, _dialect, first: true);
                break;
            // OPENROWSET reads a file, or a table, or what a text gives.
            case KnownRoutines.RemoteText when WordAt(at + 2) == Word.Bulk:
                break;
            case KnownRoutines.RemoteText when RemoteTable(at) is { IsNone: false } table:
                Emit(Operation.Read, table);
                break;
            case KnownRoutines.RemoteText:
                Emit(operation, new Name(at, at));
                RoutineText(at, SqlDialect.Any, first: false);
                break;
            default:
                _findings.Begin();
                _findings.Append(resource);
                _findings.Add(operation, true, token.Start);
                break;
        }
    }

    /// <summary>The table that is the last argument of OPENROWSET.</summary>
    private Name RemoteTable(int at)
    {
        var (last, before) = (Closing(at + 1) - 1, _at);
        if (!Is(at, "openrowset") || KindAt(last) is not (TokenKind.Word or TokenKind.Quoted))
            return Name.None;
        var first = last;
        while (first > at && _tokens[first - 1].Kind is TokenKind.Dot or TokenKind.Word or TokenKind.Quoted && MayLook())
            first--;
        _at = first;
        var name = ReadName();
        _at = before;
        return name.Last == last ? name : Name.None;
    }

    /// <summary>Looks inside a text that is an argument, the first or the last one.</summary>
    private void RoutineText(int at, SqlDialect dialect, bool first)
    {
        var index = first ? at + 2 : Closing(at + 1) - 1;
        var outside = first ? KindAt(index + 1) is not (TokenKind.Comma or TokenKind.Close or TokenKind.End)
            : KindAt(index - 1) is not (TokenKind.Comma or TokenKind.Open);
        if (KindAt(index) != TokenKind.String || outside || _depth == Deepest)
        {
            NotComplete("a function that carries out a text");
            return;
        }

        var text = new System.Text.StringBuilder();
        Unquote(_tokens[index], text);
        Inside(text.ToString(), at, procedural: false, dialect);
    }
}
