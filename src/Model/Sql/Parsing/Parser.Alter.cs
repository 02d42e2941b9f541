using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// ALTER and RENAME.
internal sealed partial class Parser
{
    private void Alter()
    {
        var start = _at++;
        BeginStatement(weighs: false);
        if (WordAt(_at) == Word.Session && WordAt(_at + 1) is Word.Set or Word.Close or Word.Enable or Word.Disable or Word.Force)
        {
            _refusesChange = true;
            SkipDefinition();
            _refusesChange = false;
            return;
        }

        var kind = ReadKindAndDefiner();
        SkipIfExists();
        var name = WordAt(_at) is Word.On or Word.Set || (WordAt(_at) == Word.All && WordAt(_at + 1) == Word.In) || kind == ObjectKind.Nameless ? Name.None : ReadName();
        if (kind is ObjectKind.PartOfTable or ObjectKind.Trigger && FindOn(Word.On) is { IsNone: false } table)
            name = table;
        if (Before(_at) == Word.Authorization && Accept(Word.On))
        {
            _at += IsScope(_at + 1) ? 2 : 0;
            name = ReadName();
        }

        EmitDefinition(name, start);
        switch (kind)
        {
            case ObjectKind.View:
                SkipQuery();
                break;
            case ObjectKind.Routine or ObjectKind.Trigger:
                SkipBody();
                break;
            default:
                AlterActions(name);
                break;
        }
    }

    /// <summary>Whether a word starts a statement that is no action of ALTER: some of those (DROP, SET, ALTER COLUMN) start statements too.</summary>
    private bool StartsAnother() => WordAt(_at) is not (Word.Set or Word.Check or Word.Open or Word.Close or Word.Save or Word.Enable or Word.Disable)
        && !(WordAt(_at) == Word.Drop && WordAt(_at + 1) is not (Word.Table or Word.View or Word.Procedure or Word.Function or Word.Trigger or Word.Database or Word.Schema))
        && !TruncatesPartitions() && EndsDefinition();

    /// <summary><c>TRUNCATE PARTITION p</c>, and of Oracle <c>PARTITIONS p, q</c>, <c>SUBPARTITION</c>.</summary>
    private bool TruncatesPartitions() => WordAt(_at) == Word.Truncate
        && (WordAt(_at + 1) == Word.Partition || Is(_at + 1, "partitions") || Is(_at + 1, "subpartition") || Is(_at + 1, "subpartitions"));

    /// <summary>The other tables that an action of ALTER TABLE concerns.</summary>
    private void AlterActions(Name name)
    {
        var truncates = false;
        for (var first = _at; !AtEnd && ((_at == first && !StartsAnother()) || !EndsDefinition());)
        {
            if (MergedTables())
                continue;
            switch (WordAt(_at))
            {
                case Word.Rename when WordAt(_at + 1) is Word.To or Word.As || (KindAt(_at + 1) == TokenKind.Equal && _dialect is SqlDialect.MySql or SqlDialect.Any):
                    _at += 2;
                    EmitDefinition(ReadName(), first);
                    continue;
                case Word.Rename when IsNewName(_at + 1):
                    _at++;
                    EmitDefinition(ReadName(), first);
                    continue;
                case Word.None when RunsTogether && _at == first && Is(_at, "transfer"):
                    _at += IsScope(_at + 2) ? 3 : 1;
                    EmitDefinition(ReadName(), first);
                    continue;
                case Word.Exchange or Word.Switch:
                    OtherTable();
                    continue;
                case Word.Attach or Word.Detach when WordAt(_at + 1) == Word.Partition:
                    _at += 2;
                    EmitDefinition(ReadName(), first);
                    continue;
                case Word.Truncate when TruncatesPartitions():
                    Emit(Operation.Truncate, name);
                    truncates = true;
                    break;
                // Those of the tables that refer to it too.
                case Word.Cascade when truncates:
                    EmitUnknown(Operation.Truncate, _at);
                    break;
                case Word.Convert when WordAt(_at + 1) is Word.Partition or Word.Table && _dialect is SqlDialect.MySql or SqlDialect.Any:
                    ConvertedTable();
                    continue;
                case Word.Merge when Is(_at + 1, "partitions") && KindAt(_at + 2) == TokenKind.Open:
                    _at += 2;
                    SkipOne();
                    if (Accept(Word.Into))
                        EmitDefinition(ReadName(), first);
                    continue;
            }

            SkipOne();
        }
    }

    /// <summary>MySQL's <c>ALTER TABLE a RENAME b</c>, against <c>RENAME COLUMN a TO b</c>.</summary>
    private bool IsNewName(int index)
    {
        if (_dialect is not (SqlDialect.MySql or SqlDialect.Any) || KindAt(index) is not (TokenKind.Word or TokenKind.Quoted))
            return false;
        var next = KindAt(index + 1) == TokenKind.Dot ? index + 3 : index + 1;
        return KindAt(next) is TokenKind.End or TokenKind.Semicolon or TokenKind.Comma;
    }

    /// <summary><c>SWITCH PARTITION 1 TO t</c>, <c>EXCHANGE PARTITION p WITH TABLE t</c>: rows change places with those of t.</summary>
    private void OtherTable()
    {
        for (_at++; !AtEnd; SkipOne())
        {
            if (WordAt(_at) is not (Word.To or Word.Table))
                continue;
            _at++;
            Emit(Operation.Schema, ReadName());
            return;
        }
    }

    /// <summary>MariaDB's <c>CONVERT PARTITION p TO TABLE u</c> and <c>CONVERT TABLE u TO PARTITION p …</c>.</summary>
    private void ConvertedTable()
    {
        _at++;
        var from = WordAt(_at) == Word.Table;
        for (; !from && !AtEnd && WordAt(_at) != Word.Table; _at++)
        {
        }

        if (Accept(Word.Table))
            Emit(Operation.Schema, ReadName());
    }

    /// <summary><c>RENAME TABLE a TO b, c TO d</c>, Oracle's <c>RENAME a TO b</c>.</summary>
    private void Rename()
    {
        var start = _at++;
        if (WordAt(_at) is Word.Table or Word.Tables or Word.User or Word.Object && KindAt(_at + 1) != TokenKind.End)
            _at++;
        SkipIfExists();
        EmitDefinition(ReadName(), start);
        while (!AtEnd && !EndsDefinition())
        {
            var next = WordAt(_at) == Word.To || KindAt(_at) == TokenKind.Comma;
            _at++;
            if (next)
                EmitDefinition(ReadName(), start);
        }
    }
}
