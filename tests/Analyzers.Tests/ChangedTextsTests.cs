using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>What holds a text may get another: an element, a part, a builder in somebody else's hands.</summary>
public sealed class ChangedTextsTests
{
    [Theory]
    // Lists, where an element is set, added, or handed out to be set
    [InlineData("static readonly string[] a = [\"SELECT 1\"]; void N() => a[0] = Text; void M() { foreach (var s in a) c.Execute(s); }")]
    [InlineData("static readonly string[] a = { \"SELECT 1\" }; void N() => Array.Fill(a, Text); void M() { foreach (var s in a) c.Execute(s); }")]
    [InlineData("public static readonly string[] Seen = [\"SELECT 1\"]; void M() { foreach (var s in Seen) c.Execute(s); }")]
    [InlineData("readonly List<string> a = [\"SELECT 1\"]; void N() => a.Add(Text); void M() { foreach (var s in a) c.Execute(s); }")]
    [InlineData("readonly List<string> a = [\"SELECT 1\"]; public List<string> A => a; void M() { foreach (var s in a) c.Execute(s); }")]
    [InlineData("readonly List<string> a = [\"SELECT 1\"]; public IReadOnlyList<string> A => a; void N() => ((List<string>)A).Add(Text); void M() { foreach (var s in A) c.Execute(s); }")]
    [InlineData("void M() { var a = new[] { \"SELECT 1\" }; a[0] = Text; foreach (var s in a) c.Execute(s); }")]
    [InlineData("void M() { var a = new[] { \"SELECT 1\" }; a[^1] = Text; foreach (var s in a) c.Execute(s); }")]
    [InlineData("void M() { var a = new[] { \"SELECT 1\" }; (a[0], _) = (Text, 1); foreach (var s in a) c.Execute(s); }")]
    [InlineData("void M() { var a = new[] { \"SELECT 1\" }; ref var r = ref a[0]; r = Text; foreach (var s in a) c.Execute(s); }")]
    [InlineData("void M() { var a = new[] { \"SELECT 1\" }; foreach (ref var r in a.AsSpan()) r = Text; foreach (var s in a) c.Execute(s); }")]
    [InlineData("void M() { Span<string> a = [\"SELECT 1\"]; a[0] = Text; foreach (var s in a) c.Execute(s); }")]
    [InlineData("void M() { List<string> a = [\"SELECT 1\"], b = a; b[0] = Text; foreach (var s in a) c.Execute(s); }")]
    [InlineData("void M() { List<string> a = [\"SELECT 1\"]; var b = flag ? a : null; b?.Add(Text); foreach (var s in a) c.Execute(s); }")]
    [InlineData("static void Fill(List<string> a) => a.Add(Text); void M() { var a = new List<string> { \"SELECT 1\" }; Fill(a); foreach (var s in a) c.Execute(s); }")]
    [InlineData("static void Run(string[] a) { a[0] = Text; foreach (var s in a) c.Execute(s); } void M() => Run([\"SELECT 1\"]);")]
    [InlineData("void M() { Action<string> add; List<string> a = [\"SELECT 1\"]; add = a.Add; add(Text); foreach (var s in a) c.Execute(s); }")]
    [InlineData("void M() { var a = \"SELECT 1;SELECT 2\".Split(';'); a[0] = Text; foreach (var s in a) c.Execute(s); }")]
    [InlineData("void M() { var a = \"SELECT 1;SELECT 2\".Split(';'); a[0] = Text; foreach (var s in a.Where(x => x.Length > 0)) c.Execute(s); }")]
    [InlineData("void M() { var a = new[] { 1 }.Select(n => \"SELECT 1;\").ToList(); a.Add(Text); c.Execute(string.Concat(a)); }")]
    [InlineData("void M() { string[] a = [\"SELECT\", \"1\"]; a[0] = Text; c.Execute(string.Join(\" \", a)); }")]
    [InlineData("static readonly Dictionary<string, string> a = new() { [\"k\"] = \"SELECT 1\" }; void N() => a[\"k\"] = Text; void M() => c.Execute(a[\"k\"]);")]
    [InlineData("void M() { var a = new Dictionary<string, string>(Others()) { [\"k\"] = \"SELECT 1\" }; c.Execute(a[Text]); } static Dictionary<string, string> Others() => [];")]
    // Parts of tuples and records
    [InlineData("void M() { var t = (\"SELECT 1\", 1); t.Item1 = Text; c.Execute(t.Item1); }")]
    [InlineData("void M() { var t = (Sql: \"SELECT 1\", 1); Set(ref t.Sql); c.Execute(t.Sql); } static void Set(ref string s) => s = Text;")]
    [InlineData("(string Sql, int) t = (\"SELECT 1\", 1); void N() => t.Sql = Text; void M() => c.Execute(t.Sql);")]
    [InlineData("record struct R(string Sql); void M() { var r = new R(\"SELECT 1\"); r.Sql = Text; c.Execute(r.Sql); }")]
    [InlineData("record struct R(string Sql) { public void Set() => Sql = Text; } void M() { var r = new R(\"SELECT 1\"); r.Set(); c.Execute(r.Sql); }")]
    [InlineData("record R(string Sql); void M() => c.Execute(new R(\"SELECT 1\") { Sql = Text }.Sql);")]
    [InlineData("record R(string Sql); void M() => c.Execute((new R(\"SELECT 1\") with { Sql = Text }).Sql);")]
    // Builders
    [InlineData("readonly StringBuilder b = new(\"SELECT 1\"); void M() { b.Clear().Append(Text); c.Execute(b.ToString()); }")]
    [InlineData("void M() { var a = new StringBuilder(); var b = a.Append(\"SELECT 1\"); b.Append(Text); c.Execute(a.ToString()); }")]
    [InlineData("void M() { var a = new StringBuilder(\"SELECT 1;\"); var b = new[] { a }; b[0].Append(Text); c.Execute(a.ToString()); }")]
    [InlineData("void M() { var a = new StringBuilder(\"SELECT 1;\"); var b = (a, 1); b.a.Append(Text); c.Execute(a.ToString()); }")]
    [InlineData("void M() { var b = (a: new StringBuilder(\"SELECT 1;\"), 1); b.a.Append(Text); c.Execute(b.a.ToString()); }")]
    [InlineData("void M() { foreach (var a in new[] { new StringBuilder(\"SELECT 1;\") }) { a.Append(Text); c.Execute(a.ToString()); } }")]
    [InlineData("void M() { var a = new StringBuilder(\"SELECT 1;\"); var b = new StringBuilder(); (flag ? a : b).Append(Text); c.Execute(a.ToString()); }")]
    [InlineData("void M() { var a = new StringBuilder(\"SELECT 1;\"); Func<string?, StringBuilder> f = a.Append; f(Text); c.Execute(a.ToString()); }")]
    [InlineData("void M() { var a = new StringBuilder(\"SELECT 1;\"); a?.Append(Text); c.Execute(a!.ToString()); }")]
    [InlineData("void M() { var a = new StringBuilder(\"SELECT 'a\"); a.Append(\"b'\").Length -= Text.Length; c.Execute(a.ToString()); }")]
    [InlineData("void M() { var a = new StringBuilder(\"SELECT 1\"); a[0] = Text[0]; c.Execute(a.ToString()); }")]
    // References, captured parameters, setters with code, caches that others fill
    [InlineData("string s = \"SELECT 1\"; ref string R() => ref s; void N() => R() = Text; void M() => c.Execute(s);")]
    [InlineData("string s = \"SELECT 1\", t = \"SELECT 2\"; void N() => (flag ? ref s : ref t) = Text; void M() => c.Execute(s);")]
    [InlineData("void M() { var s = \"SELECT 1\"; System.Runtime.CompilerServices.Unsafe.AsRef(ref s) = Text; c.Execute(s); }")]
    [InlineData("class Q(string sql) { public void N() => sql = Text; public void M() => c.Execute(sql); public static Q Make() => new(\"SELECT 1\"); }")]
    [InlineData("class Q(string sql) { public void N() => (sql, _) = (Text, 1); public void M() => c.Execute(sql); public static Q Make() => new(\"SELECT 1\"); }")]
    [InlineData("public class T(string n) { public void N() => n = Text; public string Sql => n; } void M() { var t = new T(\"SELECT 1\"); t.N(); c.Execute(t.Sql); }")]
    [InlineData("public class T(string n) { string s = n; public void Set(string v) => s = v; public string Sql => s; } void M() { var t = new T(\"SELECT 1\"); t.Set(Text); c.Execute(t.Sql); }")]
    [InlineData("public class T(string n) { public string Sql => n; } void M() { var t = new T(\"SELECT 1\"); if (flag) t = new T(Text); c.Execute(t.Sql); }")]
    [InlineData("public class T(string n) { public virtual string Sql => n; } public class U(string n) : T(n) { public override string Sql => Text; } void M() { T t = flag ? new T(\"SELECT 1\") : new U(\"SELECT 1\"); c.Execute(t.Sql); }")]
    [InlineData("string S { get; set => field = value + Text; } = \"SELECT 1\"; void M() { S = \"SELECT 2\"; c.Execute(S); }", true)]
    [InlineData("static readonly ConcurrentDictionary<string, string> k = new(Others()); static Dictionary<string, string> Others() => []; void M() => c.Execute(k.GetOrAdd(\"a\", static _ => \"SELECT 1\"));")]
    [InlineData("static readonly ConcurrentDictionary<string, string> k = new() { [\"a\"] = Text }; void M() => c.Execute(k.GetOrAdd(\"a\", static _ => \"SELECT 1\"));")]
    [InlineData("static readonly ConcurrentDictionary<string, string> k = new(); void N() => k.GetOrAdd(\"a\", Text); void M() => c.Execute(k.GetOrAdd(\"a\", static _ => \"SELECT 1\"));")]
    [InlineData("static readonly ConcurrentDictionary<string, string> k = new(); void N() => k.GetOrAdd(\"a\", static _ => Text); void M() => c.Execute(k.GetOrAdd(\"a\", static _ => \"SELECT 1\"));")]
    [InlineData("static readonly ConcurrentDictionary<string, string> k = new(); void N() => k.GetOrAdd(Text, static _ => Text); void M() => c.Execute(k.GetOrAdd(\"a\", static _ => \"SELECT 1\"));")]
    [InlineData("static readonly ConcurrentDictionary<string, string> k = new(); static string Get(string n, Func<string, string> f) => k.GetOrAdd(n, f); void N() => Get(\"a\", static _ => Text); void M() => c.Execute(Get(\"a\", static _ => \"SELECT 1\"));")]
    public void WhatIsWrittenLater_IsNotProven(string members, bool isPreview = false) => AssertTells(members, null, isPreview);

