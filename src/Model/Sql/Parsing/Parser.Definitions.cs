using ImmutableGuard.Sql.Language;
using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Parsing;

// What CREATE, ALTER and DROP have in common.
internal sealed partial class Parser
{
    /// <summary>What kind of object a definition is about, as far as it matters.</summary>
    private enum ObjectKind
    {
        Other,
        Table,
        MaterializedView,
        View,
        Routine,
        Trigger,

        /// <summary>An index, a policy, a rule, statistics: part of a table.</summary>
        PartOfTable,
        Container,

        /// <summary>T-SQL's <c>MASTER KEY</c>: there is only one.</summary>
        Nameless,
    }

    private bool _temporaryObject;

    /// <summary>
    /// A change behind the statement that is being read, without a semicolon between them, isn't a part of it: no server takes that, but
    /// tools carry out line by line what they have a command for.
    /// </summary>
    private bool _refusesChange;

    /// <summary>Reads the words between CREATE, ALTER or DROP and the object's name.</summary>
    private ObjectKind ReadKind()
    {
        var kind = ObjectKind.Other;
        var materialized = false;
        _temporaryObject = false;
        for (var first = _at; KindAt(_at) == TokenKind.Word; _at++)
        {
            var word = WordAt(_at);
            switch (word)
            {
                case Word.Temp:
                    // Oracle's global temporary table stays; only its rows go with the session.
                    _temporaryObject = Before(_at) != Word.Global || _dialect is not (SqlDialect.Oracle or SqlDialect.Any);
                    continue;
                case Word.System or Word.Instance when _at == first && KindAt(_at + 1) == TokenKind.Word:
                case Word.Key when Before(_at) == Word.Encryption && Before(_at - 1) == Word.Database:
                case Word.Current when kind == ObjectKind.Container && RunsTogether && WordAt(_at + 1) != Word.None:
                case Word.Default when Is(_at + 1, "privileges"):
                    return ObjectKind.Nameless;
                case Word.Materialized:
                    materialized = true;
                    continue;
                case Word.Tables when _dialect is SqlDialect.MySql or SqlDialect.Any && KindAt(_at + 1) is TokenKind.Word or TokenKind.Quoted or TokenKind.String or TokenKind.Hole:
                case Word.Table or Word.Sequence or Word.Synonym or Word.Domain or Word.Role:
                    _at++;
                    return word is Word.Table or Word.Tables ? ObjectKind.Table : ObjectKind.Other;
                case Word.View when WordAt(_at + 1) == Word.Log && materialized:
                    _at += 2;
                    return ObjectKind.PartOfTable;
                case Word.View:
                    _at++;
                    return materialized ? ObjectKind.MaterializedView : ObjectKind.View;
                case Word.Function when Before(_at) == Word.Partition:
                case Word.Aggregate when WordAt(_at + 1) != Word.Function:
                    _at++;
                    return ObjectKind.Other;
                case Word.Function or Word.Procedure or Word.Routine:
                    _at++;
                    return ObjectKind.Routine;
                case Word.Event when RunsTogether && Is(_at + 1, "notification"):
                    _at++;
                    continue;
                case Word.Package when _dialect != SqlDialect.TSql:
                case Word.Event when _dialect != SqlDialect.TSql && WordAt(_at + 1) != Word.Session:
                case Word.Type when WordAt(_at + 1) == Word.Body:
                    kind = ObjectKind.Routine;
                    continue;
                case Word.Key when Before(_at) == Word.Master && RunsTogether:
                    _at++;
                    return ObjectKind.Nameless;
                case Word.Trigger:
                    _at++;
                    return kind == ObjectKind.Routine ? ObjectKind.Other : ObjectKind.Trigger;
                case Word.Index or Word.Policy or Word.Rule or Word.Statistics:
                    _at++;
                    return ObjectKind.PartOfTable;
                case Word.Schema or Word.Database:
                    kind = ObjectKind.Container;
                    continue;
                case Word.Or when WordAt(_at + 1) is Word.Replace or Word.Alter:
                    _at++;
                    continue;
            }

            // Behind CREATE comes a kind, be it one that isn't known: CREATE BITMAP INDEX, ALTER ONLINE TABLE.
            var known = ObjectWords.Contains(word) || (_at > first && IsPairOfWords()) || ((_at == first || WordAt(_at + 1) == Word.Table) && WordAt(_at + 1) is Word.None or > Words.LastStarter);
            if (!known || WordAt(_at + 1) is Word.As or Word.Is || KindAt(_at + 1) is not (TokenKind.Word or TokenKind.Quoted or TokenKind.Hole or TokenKind.String or TokenKind.Parameter))
            {
                if (_oneOfSeveral && IsSquareBracket(_at + 1))
                    Refuse();
                break;
            }


            if (kind == ObjectKind.Container)
                kind = ObjectKind.Other;
        }

        return kind;
    }

