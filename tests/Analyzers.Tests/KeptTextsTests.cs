using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Texts that are made once and kept: in a field, or in a dictionary for each table or type.</summary>
public sealed class KeptTextsTests
{
    [Theory]
    [InlineData("string? kept; string Sql => kept ??= $\"DELETE FROM {table} WHERE id = 1\";", "delete sql:*")]
    [InlineData("string? kept; string Sql { get { kept ??= \"DELETE FROM a WHERE id = 1\"; return kept; } }", "delete sql:a")]
    [InlineData("static string? kept; string Sql => kept ??= Make(\"a\"); static string Make(string name) => \"DELETE FROM \" + name + \" WHERE id = 1\";", "delete sql:a")]
    [InlineData("string? Kept { get; set; } string Sql => Kept ??= \"DELETE FROM a WHERE id = 1\";", "delete sql:a")]
    [InlineData("string? kept; string Sql => kept ??= \"DELETE FROM a WHERE id = 1\"; public void Other() => kept = \"DELETE FROM b WHERE id = 1\";", "delete sql:a, delete sql:b")]
    // Near misses
    [InlineData("string? kept; string Sql => kept ??= \"DELETE FROM a WHERE id = 1\"; public void Set(string text) => kept = text;", "?")]
    [InlineData("public string? kept; string Sql => kept ??= \"DELETE FROM a WHERE id = 1\";", "?")]
    [InlineData("string? kept; string Sql => kept ??= \"DELETE FROM a WHERE id = 1\"; public void Set(string text) => kept ??= text;", "?")]
    public void TextThatIsKeptWhenItIsFirstAskedFor_IsTold(string members, string effects)
    {
        var site = Assert.Single(Generated.From(Compiled.Create($$"""
            public class C(string table)
            {
                {{members}}
                public void A(IDbConnection c) => c.Execute(Sql);
                public string Table => table;
            }
            """)).Manifest.Sites);
        Assert.Equal(effects, site.Effects.Complete ? string.Join(", ", site.Effects.Items) : "?");
    }