    [Theory]
    [InlineData("static readonly string[] a = { \"a\", \"b\" }; void M() { foreach (var t in a) c.Execute($\"DELETE FROM {t} WHERE id = 1\"); if (a.Length > 1 && a.Contains(\"b\")) Log(a); } static void Log(IEnumerable<string> a) { foreach (var one in a) Console.WriteLine(one); }", "delete sql:a, delete sql:b")]
    [InlineData("static readonly string[] a = { \"a\", \"b\" }; void M() { for (var i = 0; i < a.Length; i++) c.Execute($\"DELETE FROM {a[i]} WHERE id = 1\"); }", "delete sql:a, delete sql:b")]
    [InlineData("static readonly string[] a = { \"a\", \"b\" }; void M() => c.Execute($\"DELETE FROM {a[1]} WHERE id = 1\");", "delete sql:b")]
    [InlineData("public static IReadOnlyList<string> Seen { get; } = [\"a\"]; void M() { foreach (var t in Seen) c.Execute($\"DELETE FROM {t} WHERE id = 1\"); }", "delete sql:a")]
    [InlineData("void M() { string[] a = [\"DELETE FROM a\", \"WHERE id = 1\"]; c.Execute(string.Join(\"\\n\", a)); }", "delete sql:a")]
    [InlineData("void M() { string[] a = [\"a\", \"id\"]; c.Execute(string.Format(\"DELETE FROM {0} WHERE {1} = 1\", a)); }", "delete sql:a")]
    [InlineData("static readonly Dictionary<string, string> a = new() { [\"k\"] = \"DELETE FROM a WHERE id = 1\", [\"o\"] = \"SELECT 1\" }; void M() => c.Execute(a[\"k\"]);", "delete sql:a")]
    [InlineData("static readonly Dictionary<string, string> a = new(StringComparer.Ordinal) { { \"k\", \"DELETE FROM a WHERE id = 1\" }, { \"o\", \"UPDATE b SET x = 1 WHERE id = 1\" } }; void M() { if (a.ContainsKey(Text)) c.Execute(a[Text]); }", "delete sql:a, update sql:b")]
    [InlineData("static readonly System.Collections.Frozen.FrozenDictionary<string, string> a = System.Collections.Frozen.FrozenDictionary.ToFrozenDictionary(new Dictionary<string, string> { { \"k\", \"DELETE FROM a WHERE id = 1\" } }); void M() => c.Execute(a[\"k\"]);", "delete sql:a")]
    [InlineData("record R(string Sql, int N = 3); void M() => c.Execute((new R(Text) with { Sql = \"DELETE FROM a WHERE id = 1\" }).Sql);", "delete sql:a")]
    [InlineData("record R(string Sql, int N = 3); void M() => c.Execute((new R(\"DELETE FROM a WHERE id = 1\") with { N = 2 }).Sql);", "delete sql:a")]
    [InlineData("record struct R(string Sql); void M() { var r = new R(\"DELETE FROM a WHERE id = 1\"); Console.WriteLine(r.ToString()); c.Execute(r.Sql); }", "delete sql:a")]
    [InlineData("void M() { var a = new StringBuilder(); a.Append(\"DELETE FROM a WHERE id IN (1, \").Append(2).Append(\", \"); a.Length -= 2; a.Append(')'); c.Execute(a.ToString()); }", "delete sql:a")]
    [InlineData("void M() { var a = new StringBuilder(\"DELETE FROM a WHERE id = 1,\"); a.Length--; if (a.Length > 3) c.Execute(a.ToString()); }", "delete sql:a")]
    [InlineData("void M() { var a = new StringBuilder(Text); a.Clear(); a.Append(\"FROM a WHERE id = 1\").Insert(0, \"DELETE \"); c.Execute(a.ToString()); }", "delete sql:a")]
    [InlineData("void M() { var a = new StringBuilder(); a = a.Append(\"DELETE FROM a\"); _ = a.Append(\" WHERE id = 1\"); c.Execute($\"{a}\"); }", "delete sql:a")]
    [InlineData("class Q(string sql) { public void M() => c.Execute(sql); public static Q Make() => new(\"DELETE FROM a WHERE id = 1\"); }", "delete sql:a")]
    [InlineData("string? s; void N() => s ??= \"DELETE FROM a WHERE id = 1\"; void M() { s ??= \"UPDATE b SET x = 1 WHERE id = 1\"; c.Execute(s); }", "delete sql:a, update sql:b")]
    [InlineData("SqliteCommand? k; void M() { k ??= new SqliteCommand(\"DELETE FROM a WHERE id = 1\"); k.ExecuteNonQuery(); }", "delete sql:a")]
    [InlineData("void M() { var k = new SqliteCommand(\"SELECT 1\"); void Set(SqliteCommand x) => x.CommandText = \"DELETE FROM a WHERE id = 1\"; Set(k); k.ExecuteNonQuery(); }", "delete sql:a")]
    [InlineData("void M() { foreach (var s in All()) c.Execute(s); } static IEnumerable<string> All() { yield return \"DELETE FROM a WHERE id = 1\"; if (flag) yield break; yield return \"DROP TABLE b\"; }", "delete sql:a, schema sql:b")]
    [InlineData("async Task M() { await foreach (var s in All()) c.Execute(s); } static async IAsyncEnumerable<string> All() { await Task.Yield(); yield return \"DELETE FROM a WHERE id = 1\"; }", "delete sql:a")]
    [InlineData("void M() { FormattableString f = $\"DELETE FROM a WHERE id = {1}\"; c.Execute(f.ToString(System.Globalization.CultureInfo.InvariantCulture)); }", "delete sql:a")]
    [InlineData("static readonly CompositeFormat f = CompositeFormat.Parse(\"DELETE FROM {0}_a WHERE id = 1\"); void M() => c.Execute(string.Format(null, f, Text));", "delete sql:*_a")]
    [InlineData("void M() => c.Execute(\"DELETE FROM a WHERE id = 1; ;\".TrimEnd(';', ' ').ToLowerInvariant());", "delete sql:a")]
    [InlineData("public sealed class T(string p, Func<string, string> make) { string? s; public string Sql => s ??= make(p); } static readonly T t = new(\"a\", static p => $\"DELETE FROM {p} WHERE id = 1\"); void M() => c.Execute(t.Sql);", "delete sql:a")]
    [InlineData("public class T { readonly string n; public T(string n) { this.n = n; } public string Delete() => $\"DELETE FROM {n} WHERE id = 1\"; } static readonly T a = new(\"a\"), b = new(\"b\"); void M() => c.Execute(a.Delete());", "delete sql:a")]
    [InlineData("public class T(string n) { readonly string s = $\"DELETE FROM {n} WHERE id = 1\"; public string Text() => Own(); string Own() => s; } void M() { var a = new T(flag ? \"a\" : \"b\"); c.Execute(a.Text()); }", "delete sql:a, delete sql:b")]
    [InlineData("static readonly Dictionary<string, string> a = new(StringComparer.OrdinalIgnoreCase) { [\"k\"] = \"SELECT 1\", [\"K\"] = \"DELETE FROM a WHERE id = 1\" }; void M() => c.Execute(a[\"k\"]);", "delete sql:a")]
    [InlineData("static readonly ConcurrentDictionary<string, string> k = []; void N() => k.GetOrAdd(\"b\", static _ => Text); void M() => c.Execute(k.GetOrAdd(\"a\", static n => $\"DELETE FROM {n} WHERE id = 1\"));", "delete sql:a")]
    [InlineData("static readonly ConcurrentDictionary<string, string> k = new(StringComparer.Ordinal); void M() => c.Execute(k.GetOrAdd(Text, static (n, t) => $\"DELETE FROM {n}_{t} WHERE id = 1\", \"a\"));", "delete sql:*_a")]
    [InlineData("static readonly ConcurrentDictionary<string, string> k = new(); static string Get(string n, Func<string, string> f) => k.GetOrAdd(n, f); void N() => Get(\"b\", static _ => Text); void M() => c.Execute(Get(\"a\", static n => $\"DELETE FROM {n} WHERE id = 1\"));", "delete sql:a")]
    public void WhatIsOnlyRead_IsTold(string members, string effects) => AssertTells(members, effects, isPreview: false);

    private static void AssertTells(string members, string? effects, bool isPreview)
    {
        var compilation = Compiled.Create($$"""
            using System.Collections.Concurrent;
            using System.Text;
            using System.Threading.Tasks;

            public class C
            {
                static readonly DbConnection c = new SqliteConnection();
                static readonly bool flag = Environment.HasShutdownStarted;
                static string Text => Environment.MachineName;
                {{members}}
            }
            """, isPreview ? Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview : Microsoft.CodeAnalysis.CSharp.LanguageVersion.Latest);
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        var site = Assert.Single(Generated.From(compilation).Manifest.Sites);
        if (effects is null)
            Assert.False(site.Effects.Complete, string.Join(", ", site.Effects.Items));
        else
            Assert.Equal(effects, site.Effects.Complete ? string.Join(", ", site.Effects.Items) : site.Effects.Reason);
    }
}