    /// <summary>Whether the word makes one kind with the word before: <c>RESTORE POINT p</c>, where <c>point</c> elsewhere is a name.</summary>
    private bool IsPairOfWords()
    {
        foreach (var (before, word) in ObjectWords.Pairs)
            if (Is(_at, word) && Is(_at - 1, before))
                return true;
        return false;
    }

    private void SkipIfExists()
    {
        if (KindAt(_at + 1) != TokenKind.Open)
            Accept(Word.Concurrently);
        if (Accept(Word.If))
        {
            Accept(Word.Not);
            Accept(Word.Exists);
        }

        if (AtOnly && KindAt(_at + 1) != TokenKind.Open)
            _at++;
    }

    /// <summary>Whether a definition, or a statement without clauses, ends here because another statement starts.</summary>
    private bool EndsDefinition()
    {
        var word = WordAt(_at);
        if (word == Word.None && KindAt(_at) != TokenKind.Open)
            return false;
        if (word == Word.Go && IsSeparator(_at))
            return true;
        if (word is Word.Loop or Word.Then && IsProcedural)
            return true;
        if (_refusesChange && !RunsTogether && word is not Word.None and <= Words.LastChanger && (FollowsOperand() || Before(_at) is Word.On or Word.Off) && !IsClause(word))
        {
            NotComplete("statements run together");
            return true;
        }

        if (!RunsTogether || !FollowsDefinition())
            return false;
        if (StartsWithoutReservedWord(word) || StartsWith())
            return true;
        if (word == Word.None || word > Words.LastStarter || IsClause(word))
            return false;
        return word switch
        {
            Word.Alter => WordAt(_at + 1) is not (Word.Column or Word.Constraint),
            Word.Drop => WordAt(_at + 1) switch
            {
                Word.Column => WordAt(_at + 2) is Word.Encryption or Word.Master,
                Word.Default => KindAt(_at + 2) is TokenKind.Word or TokenKind.Quoted && _dialect == SqlDialect.TSql,
                Word.Constraint or Word.Storage => false,
                var next => ObjectWords.Contains(next),
            },
            Word.Set => WordAt(_at + 1) is not (Word.Null or Word.Default) && KindAt(_at + 1) != TokenKind.Open,
            Word.Check or Word.Open or Word.Close or Word.Use or Word.Save => _dialect == SqlDialect.TSql,
            Word.Rollback => Before(_at) != Word.With,
            Word.End => Before(_at - 1) != Word.As,
            Word.Execute => WordAt(_at + 1) is not (Word.As or Word.Function or Word.Procedure),
            _ => true,
        };
    }

    /// <summary>T-SQL's statements whose word it doesn't reserve, by what follows it; and a query in brackets.</summary>
    private bool StartsWithoutReservedWord(Word word) => word switch
    {
        Word.None => KindAt(_at) == TokenKind.Open && (FollowsOperand() || (_at > 1 && KindAt(_at - 2) == TokenKind.Equal)) && IsQuery(_at),
        Word.Receive => true,
        Word.Rename => WordAt(_at + 1) == Word.Object,
        Word.Copy => WordAt(_at + 1) == Word.Into,
        Word.Disable or Word.Enable => WordAt(_at + 1) == Word.Trigger,
        Word.Add => WordAt(_at + 1) == Word.Signature || Is(_at + 1, "sensitivity"),
        _ => false,
    };

    /// <summary>Whether what stands before can end a definition or a setting: not a comma, an operator, or the start of an action.</summary>
    private bool FollowsDefinition() => _at == 0 || Before(_at) is Word.On or Word.Off || (_dialect == SqlDialect.TSql
        ? _tokens[_at - 1].Kind is not (TokenKind.Comma or TokenKind.Equal or TokenKind.Dot or TokenKind.Operator) || CharAt(_at - 1) == '*' || IsColon(_at - 1)
        : FollowsOperand());

