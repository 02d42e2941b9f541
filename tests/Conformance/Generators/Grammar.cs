using System.Text;

namespace ImmutableGuard.Conformance.Generators;

/// <summary>
/// Makes statements of one dialect about the tables of <see cref="Schemas"/>. A space in what the methods return is a gap, which may
/// become a comment or a line's end; one within quotes is <see cref="Solid"/>.
/// </summary>
/// <param name="draw">The choices.</param>
public abstract partial class Grammar(Draw draw)
{
    /// <summary>A space that stays one.</summary>
    protected const char Solid = '\u0001';

    private int aliases;
    private string? known;
    private bool used;

    /// <summary>The choices.</summary>
    protected Draw Draw { get; } = draw;

    /// <summary>What may stand in a gap, beside white space.</summary>
    protected abstract string[] Comments { get; }

    /// <summary>What separates two statements.</summary>
    protected virtual string Separator => ";";

    /// <summary>A whole text: mostly one statement, sometimes several.</summary>
    public string Text()
    {
        if (Draw.Chance(4))
            return WithGaps(Alone());
        var text = new StringBuilder(Statement());
        while (Draw.Chance(15))
            text.Append(Separator).Append(' ').Append(Statement());
        text.Append(Draw.Of("", "", "", ";", " ;", " "));
        return WithGaps(text.ToString());
    }

    /// <summary>One statement.</summary>
    protected abstract string Statement();

    /// <summary>A statement that an oracle understands only where it is the only one.</summary>
    protected virtual string Alone() => Statement();

    /// <summary>A name in quotes of the dialect.</summary>
    protected abstract string Quoted(string name);

    /// <summary>A parameter or variable, where the oracle takes them.</summary>
    protected abstract string Parameter();

    /// <summary>A schema that the tables may be found in, with its dot.</summary>
    protected abstract string Qualifier();

    /// <summary>A table's name.</summary>
    protected string Table() => Table(Draw.Of(Schemas.Tables));

    /// <summary>A table's name as it may be spelled.</summary>
    protected string Table(string name) =>
        Draw.Maybe(15, Qualifier()) + (name.Contains(' ') || name == "update" || Draw.Chance(20) ? Quoted(name) : Cased(name)).Replace(' ', Solid);

    /// <summary>A name in some case, where that doesn't make another table of it.</summary>
    protected virtual string Cased(string name) => name;

    /// <summary>A new alias; some look like the start of a statement or like a table.</summary>
    protected string Alias() => Draw.Below(12) switch
    {
        0 => Quoted($"delete{++aliases}"),
        1 => $"update_{++aliases}",
        2 => $"orders{++aliases}",
        _ => $"x{++aliases}",
    };

    /// <summary>A table with an alias, or its derived table.</summary>
    protected string Source(out string alias, int depth)
    {
        alias = Alias();
        if (known is not null && Draw.Chance(50))
        {
            used = true;
            return known + Draw.Of(" AS ", " ") + alias;
        }

        return (depth > 0 && Draw.Chance(20) ? $"( {Query(depth - 1)} )" : Table()) + Draw.Of(" AS ", " ") + alias;
    }

    /// <summary>A source and what is joined to it; <paramref name="alias"/> is one of them.</summary>
    protected string Sources(out string alias, int depth)
    {
        var text = Source(out alias, depth);
        while (Draw.Chance(25))
        {
            var right = Source(out var other, depth);
            text += Draw.Below(5) switch
            {
                0 => $" , {right}",
                1 => $" LEFT JOIN {right} ON {Predicate(other, depth)}",
                2 => $" CROSS JOIN {right}",
                _ => $"{Draw.Of(" JOIN ", " INNER JOIN ")}{right} ON {alias}.id = {other}.id",
            };
            if (Draw.Chance(30))
                alias = other;
        }

        return text;
    }

    /// <summary>A query whose columns are those of every table.</summary>
    protected string Query(int depth)
    {
        var sources = Sources(out var alias, depth);
        var select = $"SELECT {alias}.id , {alias}.a , {alias}.b , {alias}.note , {Column(alias, "delete")} FROM {sources}{Where(60, alias, depth)}";
        return depth > 0 && Draw.Chance(8) ? $"{select} UNION ALL {Query(depth - 1)}" : select;
    }

    /// <summary>
    /// A statement that has a common table expression, sometimes named like a table. One that isn't used is left out: databases don't
    /// look into it.
    /// </summary>
    /// <param name="definition">From the expression's name to all that stands before the statement.</param>
    /// <param name="statement">The statement.</param>
    protected string With(Func<string, string> definition, Func<string> statement)
    {
        (known, used) = (Draw.Of("c1", "c1", "orders", "archive"), false);
        var (name, text) = (known, statement());
        known = null;
        return used ? definition(name) + text : text;
    }

    /// <summary>A column of a source.</summary>
    protected string Column(string alias) => Column(alias, Draw.Of("id", "a", "b", "note", "delete"));

    /// <summary>A column of a source, in quotes where it must have them; without its source where <paramref name="alias"/> is empty.</summary>
    protected string Column(string alias, string name) =>
        (alias.Length > 0 ? alias + "." : "") + (name == "delete" || Draw.Chance(5) ? Quoted(name) : name);

    /// <summary>A WHERE, so often; else nothing.</summary>
    protected string Where(int percent, string alias, int depth) => Draw.Chance(percent) ? $" WHERE {Predicate(alias, depth)}" : "";

    private string WithGaps(string text)
    {
        var result = new StringBuilder();
        foreach (var c in text)
            if (c != ' ' || Draw.Chance(90))
                result.Append(c);
            else
                result.Append(Draw.Chance(40) ? Draw.Of("\n", "\t", "  ", "\r\n") : $" {Draw.Of(Comments)} ");
        return result.Replace(Solid, ' ').ToString();
    }
}
