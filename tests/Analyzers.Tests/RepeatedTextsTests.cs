using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Texts that are put together in loops, and scripts that are carried out part by part.</summary>
public sealed class RepeatedTextsTests
{
    [Theory]
    [InlineData("var b = new StringBuilder(); foreach (var i in ids) b.Append($\"UPDATE a SET x = {i} WHERE id = {i};\"); connection.Execute(b.ToString());", "update sql:a")]
    [InlineData("var b = new StringBuilder(); foreach (var i in ids) { b.Append(\"DELETE FROM a WHERE id = \"); b.Append(i); b.AppendLine(\";\"); } connection.Execute(b.ToString());", "delete sql:a")]
    [InlineData("var b = new StringBuilder(\"BEGIN; \"); while (flag) { if (i == 3) b.Append(\"DELETE FROM a WHERE id = 1;\"); else b.AppendLine(\"UPDATE b SET x = 1 WHERE id = 1;\"); } b.Append(\"COMMIT;\"); connection.Execute(b.ToString());", "delete sql:a, update sql:b")]
    [InlineData("var s = \"\"; for (var n = 0; n < 3; n++) { s += \"DELETE FROM a \"; s += $\"WHERE id = {n};\"; } connection.Execute(s);", "delete sql:a")]
    [InlineData("var s = \"\"; foreach (var one in ids) foreach (var other in ids) s += $\"DELETE FROM a WHERE id = {one} AND o = {other};\"; connection.Execute(s);", "delete sql:a")]
    [InlineData("connection.Execute(string.Join(\";\" + Environment.NewLine, ids.Where(n => n > 3).Select(n => $\"DELETE FROM a WHERE id = {n}\").ToList()));", "delete sql:a")]
    [InlineData("var each = ids.Select(n => $\"DELETE FROM a WHERE id = {n};\"); connection.Execute(string.Concat(each));", "delete sql:a")]
    [InlineData("var b = new StringBuilder(); b.Append($\"DELETE FROM {text}_a \").AppendLine(null, $\"WHERE id = {i:000}\"); b.Append($\" AND o = {text}\"); connection.Execute(b.ToString());", "delete sql:*_a")]
    [InlineData("connection.Execute(\"UPDATE a SET x = 1 WHERE id = 1;\" + Environment.NewLine + \"SELECT 1\");", "update sql:a")]
    public void StatementsThatARepetitionAdds_AreAllTold(string statements, string effects) => AssertTells(statements, effects);

    [Theory]
    [InlineData("connection.Execute($\"UPDATE a SET {string.Join(\", \", names.Select(n => $\"[{n}] = @{n}\"))} WHERE id = @id\");", "update sql:a")]
    [InlineData("connection.Execute(\"EXEC purge \" + string.Join(\", \", names.Select(n => \"@\" + n.Trim('@') + (flag ? \" OUTPUT\" : \"\")).ToArray()));", "call sql:purge")]
    [InlineData("var columns = names.Where(n => n != \"id\").ToList(); connection.Execute($\"INSERT INTO a ({Quoted(columns)}) VALUES (1)\"); static string Quoted(IEnumerable<string> all) => string.Join(\",\", all.Select(n => '\"' + n + '\"'));", "insert sql:a")]
    [InlineData("connection.Execute($\"DELETE FROM a WHERE id IN ({string.Join(\",\", ids.Select((n, at) => $\"@p{at}\"))})\");", "delete sql:a")]
    [InlineData("connection.Execute($\"DROP TABLE {string.Join(\", \", names.Select(n => $\"old_{n}\"))}\");", "schema sql:old_*")]
    // Near misses: nothing is known of an element, commas that no list takes, another separator
    [InlineData("connection.Execute($\"UPDATE a SET {string.Join(\", \", names.Select(n => n))} WHERE id = @id\");", null)]
    [InlineData("connection.Execute($\"UPDATE a SET {string.Join(\", \", names.Select(n => $\"{n} = @{n}\"))} WHERE id = @id\");", null)]
    [InlineData("connection.Execute($\"DELETE FROM a {string.Join(\", \", names.Select(n => $\"WHERE [{n}] = @{n}\"))}\");", null)]
    [InlineData("connection.Execute($\"UPDATE a SET {string.Join(text, names.Select(n => $\"[{n}] = @{n}\"))} WHERE id = @id\");", null)]
    public void ListThatIsJoinedByCommas_IsToldByOneAndSeveral(string statements, string? effects) => AssertTells(statements, effects);

    [Fact]
    public void NameThatIsOneOfMany_IsToldWhereItIsUsedFirst() => AssertTells(
        "foreach (var t in new[] { \"a\", \"b\", \"c\", \"d\", \"e\", \"f\" }) connection.Execute($\"DELETE FROM {text}.{t} WHERE id IN (SELECT id FROM {text}.{t} WHERE x = 1)\");",
        "delete sql:*.a, read sql:*.*, delete sql:*.b, delete sql:*.c, delete sql:*.d, delete sql:*.e, delete sql:*.f");

