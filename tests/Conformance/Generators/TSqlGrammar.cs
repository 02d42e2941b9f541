namespace ImmutableGuard.Conformance.Generators;

/// <summary>T-SQL's statements, mostly without semicolons.</summary>
/// <param name="draw">The choices.</param>
public sealed class TSqlGrammar(Draw draw) : Grammar(draw)
{
    private int blocks;
    private int statements;

    /// <inheritdoc/>
    protected override string[] Comments =>
        ["/* ; DELETE FROM audit; */", "-- ' DROP TABLE audit\n", "/* /* ' */ ; DELETE FROM audit */", "/**/", "--\n", "/*]*/", "-- /*\n"];

    /// <inheritdoc/>
    protected override string Separator => Draw.Of(";", "", "", "\n", "\nGO\n");

    /// <inheritdoc/>
    protected override string Quoted(string name) => Draw.Of($"[{name}]", $"[{name}]", $"\"{name}\"");

    /// <inheritdoc/>
    protected override string Parameter() => Draw.Of("@p", "@p1", "@@ROWCOUNT");

    /// <inheritdoc/>
    protected override string Qualifier() => Draw.Of("dbo.", "[dbo].", "shop.dbo.", "shop..");

    /// <inheritdoc/>
    protected override string Cased(string name) => Draw.Chance(10) ? name.ToUpperInvariant() : name;

    /// <inheritdoc/>
    protected override string String() => Draw.Maybe(30, "N") + base.String();

    /// <inheritdoc/>
    protected override string Statement()
    {
        statements++;
        return Draw.Below(12) switch
        {
            0 => Expression(),
            1 => Block(),
            2 or 3 => Other(),
            _ => Draw.Way(Select, Delete, Delete, Update, Update, Insert, Merge),
        };
    }

    /// <summary>
    /// A statement behind a common table expression; some change the table through it. A server wants a semicolon before it, which the
    /// parser doesn't.
    /// </summary>
    private string Expression() => (statements == 1 ? Draw.Maybe(30, ";") : ";") + Draw.Way(
        () => With(Definition, () => Draw.Way(Select, () => $"DELETE FROM {Table("items")}{Where(90, "", 1)}", () => $"INSERT INTO {Table()} {Query(1)}")),
        () => $"WITH c1 AS ( SELECT {Draw.Maybe(50, "TOP ( 5 ) ")}* FROM {Table()} ) {Draw.Of("DELETE FROM c1", "DELETE c1", "UPDATE c1 SET a = 1", "DELETE x FROM c1 x")}{Draw.Maybe(50, " WHERE a = 1")}",
        () => $"WITH c1 AS ( SELECT * FROM {Table()} ) , c2 AS ( SELECT id FROM c1 ) DELETE c2");

    private string Definition(string name) => Draw.Of(
        $"WITH {name} AS ( {Query(1)} ) ",
        $"WITH c0 ( id , a , b , note , {Quoted("delete")} ) AS ( {Query(1)} ) , {name} AS ( SELECT * FROM c0 ) ");

    private string Block()
    {
        if (++blocks > 3)
            return Select();
        return Draw.Way(
            () => $"IF @p > 1 {Statement()} ELSE {Statement()}",
            () => $"IF EXISTS ( {Query(1)} ) {Statement()}",
            () => $"BEGIN {Statement()} {Statement()} END",
            () => $"BEGIN TRY {Statement()} {Statement()} END TRY BEGIN CATCH {Statement()} END CATCH",
            () => $"WHILE @p < 9 OR NOT EXISTS ( {Query(0)} ) BEGIN {Statement()} BREAK END",
            () => $"BEGIN TRAN {Statement()} COMMIT TRAN",
            () => $"DECLARE @p2 int = ( SELECT MAX( id ) FROM {Table()} ) {Statement()}",
            () => $"SET NOCOUNT ON {Statement()}",
            () => $"SET @p = @p + 1 {Statement()}",
            () => $"PRINT 'DELETE{Solid}FROM{Solid}x' {Statement()}",
            () => $"RETURN {Statement()}",
            () => $"EXEC sp_help {Statement()}");
    }

    private string Select() => Draw.Below(6) switch
    {
        0 => $"SELECT {Draw.Of("TOP 5 ", "TOP ( 5 ) ", "DISTINCT ", "")}@p = {Column("", "delete")} FROM {Table()} WITH ( NOLOCK ){Where(50, "", 1)}",
        1 => $"SELECT a AS {Quoted("delete")} , b = 1 , ( SELECT MAX( id ) FROM {Table()} ) 'update' FROM {Table()}{Draw.Of(" ( NOLOCK )", "")}",
        2 => $"SELECT id INTO {Draw.Of(Table(), "#t", Table())} FROM {Table()}{Where(50, "", 1)}",
        _ => Query(2) + Draw.Of("", "", " ORDER BY 1 OFFSET 1 ROWS FETCH NEXT 3 ROWS ONLY", " FOR XML PATH( 'x' )", " OPTION ( RECOMPILE )", " FOR JSON AUTO"),
    };

