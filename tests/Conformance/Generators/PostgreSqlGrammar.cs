namespace ImmutableGuard.Conformance.Generators;

/// <summary>PostgreSQL's statements.</summary>
/// <param name="draw">The choices.</param>
public sealed class PostgreSqlGrammar(Draw draw) : Grammar(draw)
{
    /// <inheritdoc/>
    protected override string[] Comments =>
        ["/* ; DELETE FROM audit; */", "-- ' DROP TABLE audit\n", "/* /* ' */ ; DELETE FROM audit */", "/**/", "--\n", "/*$$*/", "-- /*\n"];

    /// <inheritdoc/>
    protected override string Quoted(string name) => Draw.Below(8) == 0 ? $"U&\"{name}\"" : $"\"{name}\"";

    /// <inheritdoc/>
    protected override string Parameter() => Draw.Of("$1", "$2::int");

    /// <inheritdoc/>
    protected override string Qualifier() => Draw.Of("public.", "\"public\".", "shop.public.");

    /// <inheritdoc/>
    protected override string Cased(string name) => Draw.Chance(10) ? name.ToUpperInvariant() : name;

    /// <inheritdoc/>
    protected override string String() => Draw.Below(4) switch
    {
        0 => Draw.Of("E'it\\'s'", "E'\\\\'", "'\\'", "$$; DELETE FROM audit; '$$", "$a$ $$ ' $a$", "U&'\\0041'", "B'01'", "e'a''b\\'; --'").Replace(' ', Solid),
        1 => "'x'::text",
        _ => base.String(),
    };

    /// <inheritdoc/>
    protected override string Statement() => Draw.Below(5) switch
    {
        0 => With(Definition, () => Draw.Way(Select, Delete, Update, Insert, Merge)),
        1 => Definition("c9") + Draw.Way(Select, Delete, Update, Insert),
        _ => Draw.Way(Select, Delete, Delete, Update, Update, Insert, Insert, Merge, Other),
    };

    private string Definition(string name) => Draw.Way(
        () => $"WITH {name} AS ( {Query(1)} ) ",
        () => $"WITH {name} AS NOT MATERIALIZED ( {Query(1)} ) ",
        () => $"WITH c0 ( id , a , b , note , {Quoted("delete")} ) AS MATERIALIZED ( {Query(1)} ) , {name} AS ( SELECT * FROM c0 ) ",
        () => $"WITH RECURSIVE {name} AS ( SELECT 1 AS id UNION ALL SELECT id + 1 FROM {name} WHERE id < 3 ) ",
        () => $"WITH {name} AS ( {Draw.Way(Delete, Update, Insert)} ) ",
        () => $"WITH c0 AS ( DELETE FROM {Table()} RETURNING * ) , {name} AS ( INSERT INTO {Table()} SELECT * FROM c0 RETURNING id ) ");

    private string Select() => Query(2) + Draw.Of(
        "", "", " ORDER BY 1 DESC NULLS LAST", " LIMIT 3", " OFFSET 1 ROWS FETCH FIRST 3 ROWS ONLY", " FOR UPDATE", " FOR NO KEY UPDATE SKIP LOCKED", " FOR SHARE NOWAIT");

    private string Delete()
    {
        var (table, alias) = Target();
        var usings = alias.Length > 0 && Draw.Chance(40) ? $" USING {Sources(out _, 1)}" : "";
        return $"DELETE FROM {table}{usings}{Draw.Of(Where(80, alias, 2), Where(80, alias, 2), " WHERE CURRENT OF cursor1")}{Returning()}";
    }

    private string Update()
    {
        var (table, alias) = Target();
        var from = alias.Length > 0 && Draw.Chance(40) ? $" FROM {Sources(out _, 1)}" : "";
        return $"UPDATE {table} SET {Assignments()}{from}{Where(80, alias, 2)}{Returning()}";
    }

    private (string Table, string Alias) Target()
    {
        var alias = Draw.Chance(50) ? Alias() : "";
        return ($"{Draw.Maybe(10, "ONLY ")}{Table()}{Draw.Maybe(5, " *")}{(alias.Length > 0 ? Draw.Of(" AS ", " ") + alias : "")}", alias);
    }

    private string Insert() =>
        $"INSERT INTO {Table()}{Draw.Maybe(20, " AS " + Alias())}{Draw.Maybe(70, $" ( id , a , {Quoted("delete")} )")}{Draw.Maybe(10, " OVERRIDING SYSTEM VALUE")} "
        + Draw.Way(
            () => $"VALUES ( 1 , {Value()} , DEFAULT ) , ( 2 , {Value()} , {String()} )",
            () => Query(1),
            () => $"( {Query(1)} )",
            () => $"( WITH c5 AS ( {Query(0)} ) SELECT * FROM c5 )",
            () => $"TABLE {Table()}")
        + Draw.Way(
            () => "", () => "", () => " ON CONFLICT DO NOTHING",
            () => $" ON CONFLICT ( id ) WHERE a > 1 DO UPDATE SET {Assignments()}{Where(50, "", 1)}",
            () => $" ON CONFLICT ON CONSTRAINT pk DO UPDATE SET a = EXCLUDED.a")
        + Returning();