    /// <summary>Behind a label's colon a statement may start.</summary>
    private bool IsColon(int index) => CharAt(index) == ':' && _tokens[index].End - _tokens[index].Start == 1;

    /// <summary>Goes over a token, or over brackets whatever is in them: what is defined isn't carried out.</summary>
    private void SkipOne()
    {
        var next = KindAt(_at) == TokenKind.Open ? Closing(_at) + 1 : _at + 1;
        for (; _hasHoles && _at < next; _at++)
            if (_tokens[_at].HasHole && _tokens[_at].Kind == TokenKind.Hole)
                CheckHole();
        _at = next;
    }

    private void SkipDefinition()
    {
        while (!AtEnd && !EndsDefinition())
            SkipOne();
    }

    /// <summary>Goes to the end of a statement that computes something: its expressions are carried out.</summary>
    private void SkipExpressions()
    {
        var cases = 0;
        while (!AtEnd && !(cases == 0 && EndsDefinition()))
        {
            cases = CasesAround(cases);
            Operand();
        }
    }

    /// <summary>The same, where a change behind what isn't ended shows that this is no statement of a server.</summary>
    private void SkipExpressionsBeforeChange()
    {
        _refusesChange = true;
        SkipExpressions();
        _refusesChange = false;
    }

    /// <summary>Goes over a token, or brackets, of an expression that is carried out.</summary>
    private void Operand()
    {
        if (WordAt(_at) == Word.Next && WordAt(_at + 1) == Word.Value && WordAt(_at + 2) == Word.For)
        {
            NextValue();
            return;
        }

        if (KindAt(_at) == TokenKind.Open)
        {
            Group();
            return;
        }

        if (KindAt(_at) == TokenKind.Dot && WordAt(_at + 1) == Word.NextVal)
            NextValueBefore();
        if (KindAt(_at) is TokenKind.Word or TokenKind.Quoted && KindAt(_at + 1) == TokenKind.Open)
            Routine(_at);
        if (KindAt(_at) == TokenKind.Hole)
            CheckHole();
        _at++;
    }

    /// <summary>How many CASE are open behind the current word: within them ELSE and END belong to an expression.</summary>
    private int CasesAround(int cases) => WordAt(_at) switch
    {
        Word.Case => cases + 1,
        Word.End when cases > 0 => cases - 1,
        _ => cases,
    };

    /// <summary>What is defined isn't carried out: a view's query.</summary>
    private void SkipQuery()
    {
        while (!AtEnd && !(WordAt(_at) == Word.Go && IsSeparator(_at)))
            SkipOne();
    }

    /// <summary>At ON: <c>ON DATABASE</c>, <c>ON SCHEMA</c>, <c>ON ALL SERVER</c> name no table.</summary>
    private bool IsOnServer(int on) => (WordAt(on + 1) is Word.Database or Word.Schema && KindAt(on + 2) != TokenKind.Dot && KindAt(on + 2) != TokenKind.Operator)
        || (WordAt(on + 1) == Word.All && WordAt(on + 2) == Word.Server);

    /// <summary>The table that <c>ON t</c> names in the rest of a definition, or <see cref="Name.None"/>.</summary>
    private Name FindOn(Word keyword)
    {
        for (var i = _at; KindAt(i) is not (TokenKind.Semicolon or TokenKind.Close or TokenKind.End) && MayLook(); i++)
        {
            if (_tokens[i].Kind == TokenKind.Open)
            {
                i = Closing(i);
                continue;
            }

            var at = _at;
            _at = i;
            var isOver = i > at && _dialect == SqlDialect.TSql && EndsDefinition();
            _at = at;
            if (isOver)
                break;
            if (_tokens[i].Word != keyword)
                continue;
            if (IsOnServer(i))
                return Name.None;
            var behind = WordAt(i + 1) == Word.Only || (WordAt(i + 1) is Word.Cluster or Word.Domain && KindAt(i + 2) is TokenKind.Word or TokenKind.Quoted && WordAt(i + 2) != Word.Is);
            _at = behind ? i + 2 : i + 1;
            var name = ReadName();
            _at = at;
            return name;
        }

        return Name.None;
    }
}