    [Theory]
    // Each turn adds a part of a statement only
    [InlineData("var s = \"DELETE FROM a WHERE\"; foreach (var i in ids) s += $\" id = {i} OR\"; connection.Execute(s + \" 1 = 2\");")]
    [InlineData("var s = \"\"; foreach (var i in ids) s += \"DELETE FROM a WHERE id IN (\"; connection.Execute(s);")]
    // A turn can end before its statement does
    [InlineData("var b = new StringBuilder(); foreach (var i in ids) { b.Append(\"DELETE FROM a \"); if (flag) continue; b.Append($\"WHERE id = {i};\"); } connection.Execute(b.ToString());")]
    [InlineData("var b = new StringBuilder(); foreach (var i in ids) { b.Append(\"DELETE FROM a \"); if (flag) break; b.Append($\"WHERE id = {i};\"); } connection.Execute(b.ToString());")]
    // What is put before it isn't what is added
    [InlineData("var s = \";\"; foreach (var i in ids) s = \"DELETE FROM a \" + s; connection.Execute(s);")]
    [InlineData("var s = \"\"; foreach (var i in ids) { s += \"SELECT 1;\"; s = s + text; } connection.Execute(s);")]
    [InlineData("var s = \"\"; while ((s += text) != null) s += \"SELECT 1;\"; connection.Execute(s);")]
    [InlineData("connection.Execute(string.Join(\";\", ids.Select(n => text)));")]
    [InlineData("var s = \"\"; foreach (var i in ids) s += \"SELECT ';'\" + text; connection.Execute(s);")]
    [InlineData("connection.Execute(string.Join(text, ids.Select(n => \"SELECT 1;\")));")]
    public void RepetitionOfSomethingElse_IsNotProven(string statements) => AssertTells(statements, null);

    [Theory]
    [InlineData("foreach (var s in \"DELETE FROM a WHERE id = 1;UPDATE b SET x = 1 WHERE id = 1;\".Split(';')) connection.Execute(s);", "delete sql:a, update sql:b")]
    [InlineData("Run(connection, $\"DROP TABLE {text}_a\\n----\\nCREATE TABLE b (id int)\");", "schema sql:*_a, schema sql:b")]
    [InlineData("foreach (var s in \"DELETE FROM a WHERE id = 1\\nGO\\nDROP TABLE b\\nGO\".Split(Ends, StringSplitOptions.None).Select(x => x.Trim()).Where(x => x.Length > 0).ToArray()) connection.Execute(s);", "delete sql:a, schema sql:b")]
    [InlineData("foreach (var s in Regex.Split(\"DELETE FROM a WHERE id = 1\\nGO\\nDROP TABLE b\\ngo \\n\", @\"^\\s*GO\\s*$\", RegexOptions.Multiline | RegexOptions.IgnoreCase)) connection.Execute(s);", "delete sql:a, schema sql:b")]
    [InlineData("var parts = End.Split(\"DELETE FROM a WHERE id = 1 GO DROP TABLE b\"); foreach (var s in parts) { using var c = new SqliteCommand(s); c.ExecuteNonQuery(); }", "delete sql:a, schema sql:b")]
    // A text is what is split, not what is around it: each part by itself
    [InlineData("foreach (var s in \"DELETE FROM a|WHERE id = 1\".Split('|')) connection.Execute(s + \" /* */\");", null)]
    [InlineData("foreach (var s in \"SELECT 1;DELETE FROM a\".Split(';', 1)) connection.Execute(s);", null)]
    [InlineData("foreach (var s in \"SELECT 1;DELETE FROM a\".Split(text)) connection.Execute(s);", null)]
    [InlineData("foreach (var s in text.Split(';')) connection.Execute(s);", null)]
    [InlineData("foreach (var s in \"SELECT 1;SELECT 2\".Split(';').Select(x => x + text)) connection.Execute(s);", null)]
    [InlineData("foreach (var s in \"SELECT 1;SELECT 2\".Split(';').Concat(new[] { text })) connection.Execute(s);", null)]
    [InlineData("foreach (var s in \"SELECT 1;SELECT 2\".Split(';').Select(x => { return flag ? x : text; })) connection.Execute(s);", null)]
    [InlineData("foreach (var s in Regex.Split(\"SELECT 1;SELECT 2\", text)) connection.Execute(s);", null)]
    [InlineData("foreach (var s in Regex.Split(\"SELECT 1;SELECT 2\", \"(\")) connection.Execute(s);", null)]
    public void ScriptThatIsCarriedOutPartByPart_DoesWhatItsPartsDo(string statements, string? effects) => AssertTells(statements, effects);

    private static void AssertTells(string statements, string? effects)
    {
        var site = Assert.Single(Generated.From(Compiled.Create($$"""
            using System.Text;
            using System.Text.RegularExpressions;

            class C(DbConnection connection)
            {
                static readonly string[] Ends = { "\nGO" };
                static readonly Regex End = new("\\bGO\\b", RegexOptions.Compiled);
                static void Run(DbConnection connection, string script)
                {
                    foreach (var part in script.Split(new[] { "----" }, StringSplitOptions.RemoveEmptyEntries))
                        connection.Execute(part);
                }

                void M(bool flag, int i, int[] ids, string[] names, string text)
                {
                    {{statements}}
                }
            }
            """)).Manifest.Sites, site => statements.StartsWith("Run", StringComparison.Ordinal) || site.Member.StartsWith("M:C.M", StringComparison.Ordinal));
        if (effects is null)
            Assert.False(site.Effects.Complete, string.Join(", ", site.Effects.Items));
        else
            Assert.Equal(effects, site.Effects.Complete ? string.Join(", ", site.Effects.Items) : site.Effects.Reason);
    }
}
