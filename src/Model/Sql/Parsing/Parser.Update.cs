using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// UPDATE, of one table and of several.
internal sealed partial class Parser
{
    private bool _assignsUnqualified;

    private void Update()
    {
        var start = _at++;
        if (RunsTogether && WordAt(_at) == Word.Statistics && KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted or TokenKind.Hole && WordAt(_at + 1) is not (Word.Set or Word.With))
        {
            _at++;
            _temporaryObject = false;
            EmitDefinition(ReadName(), start);
            SkipDefinition();
            return;
        }

        BeginStatement(weighs: true);
        _inProgress = Word.Update;
        while (WordAt(_at) is Word.LowPriority or Word.Ignore && _dialect is SqlDialect.MySql or SqlDialect.Any && (IsBeforeName(_at) || WordAt(_at + 1) == Word.Ignore))
            _at++;
        var replaces = ConflictClause();
        Top();
        _stopsAtSet = true;
        Clauses(Clause.Source);
        _stopsAtSet = false;
        var tables = _sourceCount;
        if (tables == 0 || !Accept(Word.Set))
        {
            RefuseWhereCutShort(start);
            NotUnderstood();
            EmitUnknown(Operation.Update, start, false);
            Clauses(Clause.Expression);
            return;
        }

        _assignsUnqualified = false;
        _clause = Clause.Set;
        if (tables > 1)
            Assignment();
        Clauses(tables > 1 ? Clause.Set : Clause.Expression);
        if (tables == 1)
        {
            UpdateOne(start, replaces);
        }
        else
        {
            if (_assignsUnqualified)
                NotComplete("an assignment that doesn't say which of several tables it changes");
            for (var i = 0; i < tables; i++)
                if (_sources[i].IsTarget || (_assignsUnqualified && _sources[i].Kind == SourceKind.Table))
                    ChangeSource(Operation.Update, i, _whereLimits && Reaches(i, _sources[i].Name, start), start);
        }

        EmitReads();
    }

    private void UpdateOne(int start, bool replaces)
    {
        ref var target = ref _sources[0];
        if (target.Kind is SourceKind.Table or SourceKind.Cte && target.Alias < 0 && RunsTogether && _sourceCount > 1)
        {
            target.IsTarget = true;
            Change(Operation.Update, target.Name, 1, _whereLimits, start);
        }
        else
        {
            if (target.Kind == SourceKind.Cte && !RunsTogether)
                target.Kind = SourceKind.Table;
            ChangeSource(Operation.Update, 0, _whereLimits && Reaches(0, target.Name, start), start);
        }

        if (replaces)
            ChangeSource(Operation.Delete, 0, true, start);
    }

    /// <summary>SQLite's <c>OR REPLACE</c>, which deletes the rows in the way; the other ways to handle a conflict delete none.</summary>
    private bool ConflictClause()
    {
        if (WordAt(_at) != Word.Or || KindAt(_at + 1) != TokenKind.Word)
            return false;
        _at += 2;
        return Before(_at) == Word.Replace;
    }

    /// <summary>At the start of an assignment: which table the column on its left belongs to.</summary>
    private void Assignment()
    {
        var at = _at;
        var name = ReadName();
        _at = at;
        if (name.IsNone || name.IsSimple)
        {
            _assignsUnqualified |= KindAt(at) != TokenKind.Parameter;
            return;
        }

        var source = _sourceCount > LookFor ? -1 : FindSource(new Name(name.First, name.Last - 2), 0);
        if (source >= 0)
            _sources[source].IsTarget = true;
        else
            _assignsUnqualified = true;
    }
}
