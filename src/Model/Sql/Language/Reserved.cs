using ImmutableGuard.Sql.Lexing;

namespace ImmutableGuard.Sql.Language;

/// <summary>Words that can't be what they could be taken for.</summary>
internal static class Reserved
{
    private static readonly bool[] NoAlias = Set(
        Word.Join, Word.Inner, Word.Left, Word.Right, Word.Full, Word.Cross, Word.Outer, Word.Natural, Word.On, Word.Using, Word.Where,
        Word.Group, Word.Order, Word.Having, Word.Limit, Word.Offset, Word.Union, Word.Except, Word.Intersect, Word.Minus, Word.For,
        Word.Window, Word.With, Word.Option, Word.Returning, Word.Output, Word.Values, Word.From, Word.StraightJoin, Word.Force,
        Word.Ignore, Word.Partition, Word.Qualify, Word.Connect, Word.Start, Word.Lock, Word.Into, Word.When, Word.Then, Word.Apply,
        Word.Indexed, Word.Not, Word.As, Word.And, Word.Or, Word.Loop, Word.Default, Word.Procedure, Word.Table);

    private static readonly bool[] Unfinished = Set(
        Word.Where, Word.And, Word.Or, Word.Xor, Word.Not, Word.By, Word.As, Word.Having, Word.When, Word.Then, Word.Case, Word.In, Word.Like,
        Word.Ilike, Word.Between, Word.Is, Word.Distinct, Word.From, Word.Join, Word.Using, Word.Into, Word.Table, Word.Union, Word.Except,
        Word.Intersect, Word.Minus, Word.On, Word.Returning, Word.Exists, Word.Escape, Word.Collate, Word.Top, Word.Limit,
        Word.Offset, Word.For, Word.Of, Word.To, Word.With, Word.Lateral, Word.Cross, Word.Inner, Word.Left, Word.Right, Word.Full,
        Word.Outer, Word.Natural, Word.Column, Word.Constraint, Word.References, Word.Values, Word.Explain, Word.Add, Word.Function,
        Word.Index, Word.View, Word.Schema);

    private static readonly bool[] NoName = Only(
        Word.All, Word.And, Word.Any, Word.As, Word.Case, Word.Cast, Word.Check, Word.Collate, Word.Column, Word.Constraint, Word.Create,
        Word.Default, Word.Desc, Word.Distinct, Word.Do, Word.Else, Word.End, Word.Except, Word.False, Word.Fetch, Word.For, Word.Foreign,
        Word.From, Word.Grant, Word.Group, Word.Having, Word.In, Word.Intersect, Word.Into, Word.Lateral, Word.Limit, Word.Not, Word.Null,
        Word.Offset, Word.On, Word.Only, Word.Or, Word.Order, Word.References, Word.Returning, Word.Select, Word.Table, Word.Then, Word.To,
        Word.True, Word.Union, Word.Unique, Word.User, Word.Using, Word.When, Word.Where, Word.Window, Word.With, Word.Join, Word.Cross,
        Word.Full, Word.Inner, Word.Left, Word.Right, Word.Natural, Word.Outer, Word.Is, Word.Like, Word.Ilike, Word.Notnull, Word.Isnull,
        Word.Concurrently, Word.Authorization, Word.Collation, Word.Freeze, Word.Binary, Word.Verbose, Word.Similar);

    private static readonly string[] HintNames =
    [
        "nolock", "readuncommitted", "updlock", "rowlock", "holdlock", "tablock", "tablockx", "xlock", "paglock", "readpast",
        "readcommitted", "readcommittedlock", "repeatableread", "serializable", "nowait", "noexpand", "index", "fastfirstrow", "snapshot",
        "forceseek", "forcescan", "keepidentity", "keepdefaults", "ignore_constraints", "ignore_triggers",
    ];

    private static readonly Spellings<bool> Hints = new([.. HintNames.Select(name => (name, true))]);

    /// <summary>Whether an unquoted word after a table isn't its alias.</summary>
    public static bool IsNoAlias(Word word) => NoAlias[(int)word];

    /// <summary>Whether no statement can end with this word, so that a word behind it can't start one.</summary>
    public static bool WantsMore(Word word) => Unfinished[(int)word]
        && word is not (Word.End or Word.Commit or Word.Rollback or Word.Break or Word.Continue or Word.Return or Word.Checkpoint
            or Word.Reconfigure or Word.Revert or Word.Shutdown or Word.Begin or Word.Else or Word.SetUser);

    /// <summary>Whether T-SQL, which doesn't reserve the word, may have it for a name, where no other dialect has a change behind it.</summary>
    public static bool IsNameInTSql(Word word) => word is Word.Limit or Word.Offset or Word.Minus or Word.Returning or Word.Using or Word.Lateral
        or Word.Natural or Word.Xor or Word.Ilike;

    public static bool IsTableHint(string text, in Token token) => Hints.Find(text, token.Start, token.End);

    /// <summary>Whether PostgreSQL takes the unquoted word for no table's name.</summary>
    public static bool IsNoNameInPostgreSql(Word word) => NoName[(int)word];

    private static bool[] Only(params Word[] words)
    {
        var set = new bool[Words.Count];
        foreach (var word in words)
            set[(int)word] = true;
        return set;
    }

    public static bool[] Set(params Word[] words)
    {
        var set = new bool[Words.Count];
        for (var i = 1; i <= (int)Words.LastStarter; i++)
            set[i] = true;
        foreach (var word in words)
            set[(int)word] = true;
        return set;
    }
}
