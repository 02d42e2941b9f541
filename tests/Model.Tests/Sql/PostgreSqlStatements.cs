using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class PostgreSqlStatements
{
    [Theory]
    [InlineData("SELECT * FROM t FOR UPDATE", "read sql:t")]
    [InlineData("SELECT delete FROM t", "read sql:t")]
    [InlineData("CREATE TEMP TABLE z AS SELECT * FROM u; DELETE FROM z", "read sql:u")]
    [InlineData("WITH t AS (SELECT * FROM t) SELECT * FROM t", "read sql:t")]
    [InlineData("COPY (SELECT * FROM t) TO STDOUT", "read sql:t")]
    [InlineData("SELECT U&'d\\0061t', E'it\\'s; DELETE FROM t', $$; DELETE FROM t$$, 'a\\' FROM \"Tab\"\"le\" WHERE x @> '{}' AND y::text = 'z'",
        "read sql:Tab\"le")]
    [InlineData("SELECT a FROM t WHERE b = 1 FOR NO KEY UPDATE OF t SKIP LOCKED", "read sql:t")]
    [InlineData("TABLE t", "read sql:t")]
    [InlineData("SELECT a IS DISTINCT FROM b, extract(year FROM c), trim(both FROM d), substring(e FROM 1 FOR 2) FROM t", "read sql:t")]
    [InlineData("SELECT count(*) FILTER (WHERE x) OVER (PARTITION BY y ORDER BY z) FROM t", "read sql:t")]
    [InlineData("SELECT * FROM t, LATERAL (SELECT * FROM u WHERE u.id = t.id) q, unnest(ARRAY[1,2]) n", "read sql:t; read sql:u")]
    [InlineData("SELECT * FROM a LEFT JOIN (b JOIN c ON b.x = c.x) ON a.y = b.y", "read sql:a; read sql:b; read sql:c")]
    public void Query_ReadsItsTables(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.PostgreSql));

    [Theory]
    [InlineData("DELETE FROM \"Orders\" WHERE id=$1", "delete sql:Orders")]
    [InlineData("WITH x AS (DELETE FROM t WHERE a=1 RETURNING *) INSERT INTO u SELECT * FROM x", "delete sql:t; insert sql:u")]
    [InlineData("INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET b=2", "insert sql:t; update sql:t")]
    [InlineData("EXPLAIN ANALYZE WITH c AS (SELECT 1) DELETE FROM t WHERE a = 1", "delete sql:t")]
    [InlineData("EXPLAIN ANALYZE DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData("DELETE FROM t USING u WHERE t.id=u.id", "delete sql:t (unbounded); read sql:u")]
    [InlineData("TRUNCATE a, b CASCADE", "truncate sql:a; truncate sql:b; truncate sql:*")]
    [InlineData("SELECT a AS delete, nextval('s') FROM t", "update sql:s; read sql:t")]
    [InlineData("DO $$ BEGIN DELETE FROM t; END $$", "delete sql:t (unbounded)")]
    [InlineData("BEGIN NOT DEFERRABLE; DELETE FROM t WHERE a = 1; COMMIT", "delete sql:t")]
    [InlineData("BEGIN DEFERRABLE, READ ONLY; COMMIT", "")]
    [InlineData("MERGE INTO t * AS x USING u ON x.id = u.id WHEN MATCHED THEN DELETE", "delete sql:t (unbounded); read sql:u")]
    [InlineData("MERGE INTO t * USING u ON t.id = 1 WHEN MATCHED THEN DELETE", "delete sql:t; read sql:u")]
    [InlineData("DELETE FROM ONLY public.t WHERE id = $1", "delete sql:public.t")]
    [InlineData("DELETE FROM t USING u WHERE t.id = u.id AND u.x = 1", "delete sql:t; read sql:u")]
    [InlineData("DELETE FROM t WHERE id = ANY($1)", "delete sql:t")]
    [InlineData("DELETE FROM t AS x WHERE x.id = 1 RETURNING *", "delete sql:t")]
    [InlineData("DELETE FROM t WHERE ctid IN (SELECT ctid FROM t LIMIT 10)", "delete sql:t; read sql:t")]
    [InlineData("UPDATE t SET a = s.a FROM s WHERE t.id = s.id AND s.z = 2", "update sql:t; read sql:s")]
    [InlineData("WITH RECURSIVE a AS (SELECT 1 UNION ALL SELECT x FROM a), b AS (UPDATE t SET y = 1 WHERE id = 3 RETURNING *) SELECT * FROM b",
        "update sql:t")]
    [InlineData("SELECT * FROM (WITH d AS (DELETE FROM deep WHERE id = 1 RETURNING *) SELECT * FROM d) q", "delete sql:deep")]
    [InlineData("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED AND s.x = 1 THEN DELETE WHEN NOT MATCHED THEN INSERT VALUES (1) WHEN MATCHED THEN DO NOTHING",
        "delete sql:t; insert sql:t; read sql:s")]
    [InlineData("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", "insert sql:t")]
    [InlineData("INSERT INTO t AS x (a) VALUES (1) ON CONFLICT (a) WHERE a > 0 DO UPDATE SET b = EXCLUDED.b WHERE x.c = 1 RETURNING id",
        "insert sql:t; update sql:t")]
    [InlineData("CREATE TABLE n AS SELECT * FROM o", "schema sql:n; insert sql:n; read sql:o")]
    [InlineData("SELECT a INTO n FROM o", "schema sql:n; insert sql:n; read sql:o")]
    [InlineData("TRUNCATE TABLE ONLY a, b RESTART IDENTITY", "truncate sql:a; truncate sql:b")]
    [InlineData("COPY t (a, b) FROM STDIN", "insert sql:t")]
    [InlineData("COPY t TO '/tmp/x'", "read sql:t; insert file:/tmp/x")]
    [InlineData("EXPLAIN (ANALYZE, BUFFERS) DELETE FROM t WHERE id = 1", "delete sql:t")]
    [InlineData("PREPARE p AS DELETE FROM t WHERE id = $1; EXECUTE p(1)", "delete sql:t")]
    [InlineData("DO $x$ BEGIN IF true THEN DELETE FROM t WHERE id = 1; END IF; END $x$", "delete sql:t")]
    [InlineData("DO $x$ DECLARE n int := 0; r record; BEGIN FOR r IN SELECT id FROM q LOOP UPDATE t SET a = n WHERE id = r.id; n := n + 1; END LOOP; EXCEPTION WHEN OTHERS THEN NULL; END $x$",
        "read sql:q; update sql:t")]
    [InlineData("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC DELETE FROM t; SELECT 1; END; DELETE FROM u WHERE a = 1", "schema sql:f; delete sql:u")]
    [InlineData("SELECT setval('public.s', 1), lo_unlink(3), pg_terminate_backend(4)",
        "update sql:public.s; delete sql:pg_largeobject; call sql:pg_terminate_backend")]
    [InlineData("SELECT dblink_exec('c', 'DELETE FROM x')", "call sql:dblink_exec; delete sql:x (unbounded)")]
    [InlineData("DELETE FROM \"Select\".\"From\" WHERE \"Where\" = 1", "delete sql:Select.From")]
    [InlineData("DELETE FROM t USING (SELECT id FROM u WHERE x = 1) s WHERE s.id = t.id", "delete sql:t; read sql:u")]
    [InlineData("DO $x$ DECLARE r record; BEGIN FOR r IN SELECT id FROM q LOOP UPDATE t SET a = 1 WHERE id = r.id; END LOOP; END $x$",
        "read sql:q; update sql:t")]
    public void Change_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.PostgreSql));

    [Theory]
    [InlineData("DROP TABLE IF EXISTS a, b", "schema sql:a; schema sql:b")]
    [InlineData("CREATE TABLE n AS SELECT * FROM o WITH NO DATA", "schema sql:n")]
    [InlineData("CREATE FUNCTION f() RETURNS void AS $$ DELETE FROM t $$ LANGUAGE sql", "schema sql:f")]
    [InlineData("CREATE TRIGGER x AFTER DELETE ON t FOR EACH ROW EXECUTE FUNCTION f()", "schema sql:t")]
    [InlineData("CREATE RULE r AS ON DELETE TO t DO INSTEAD DELETE FROM u", "schema sql:t")]
    [InlineData("ALTER TABLE t ADD CONSTRAINT c FOREIGN KEY (a) REFERENCES u (b) ON DELETE CASCADE ON UPDATE SET NULL", "schema sql:t")]
    [InlineData("ALTER TRIGGER g ON t RENAME TO h", "schema sql:t")]
    [InlineData("ALTER TABLE t RENAME TO u", "schema sql:t; schema sql:u")]
    [InlineData("ALTER TABLE t DROP COLUMN a, DROP COLUMN b CASCADE", "schema sql:t")]
    [InlineData("DROP SCHEMA s CASCADE", "schema sql:s.*")]
    [InlineData("DROP INDEX CONCURRENTLY IF EXISTS i", "schema sql:i")]
    [InlineData("GRANT DELETE ON t TO u", "schema sql:t")]
    [InlineData("REVOKE ALL ON ALL TABLES IN SCHEMA s FROM u", "schema sql:s.*")]
    [InlineData("VACUUM (ANALYZE) t", "schema sql:t")]
    [InlineData("REFRESH MATERIALIZED VIEW CONCURRENTLY m", "schema sql:m")]
    public void Definition_IsSchemaOfItsObject(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.PostgreSql));

    [Theory]
    [InlineData("EXECUTE p(1)", "call sql:p")]
    [InlineData("CALL maint.purge(1)", "call sql:maint.purge")]
    public void Routine_IsCalled(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.PostgreSql));

    [Theory]
    [InlineData("EXPLAIN DELETE FROM t", "")]
    [InlineData("EXPLAIN (ANALYZE false) DELETE FROM t", "")]
    [InlineData("EXPLAIN (FORMAT json) DELETE FROM t", "")]
    [InlineData("PREPARE p AS DELETE FROM t WHERE id = $1", "")]
    [InlineData("LOCK TABLE t IN EXCLUSIVE MODE", "")]
    [InlineData("SELECT 1 /* /* nested */ DELETE FROM t */", "")]
    [InlineData("BEGIN; SET LOCAL x = 1; SAVEPOINT a; ROLLBACK TO a; COMMIT", "")]
    [InlineData("NOTIFY c, 'x'", "")]
    public void NothingOfTheDatabaseChanges_NoEffect(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.PostgreSql));

    [Theory]
    [InlineData("DO $x$ BEGIN EXECUTE 'DROP TABLE ' || x; END $x$", "schema sql:*…")]
    [InlineData("SELECT 'unterminated", "…")]
    public void WhatIsNotUnderstood_IsNotComplete(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.PostgreSql));

    [Theory]
    [InlineData("DO $$ BEGIN FOR r IN DELETE FROM t RETURNING * LOOP UPDATE u SET a = r.a WHERE id = 1; END LOOP; END $$", "delete sql:t (unbounded); update sql:u")]
    [InlineData("DO $$ BEGIN FOR a, b IN WITH d AS (DELETE FROM t WHERE x = 1 RETURNING *) SELECT * FROM d LOOP NULL; END LOOP; END $$", "delete sql:t")]
    [InlineData("DO $$ BEGIN OPEN c FOR EXECUTE 'DELETE FROM t RETURNING *'; END $$", "delete sql:t (unbounded)")]
    [InlineData("DO $$ BEGIN OPEN c FOR EXECUTE q; END $$", "…")]
    [InlineData("DO $$ BEGIN OPEN c FOR SELECT * FROM t; OPEN d NO SCROLL FOR WITH e AS (SELECT * FROM u) SELECT * FROM e; END $$", "read sql:t; read sql:u")]
    [InlineData("DELETE FROM U&\"d!0061ta\" UESCAPE '!'", "delete sql:d!0061ta (unbounded)…")]
    [InlineData("EXPLAIN (\"analyze\") DELETE FROM t", "delete sql:t (unbounded)")]
    [InlineData("EXPLAIN (\"verbose\") DELETE FROM t", "")]
    [InlineData("ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b", "schema sql:*")]
    [InlineData("DROP OWNED BY x CASCADE", "schema sql:*")]
    [InlineData("ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO x", "schema sql:*")]
    [InlineData("ALTER SYSTEM SET work_mem = '1GB'", "schema sql:*")]
    [InlineData("CREATE STATISTICS s (ndistinct) ON a, b FROM public.t", "schema sql:public.t")]
    [InlineData("SELECT table_to_xml('public.t', true, false, '')", "read sql:public.t")]
    public void RareStatement_HasItsEffects(string sql, string effects) => Assert.Equal(effects, Shown.Of(sql, SqlDialect.PostgreSql));
}