    [Theory]
    [InlineData("string Sql(Type type) { if (kept.TryGetValue(type, out var sql)) return sql; sql = $\"DELETE FROM {Name(type)} WHERE id = @id\"; kept[type] = sql; return sql; }", "delete sql:*s")]
    [InlineData("string Sql(Type type) { string sql; if (!kept.TryGetValue(type, out sql!)) kept.Add(type, sql = \"DELETE FROM a WHERE id = 1\"); return sql; }", "delete sql:a")]
    [InlineData("string Sql(Type type) { if (!kept.ContainsKey(type)) kept[type] = \"DELETE FROM a WHERE id = 1\"; return kept[type]; } void Forget() => kept.Clear();", "delete sql:a")]
    [InlineData("string Sql(Type type) => type == typeof(int) ? all[\"a\"] : all[\"b\"]; readonly Dictionary<string, string> all = new(StringComparer.Ordinal) { [\"a\"] = \"DELETE FROM a WHERE id = 1\", [\"b\"] = \"SELECT n FROM b\" };", "delete sql:a, read sql:b")]
    [InlineData("string Sql(Type type) => all.GetOrAdd(type, one => Made(one)); static string Made(Type type) => $\"DELETE FROM {type.Name} WHERE id = @id\"; readonly System.Collections.Concurrent.ConcurrentDictionary<Type, string> all = new(); int Count() => all.Count + all.Keys.Count;", "delete sql:*")]
    [InlineData("string Sql(Type type) => all[0]; readonly List<string> all = [\"DELETE FROM a WHERE id = 1\"];", "delete sql:a")]
    [InlineData("string Sql(Type type) { kept[type] = \"DELETE FROM a WHERE id = 1\"; return type != null && kept.TryGetValue(type, out var sql) ? sql : throw new ArgumentException(); }", "delete sql:a")]
    [InlineData("string Sql(Type type) { kept[type] = \"DELETE FROM a WHERE id = 1\"; if (!kept.TryGetValue(type, out var sql)) throw new ArgumentException(); return sql; }", "delete sql:a")]
    // Near misses: there may be none, and then nothing limits
    [InlineData("string Sql(Type type) { kept[type] = \"WHERE id = 1\"; kept.TryGetValue(type, out var limit); return \"DELETE FROM a \" + limit; }", "?")]
    [InlineData("string Sql(Type type) { kept[type] = \"WHERE id = 1\"; if (kept.TryGetValue(type, out var limit)) Console.Write(limit); return \"DELETE FROM a \" + limit; }", "?")]
    [InlineData("string Sql(Type type) { kept[type] = \"WHERE id = 1\"; if (!kept.TryGetValue(type, out var limit) && type == null) return \"\"; return \"DELETE FROM a \" + limit; }", "?")]
    [InlineData("string Sql(Type type) { kept[type] = \"WHERE id = 1\"; if (!kept.TryGetValue(type, out var limit)) { if (type == null) limit = \"WHERE id = 2\"; } return \"DELETE FROM a \" + limit; }", "?")]
    [InlineData("string Sql(Type type) { kept[type] = \"WHERE id = 1\"; if (!kept.TryGetValue(type, out var limit)) Console.Write(type == null && (limit = \"WHERE id = 2\") != null); return \"DELETE FROM a \" + limit; }", "?")]
    // Others fill it, or may
    [InlineData("string Sql(Type type) => kept[type]; public void Set(Type type, string sql) => kept[type] = sql;", "?")]
    [InlineData("string Sql(Type type) { kept[type] = \"DELETE FROM a WHERE id = 1\"; Fill(kept); return kept[type]; } static void Fill(IDictionary<Type, string> all) { }", "?")]
    [InlineData("string Sql(Type type) => all[type]; public readonly Dictionary<Type, string> all = new() { [typeof(int)] = \"DELETE FROM a WHERE id = 1\" };", "?")]
    [InlineData("string Sql(Type type) => all[type]; readonly Dictionary<Type, string> all; public C(Dictionary<Type, string> given) { all = new(given) { [typeof(int)] = \"DELETE FROM a WHERE id = 1\" }; }", "?")]
    [InlineData("string Sql(Type type) { kept[type] += \"DELETE FROM a WHERE id = 1\"; return kept[type]; }", "?")]
    public void TextThatADictionaryKeeps_IsOneThatWasPutIn(string members, string effects)
    {
        var site = Assert.Single(Generated.From(Compiled.Create($$"""
            public class C
            {
                readonly Dictionary<Type, string> kept = new();
                {{members}}
                static string Name(Type type) => type.Name + "s";
                public void A(IDbConnection c, Type type) => c.Execute(Sql(type));
            }
            """)).Manifest.Sites);
        Assert.Equal(effects, site.Effects.Complete ? string.Join(", ", site.Effects.Items) : "?");
    }

    /// <summary>What one caller's text was kept for, another may get.</summary>
    [Fact]
    public void TextOfACallerThatIsKept_IsNobodys()
    {
        var sites = Generated.From(Compiled.Create("""
            public class W
            {
                readonly Dictionary<int, string> kept = new();
                public void Run(IDbConnection c, int key, string sql) { if (!kept.TryGetValue(key, out var text)) kept[key] = text = sql; c.Execute(text); }
            }
            public class C { public void A(W w, IDbConnection c) => w.Run(c, 1, "DELETE FROM a WHERE id = 1"); }
            """)).Manifest.Sites;
        Assert.Contains(sites, site => !site.Effects.Complete && site.Member.StartsWith("M:W.Run", StringComparison.Ordinal));
        Assert.DoesNotContain(sites, site => site.Member.StartsWith("M:C.A", StringComparison.Ordinal) && site.Effects.Complete);
    }
}
