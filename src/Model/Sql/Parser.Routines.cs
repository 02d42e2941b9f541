namespace ImmutableGuard.Sql;

// Functions in queries.
internal sealed partial class Parser
{
    /// <summary>Reports what a function is known to change; the token at <paramref name="at"/> is the last of its name, its arguments follow.</summary>
    private void Routine(int at)
    {
        ref var token = ref _tokens[at];
        if (_muted)
            return;
        var name = token;
        if (token.Kind == TokenKind.Quoted)
        {
            (name.Start, name.End) = (token.Start + 1, token.End - 1);
            name.Link = Words.Hash(_text, name.Start, name.End);
        }

        if (!KnownRoutines.TryFind(_text, name, out var operation, out var resource))
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
            case KnownRoutines.AnyText:
                Emit(operation, new Name(at, at));
                NotComplete("a function that carries out a text");
                break;
            default:
                _findings.Begin("sql:");
                _findings.Append(resource);
                _findings.Add(operation, true, token.Start);
                break;
        }
    }
}
