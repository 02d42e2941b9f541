using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Texts that stand in files of the project: embedded in the assembly, or read when it runs.</summary>
public sealed class SqlFileTests
{
    // As the package's targets pass the name of a resource.
    private const string EditorConfig = """
        [sql/purge.sql]
        build_metadata.AdditionalFiles.ImmutableGuardResource = Shop.Sql.purge.sql
        [sql/close.sql]
        build_metadata.AdditionalFiles.ImmutableGuardResource = close
        """;

    private static readonly Compiled.Text[] Files =
    [
        new("/repo/sql/purge.sql", "DELETE FROM carts WHERE at < @limit"),
        new("/repo/sql/close.sql", "UPDATE orders SET state = 1 WHERE id = @id"),
        new("/repo/a/same.sql", "DELETE FROM a WHERE id = 1"),
        new("/repo/b/same.sql", "DELETE FROM b WHERE id = 1"),
    ];

    [Theory]
    // Resources
    [InlineData("using var s = typeof(C).Assembly.GetManifestResourceStream(\"Shop.Sql.purge.sql\"); using var r = new StreamReader(s!); c.Execute(r.ReadToEnd());", "delete sql:carts")]
    [InlineData("var a = System.Reflection.Assembly.GetExecutingAssembly(); using (var r = new StreamReader(a.GetManifestResourceStream(\"close\") ?? throw new Exception())) { c.Execute(r.ReadToEnd()); }", "update sql:orders")]
    [InlineData("c.Execute(Load(\"purge\"));", "delete sql:carts")]
    [InlineData("c.Execute(Load(flag ? \"purge\" : \"../x\"));", null)]
    [InlineData("c.Execute(await LoadAsync(\"Shop.Sql.purge.sql\"));", "delete sql:carts")]
    [InlineData("using var r = new StreamReader(typeof(Shop.Sql.Mark).Assembly.GetManifestResourceStream(typeof(Shop.Sql.Mark), \"purge.sql\")!); c.Execute(await r.ReadToEndAsync());", "delete sql:carts")]
    [InlineData("c.Execute(Purge);", "delete sql:carts")]
    [InlineData("using var r = new StreamReader(typeof(C).Assembly.GetManifestResourceStream(\"Shop.Sql.other.sql\")!); c.Execute(r.ReadToEnd());", null)]
    [InlineData("using var r = new StreamReader(typeof(C).Assembly.GetManifestResourceStream(text)!); c.Execute(r.ReadToEnd());", null)]
    [InlineData("using var r = new StreamReader(stream); c.Execute(r.ReadToEnd());", null)]
    [InlineData("using var r = new Own(stream); c.Execute(r.ReadToEnd());", "")]
    // Files
    [InlineData("c.Execute(File.ReadAllText(\"sql/purge.sql\"));", "delete sql:carts")]
    [InlineData("c.Execute(await File.ReadAllTextAsync(\"./sql/close.sql\").ConfigureAwait(false));", "update sql:orders")]
    [InlineData("c.Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, \"sql\", \"close.sql\")));", "update sql:orders")]
    [InlineData("c.Execute(File.ReadAllText(text + \"/purge.sql\"));", "delete sql:carts")]
    [InlineData("c.Execute(File.ReadAllText(\"b/same.sql\"));", "delete sql:b")]
    [InlineData("c.Execute(File.ReadAllText(\"same.sql\"));", null)]
    [InlineData("c.Execute(File.ReadAllText(\"../sql/purge.sql\"));", null)]
    [InlineData("c.Execute(File.ReadAllText(text + \"urge.sql\"));", null)]
    [InlineData("c.Execute(File.ReadAllText(\"urge.sql\"));", null)]
    [InlineData("c.Execute(File.ReadAllText(text));", null)]
    public async Task TextOfAFile_IsFollowed(string statements, string? effects)
    {
        var compilation = Compiled.Create($$"""
            namespace Shop.Sql { class Mark { } }
            class Own : StreamReader { public Own(Stream s) : base(s) { } public override string ReadToEnd() => "SELECT 1"; }
            public class C
            {
                private static readonly string Purge = Load("purge");
                private static string Load(string name)
                {
                    using var stream = typeof(C).Assembly.GetManifestResourceStream($"Shop.Sql.{name}.sql");
                    using var reader = new StreamReader(stream!);
                    return reader.ReadToEnd();
                }
                private static async Task<string> LoadAsync(string name)
                {
                    using var reader = new StreamReader(typeof(C).Assembly.GetManifestResourceStream(name)!);
                    return await reader.ReadToEndAsync();
                }
                async Task M(SqliteConnection c, string text, bool flag, Stream stream) { await Task.CompletedTask; {{statements}} }
            }
            """);
        var site = Assert.Single(Generated.From(compilation, editorConfig: EditorConfig, files: Files).Manifest.Sites);
        Assert.Equal(effects ?? "the SQL text is not constant", site.Effects.Reason ?? string.Join(", ", site.Effects.Items));
        Assert.Equal(effects is null, (await Compiled.DiagnosticsAsync(compilation, policy: null, new(EditorConfig), files: Files)).Any(diagnostic => diagnostic.Id == "IG1005"));
    }

    [Fact]
    public void WithoutTheFile_NothingIsKnown() => Assert.False(Assert.Single(Generated.From(
        Compiled.Create("class C { void M(SqliteConnection c) => c.Execute(File.ReadAllText(\"sql/purge.sql\")); }")).Manifest.Sites).Effects.Complete);
}
