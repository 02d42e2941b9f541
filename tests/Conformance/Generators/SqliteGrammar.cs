namespace ImmutableGuard.Conformance.Generators;

/// <summary>SQLite's statements.</summary>
/// <param name="draw">The choices.</param>
public sealed class SqliteGrammar(Draw draw) : Grammar(draw)
{
    /// <inheritdoc/>
    protected override string[] Comments => ["/* ; DELETE FROM audit; */", "-- ' DROP TABLE audit\n", "/* /* */", "/**/", "--\n", "/*'*/"];

    /// <inheritdoc/>
    protected override string Quoted(string name) => Draw.Of($"\"{name}\"", $"[{name}]", $"`{name}`");

    /// <inheritdoc/>
    protected override string Parameter() => Draw.Of("?", "?1", ":p", "@p", "$p");

    /// <inheritdoc/>
    protected override string Qualifier() => Draw.Of("main.", "\"main\".");

    /// <inheritdoc/>
    protected override string Cased(string name) => Draw.Chance(10) ? name.ToUpperInvariant() : name;

    /// <inheritdoc/>
    protected override string Statement() => Draw.Chance(15)
        ? With(Definition, () => Draw.Way(Select, Delete, Update, Insert))
        : Draw.Way(Select, Delete, Delete, Update, Update, Insert, Insert, Other);

    private string Definition(string name) => Draw.Of(
        $"WITH {name} AS ( {Query(1)} ) ",
        $"WITH c0 ( id , a , b , note , {Quoted("delete")} ) AS MATERIALIZED ( {Query(1)} ) , {name} AS ( SELECT * FROM c0 ) ",
        $"WITH RECURSIVE {name} AS ( SELECT 1 AS id , 2 AS a , 3 AS b , 4 AS note , 5 AS {Quoted("delete")} UNION ALL SELECT id + 1 , a , b , note , 6 FROM {name} WHERE id < 3 ) ");

    private string Select() => Query(2) + Draw.Of("", "", " ORDER BY 1", " LIMIT 3", " LIMIT 3 OFFSET 1");

    private string Delete()
    {
        var aliased = Draw.Chance(20);
        var alias = aliased ? Alias() : "";
        return $"DELETE FROM {Table()}{(aliased ? $" AS {alias}" : "")}{Where(80, alias, 2)}{Returning()}";
    }

    private string Update()
    {
        var table = Table();
        var alias = Draw.Chance(30) ? Alias() : "";
        var or = Draw.Maybe(25, Draw.Of("OR REPLACE ", "OR IGNORE ", "OR ABORT "));
        var from = "";
        if (alias.Length > 0 && Draw.Chance(50))
            from = $" FROM {Sources(out _, 1)}";
        return $"UPDATE {or}{table}{(alias.Length > 0 ? $" AS {alias}" : "")}"
            // Without a key among what is set no row can be in the way, and SQLite knows that.
            + $" SET {(or == "OR REPLACE " ? "id = 1" : Assignments())}{from}{Where(80, alias, 2)}{Returning()}";
    }

    private string Insert()
    {
        var verb = Draw.Of("INSERT INTO", "INSERT INTO", "INSERT OR REPLACE INTO", "INSERT OR IGNORE INTO", "REPLACE INTO");
        var table = $"{verb} {Table()}{Draw.Maybe(10, " AS " + Alias())} ( id , a , b , note , {Quoted("delete")} )";
        var rows = Draw.Chance(50)
            ? string.Join(" , ", Enumerable.Range(0, 1 + Draw.Below(2)).Select(_ => $"( {100 + Draw.Below(999)} , {Value()} , {Value()} , {String()} , 1 )"))
            : "";
        rows = rows.Length > 0 ? $"VALUES {rows}" : Query(1);
        // Where a query doesn't end with a condition, SQLite takes the ON of an upsert for a join's.
        var upsert = verb == "INSERT INTO" && rows.StartsWith("VALUES", StringComparison.Ordinal)
            ? Draw.Of("", "", " ON CONFLICT DO NOTHING", $" ON CONFLICT ( id ) DO UPDATE SET {Assignments()}",
                $" ON CONFLICT ( id ) DO UPDATE SET a = excluded.a WHERE a > 1 ON CONFLICT DO NOTHING")
            : "";
        return $"{table} {rows}{upsert}{Returning()}";
    }

    private string Other() => Draw.Way(
        () => $"CREATE TABLE t{Draw.Below(1000)}a ( id INTEGER REFERENCES orders ( id ) ON DELETE CASCADE ON UPDATE SET NULL , {Quoted("delete")} TEXT DEFAULT 'DELETE{Solid}FROM{Solid}x' )",
        () => $"CREATE TABLE IF NOT EXISTS t{Draw.Below(1000)}b AS {Query(1)}",
        () => $"DROP TABLE IF EXISTS {Table()}",
        () => $"CREATE TEMP TABLE t{Draw.Below(1000)}c AS {Query(1)}",
        () => $"CREATE INDEX i{Draw.Below(1000)} ON items ( a , {Quoted("delete")} )",
        () => $"ALTER TABLE audit ADD COLUMN c{Draw.Below(1000)} INT",
        () => $"CREATE TRIGGER g{Draw.Below(1000)} AFTER DELETE ON orders BEGIN DELETE FROM items WHERE id = OLD.id ; UPDATE audit SET a = 1 ; END",
        () => $"CREATE VIEW v{Draw.Below(1000)} AS {Query(1)}",
        () => $"EXPLAIN {Delete()}",
        () => $"EXPLAIN QUERY PLAN {Update()}",
        () => "SAVEPOINT s",
        () => "PRAGMA foreign_keys = ON",
        () => "VALUES ( 1 , 'DELETE' ) , ( 2 , 'x' )",
        () => $"ANALYZE {Table()}");

    private string Assignments() => string.Join(" , ", Enumerable.Range(0, 1 + Draw.Below(2)).Select(_ =>
        $"{Column("", Draw.Of("a", "b", "note", "delete"))} = {Draw.Of(Value(), $"( SELECT MAX( id ) FROM {Table()} )")}"));

    private string Returning() => Draw.Maybe(10, Draw.Of(" RETURNING *", " RETURNING id AS " + Quoted("delete")));
}