    private string Delete() => Draw.Way(
        () => $"DELETE {Top()}{Draw.Maybe(70, "FROM ")}{Table()}{Hint()}{Output("deleted")}{Where(70, "", 2)}",
        () => $"DELETE FROM {Table()}{Where(90, "", 2)}{Draw.Of("", " OPTION ( MAXDOP 1 )")}",
        () =>
        {
            var sources = Sources(out var alias, 0);
            return $"DELETE {Top()}{Draw.Maybe(40, "FROM ")}{alias}{Output("deleted")} FROM {sources}{Where(60, alias, 1)}";
        },
        () => $"DELETE items FROM items JOIN {Source(out var joined, 1)} ON items.id = {joined}.id{Where(50, joined, 0)}",
        () => $"DELETE FROM {Table()} WHERE CURRENT OF cursor1");

    private string Update() => Draw.Way(
        () => $"UPDATE {Top()}{Table()}{Hint()} SET {Assignments()}{Output("inserted")}{Where(70, "", 2)}",
        () =>
        {
            var sources = Sources(out var alias, 0);
            return $"UPDATE {alias} SET {Assignments()}{Output("inserted")} FROM {sources}{Where(60, alias, 1)}";
        },
        () => $"UPDATE items SET {Assignments()} FROM items , {Source(out var joined, 1)} WHERE items.id = {joined}.id",
        () => $"UPDATE STATISTICS {Table("items")}");

    private string Insert() => $"INSERT {Draw.Maybe(80, "INTO ")}{Table()}" + Draw.Way(
        () => $" ( id , {Quoted("delete")} ){Output("inserted")} VALUES ( 1 , {Value()} ) , ( 2 , {Value()} )",
        () => $" ( id , a ){Output("inserted")} {Query(1)}",
        () => " DEFAULT VALUES",
        () => $" EXEC( 'SELECT{Solid}1' )",
        () => $" SELECT * FROM ( DELETE FROM {Table()} OUTPUT deleted.* WHERE a = 1 ) AS x");

    private string Merge()
    {
        var (target, source) = (Alias(), Alias());
        return $"MERGE {Top()}{Draw.Maybe(60, "INTO ")}{Table()} AS {target} USING {Draw.Of(Table(), $"( {Query(1)} )")} AS {source} ON {target}.id = {source}.id"
            + Draw.Maybe(60, $" WHEN MATCHED{Draw.Maybe(30, $" AND {Predicate(target, 0)}")} THEN {Draw.Of("DELETE", "UPDATE SET a = 1 , b = 2")}")
            + Draw.Maybe(30, $" WHEN NOT MATCHED BY SOURCE THEN {Draw.Of("DELETE", "UPDATE SET a = 1")}")
            + $" WHEN NOT MATCHED BY TARGET THEN INSERT ( id , a ) VALUES ( {source}.id , 2 ){Output("inserted")};";
    }

    private string Other() => Draw.Way(
        () => $"TRUNCATE TABLE {Table()}",
        () => $"CREATE TABLE {Table()} ( id int PRIMARY KEY REFERENCES orders ( id ) ON DELETE CASCADE ON UPDATE SET NULL , {Quoted("delete")} int DEFAULT 1 )",
        () => $"CREATE TABLE #t ( id int ) INSERT INTO #t SELECT id FROM {Table()} DELETE FROM #t",
        () => $"DROP TABLE {Draw.Of("", "IF EXISTS ")}{Table()} , {Table()}",
        () => $"ALTER TABLE {Table()} {Draw.Of("DROP COLUMN a", "ADD c int", "ADD CONSTRAINT c FOREIGN KEY ( a ) REFERENCES orders ( id ) ON DELETE CASCADE")}",
        () => $"CREATE INDEX i ON {Table()} ( {Quoted("delete")} )",
        () => $"EXEC( 'DELETE{Solid}FROM{Solid}{Draw.Of("orders", "items")}' )",
        () => $"EXEC sp_executesql N'UPDATE{Solid}orders{Solid}SET{Solid}a{Solid}={Solid}@x' , N'@x{Solid}int' , @x = 1",
        () => $"DECLARE @t TABLE ( id int ) INSERT @t SELECT id FROM {Table()} DELETE @t",
        () => $"DECLARE cursor1 CURSOR FOR {Query(1)}",
        () => "FETCH NEXT FROM cursor1 INTO @p",
        () => $"GRANT DELETE , UPDATE ON {Table()} TO somebody",
        () => "WAITFOR DELAY '00:00:01'",
        () => "GOTO label1",
        () => "SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED",
        () => "THROW 50000 , 'DELETE' , 1");

    private string Top() => Draw.Maybe(15, Draw.Of("TOP ( 5 ) ", "TOP ( @p ) PERCENT "));

    private string Hint() => Draw.Maybe(15, Draw.Of(" WITH ( TABLOCK )", " WITH ( ROWLOCK , HOLDLOCK )"));

    private string Output(string rows) => Draw.Maybe(20, Draw.Of($" OUTPUT {rows}.id", $" OUTPUT {rows}.id INTO {Table()} ( id )", $" OUTPUT {rows}.* INTO @t"));

    private string Assignments() => Draw.Of(
        $"a = {Value()}",
        $"a = {Value()} , {Column("", "delete")} += 1",
        $"@p = a = {Value()}",
        $"a = ( SELECT MAX( id ) FROM {Table()} ) , b = DEFAULT");
}
