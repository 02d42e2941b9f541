namespace ImmutableGuard.Conformance.Generators;

/// <summary>MySQL's statements, as MariaDB takes them.</summary>
/// <param name="draw">The choices.</param>
public sealed class MySqlGrammar(Draw draw) : Grammar(draw)
{
    /// <inheritdoc/>
    protected override string[] Comments =>
        ["/* ; DELETE FROM audit; */", "-- ' DROP TABLE audit\n", "# ' ; DROP TABLE audit\n", "/**/", "#\n", "/*'*/", "-- /*\n"];

    /// <inheritdoc/>
    protected override string Quoted(string name) => $"`{name}`";

    /// <inheritdoc/>
    protected override string Parameter() => Draw.Of("@p", "@`p`", "@'p'");

    /// <inheritdoc/>
    protected override string Qualifier() => Draw.Of("shop.", "`shop`.");

    /// <inheritdoc/>
    protected override string String() => Draw.Below(4) switch
    {
        0 => Draw.Of("'it\\'s'", "'\\\\'", "\"a'b\"", "\"; -- \"", "'a\\';\\'b'").Replace(' ', Solid),
        1 => "_utf8mb4'x'",
        _ => base.String(),
    };

    /// <inheritdoc/>
    protected override string Statement() => Draw.Way(Select, Delete, Delete, Deletes, Update, Update, Updates, Insert, Insert, Other);

    /// <inheritdoc/>
    protected override string Alone() => Draw.Way(
        () => $"EXPLAIN {Delete()}",
        () => $"EXPLAIN EXTENDED {Update()}",
        () => $"DESCRIBE {Selection()}",
        () => $"PREPARE s FROM 'DELETE{Solid}FROM{Solid}audit'",
        () => $"LOCK TABLES {Table()} WRITE");

    private string Definition(string name) => Draw.Of(
        $"WITH {name} AS ( {Query(1)} ) ",
        $"WITH c0 AS ( {Query(1)} ) , {name} AS ( SELECT * FROM c0 ) ");

    private string Selection() => Draw.Chance(25) ? With(Definition, () => Query(2)) : Query(2);

    private string Select() => Selection() + Draw.Of("", "", " ORDER BY 1", " LIMIT 3", " LIMIT 1 , 3", " FOR UPDATE", " LOCK IN SHARE MODE", " INTO @a , @b , @c , @d , @e");

    private string Delete() =>
        $"DELETE {Draw.Of("", "", "", "LOW_PRIORITY ", "QUICK ", "IGNORE ")}FROM {Table()}{Where(80, "", 2)}"
        + Draw.Of("", "", "", " LIMIT 1", " ORDER BY id LIMIT 2", " RETURNING id");

    /// <summary>A DELETE from several tables, or from one of several.</summary>
    private string Deletes()
    {
        var sources = Sources(out var target, 0);
        return Draw.Way(
            () => $"DELETE {target}{Draw.Maybe(20, ".*")} FROM {sources}{Where(60, target, 1)}",
            () => $"DELETE FROM {target} USING {sources}{Where(60, target, 1)}",
            () =>
            {
                var (first, second) = (Alias(), Alias());
                return $"DELETE {first} , {second} FROM {Table()} {first} {Draw.Of("JOIN", "INNER JOIN", "STRAIGHT_JOIN")} {Table()} AS {second} ON {first}.id = {second}.id{Where(60, second, 1)}";
            },
            () => $"DELETE items FROM orders AS archive JOIN audit AS items ON items.id = archive.id{Where(50, "items", 0)}",
            () => $"DELETE orders , items FROM orders NATURAL JOIN items{Where(50, "orders", 0)}");
    }

    private string Update() =>
        $"UPDATE {Draw.Of("", "", "LOW_PRIORITY ", "IGNORE ")}{Table()} SET {Assignments("")}{Where(80, "", 2)}{Draw.Of("", "", " LIMIT 3", " ORDER BY id LIMIT 1")}";

    private string Updates()
    {
        var (first, second) = (Alias(), Alias());
        return Draw.Way(
            () => $"UPDATE {Table()} {first} JOIN {Table()} AS {second} ON {first}.id = {second}.id SET {Assignments(first)}{Where(60, second, 1)}",
            () => $"UPDATE {Table()} {first} , {Table()} {second} SET {Assignments(first)} , {Assignments(second)}{Where(60, second, 1)}",
            () => $"UPDATE {Table()} {first} LEFT JOIN ( {Query(1)} ) AS {second} ON {first}.id = {second}.id SET {Assignments(first)}");
    }

    private string Insert()
    {
        var verb = Draw.Of("INSERT INTO", "INSERT", "INSERT IGNORE INTO", "REPLACE INTO", "REPLACE", "INSERT LOW_PRIORITY INTO");
        var upsert = verb.StartsWith("INSERT", StringComparison.Ordinal) ? Draw.Of("", "", "", $" ON DUPLICATE KEY UPDATE {Assignments("")}", " ON DUPLICATE KEY UPDATE a = VALUES( a )") : "";
        var columns = $"( id , a , b , note , {Quoted("delete")} )";
        return Draw.Way(
            () => $"{verb} {Table()} {columns} {Draw.Of("VALUES", "VALUE")} ( {Draw.Below(999)} , {Value()} , {Value()} , {String()} , 1 ){upsert}",
            () => $"{verb} {Table()} SET id = {Draw.Below(99)} , {Assignments("")}{upsert}",
            () => $"{verb} {Table()} {columns} {Selection()}",
            () => $"{verb} {Table()} () VALUES ()");
    }

    private string Other() => Draw.Way(
        () => $"CREATE TABLE t{Draw.Below(1000)}a ( id INT PRIMARY KEY , {Quoted("delete")} INT COMMENT 'DELETE{Solid}FROM{Solid}x' , KEY ( {Quoted("delete")} ) )",
        () => $"CREATE OR REPLACE TABLE {Table("archive")} AS {Query(1)}",
        () => $"CREATE TABLE t{Draw.Below(1000)}b {Query(1)}",
        () => $"DROP TABLE IF EXISTS {Table()} , {Table()}",
        () => $"CREATE TEMPORARY TABLE t{Draw.Below(1000)}c AS {Query(1)}",
        () => $"CREATE INDEX i{Draw.Below(1000)} ON items ( a , {Quoted("delete")} )",
        () => $"ALTER TABLE {Table()} ADD COLUMN c{Draw.Below(1000)} INT",
        () => $"RENAME TABLE audit TO audit{Draw.Below(1000)}",
        () => $"TRUNCATE {Draw.Of("", "TABLE ")}{Table()}",
        () => $"ANALYZE {Update()}",
        () => $"SELECT {Draw.Of("NEXTVAL( numbers )", "NEXT VALUE FOR numbers")}",
        () => $"DO ( SELECT MAX( id ) FROM {Table()} )",
        () => $"SET @p = ( SELECT MAX( id ) FROM {Table()} )",
        () => $"SELECT REPLACE( note , 'a' , 'b' ) , INSERT( note , 1 , 2 , 'z' ) , TRUNCATE( a , 1 ) FROM {Table()}",
        () => "VALUES ( 1 , 'DELETE' )");

    private string Assignments(string alias) => string.Join(" , ", Enumerable.Range(0, 1 + Draw.Below(2)).Select(_ =>
        $"{Column(alias, Draw.Of("a", "b", "note", "delete"))} = {Draw.Of(Value(), Value(), $"( SELECT MAX( i.id ) FROM {Table("customers")} AS i )")}"));
}