    private string Merge()
    {
        var (target, source) = (Alias(), Alias());
        return $"MERGE INTO {Table()} AS {target} USING {Draw.Of(Table(), $"( {Query(1)} )")} {source} ON {target}.id = {source}.id"
            + Draw.Maybe(60, $" WHEN MATCHED{Draw.Maybe(30, $" AND {Predicate(target, 0)}")} THEN {Draw.Of("DELETE", "DO NOTHING", "UPDATE SET a = 1 , b = 2")}")
            + Draw.Maybe(30, $" WHEN NOT MATCHED BY SOURCE THEN {Draw.Of("DELETE", "UPDATE SET a = 1")}")
            + $" WHEN NOT MATCHED THEN {Draw.Of("DO NOTHING", $"INSERT ( id , a ) VALUES ( {source}.id , 2 )", "INSERT DEFAULT VALUES")}";
    }

    private string Other() => Draw.Way(
        () => $"TRUNCATE {Draw.Of("", "TABLE ", "TABLE ONLY ")}{Table()}{Draw.Of("", $" , {Table()}")}{Draw.Of("", " RESTART IDENTITY", " CASCADE")}",
        () => $"CREATE TABLE {Draw.Of("", "IF NOT EXISTS ")}{Table()} ( id int PRIMARY KEY REFERENCES orders ON DELETE CASCADE ON UPDATE SET NULL , {Quoted("delete")} text DEFAULT 'DELETE{Solid}FROM{Solid}x' )",
        () => $"CREATE TABLE {Table()} AS {Query(1)}{Draw.Of("", " WITH NO DATA", " WITH DATA")}",
        () => $"CREATE TEMP TABLE t1 AS {Query(1)}; DELETE FROM t1",
        () => $"CREATE MATERIALIZED VIEW v1 AS {Query(1)}",
        () => $"SELECT id INTO {Draw.Of("", "TABLE ", "UNLOGGED ")}{Table()} FROM {Table()}",
        () => $"DROP TABLE {Draw.Of("", "IF EXISTS ")}{Table()} , {Table()}{Draw.Of("", " CASCADE")}",
        () => $"ALTER TABLE {Table()} {Draw.Of("DROP COLUMN a", "RENAME TO b", "ADD CONSTRAINT c FOREIGN KEY ( a ) REFERENCES orders ( id ) ON DELETE CASCADE")}",
        () => $"CREATE TRIGGER g BEFORE INSERT OR UPDATE OR DELETE ON {Table()} FOR EACH ROW EXECUTE FUNCTION f()",
        () => $"CREATE INDEX i ON {Table()} ( {Quoted("delete")} )",
        () => $"CREATE FUNCTION f() RETURNS int AS $$ DELETE FROM audit $$ LANGUAGE sql".Replace("$$ DELETE FROM audit $$", $"$${Solid}DELETE{Solid}FROM{Solid}audit{Solid}$$"),
        () => $"CREATE OR REPLACE RULE r AS ON DELETE TO {Table()} DO INSTEAD DELETE FROM items",
        () => $"EXPLAIN {Draw.Of("", "VERBOSE ", "( COSTS OFF ) ", "ANALYZE ", "( ANALYZE , BUFFERS ) ", "( ANALYZE false ) ")}{Draw.Way(Delete, Update, Insert, Select)}",
        () => $"COPY {Table()} {Draw.Of("FROM STDIN", "( id , a ) FROM STDIN WITH ( FORMAT csv )", "TO STDOUT")}",
        () => $"COPY ( {Draw.Way(Select, () => Delete() + " RETURNING id")} ) TO STDOUT",
        () => $"PREPARE p AS {Delete()}",
        () => $"DECLARE cursor1 CURSOR FOR {Query(1)}",
        () => $"CREATE VIEW v AS {Query(1)}",
        () => $"LOCK TABLE {Table()} IN EXCLUSIVE MODE",
        () => $"( {Query(1)} ) UNION ( {Query(1)} )",
        () => $"GRANT DELETE , UPDATE ON {Table()} TO somebody",
        () => "VALUES ( 1 , 'DELETE' )",
        () => $"SELECT a IS DISTINCT FROM b , EXTRACT( year FROM c ) , SUBSTRING( note FROM 1 FOR 2 ) , TRIM( BOTH 'x' FROM note ) FROM {Table()}",
        () => $"SELECT * FROM ROWS FROM ( f( 1 ) ) AS x , LATERAL ( {Query(0)} ) AS y , generate_series( 1 , 2 ) {Quoted("update")}");

    private string Assignments() => Draw.Of(
        $"a = {Value()}",
        $"a = {Value()} , {Column("", "delete")} = {String()}",
        $"( a , b ) = ( SELECT id , 1 FROM {Table()} )",
        $"a = ( SELECT MAX( id ) FROM {Table()} ) , b = DEFAULT");

    private string Returning() => Draw.Maybe(20, Draw.Of(" RETURNING *", $" RETURNING id AS {Quoted("delete")} , ( SELECT MAX( id ) FROM {Table()} )"));
}
