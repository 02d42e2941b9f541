using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Tests.Guarding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.Tests.Fuzzing;

/// <summary>
/// Edits one file after the other of a project whose files tell much of each other, and asks generator and rules after each edit, as an
/// editor does; then asks them about the same project as if nobody had known it before.
/// </summary>
internal sealed class EditFuzz
{
    private static readonly string[] Statements =
    [
        "connection.Execute(\"DELETE FROM inserted WHERE id = 1\");", "Wraps.Run(connection, \"TRUNCATE TABLE given\");", "sql += \" WHERE id = 1\";", "return Wraps.Twice(connection, sql);", "sql = Told.Text(\"other\");",
        "command.CommandText = \"UPDATE a SET b = 1\";", "Told.Kind = \"changed\";", "connection.Execute(Told.Purge);", "context.Orders.Remove(order);", "System.IO.File.Delete(\"x\");", "var unused = 1;",
        "Action<string> handed = text => connection.Execute(text); handed(sql);", "connection.Execute(Told.Kind);", "connection.Execute(Given);", "connection.Execute(Told.Other(sql));", "Extra();", "repository.Delete(order);", "yield break;", "Sink(connection, sql);",
    ];

    // What another generator adds: it often has nothing to do with the project.
    private static readonly string[] Added =
    [
        "internal sealed class Unrelated { public int Count() { return 1; } }", "namespace Elsewhere { file static class Helpers { public static string Text(string table) { return table; } } }",
        "public partial class Users { private static int extra = 1; private int Extra() { return extra; } }", "public partial class Users { public void More() { Sink(connection, \"added\"); } }",
        "public class Third : Base { public override int Do(DbConnection connection, string sql) { return connection.Execute(\"DELETE FROM third\"); } }",
        "public class Setup { public void Do() { Told.Kind = \"DELETE FROM setup\"; } }", "public partial class Told { internal static string Other(string table) { return \"DELETE FROM other\"; } }",
        "public partial class Others { private const string Given = \"DELETE FROM given\"; }", "public class Calls(Users users) { public void Do(Order order) { users.Clear(order, \"DELETE FROM calls\"); } }",
        "public partial class Order { public string Name { get; set; } = \"\"; }", "public static class Extensions { public static int Execute(this DbConnection connection, string sql) { return 0; } }",
    ];

    private static readonly string[] Texts = ["DELETE FROM one", "UPDATE two SET a = 1 WHERE id = 2", "SELECT 1", "DROP TABLE three", "orders", "TRUNCATE TABLE four", ""];

    private static readonly (string Name, string Text)[] Project =
    [
        ("Told", """
            public static partial class Told
            {
                internal static string Kind = "DELETE FROM kinds WHERE id = 1";
                internal static readonly string Purge = Make("purged");
                public const string Table = "told";
                private static string Make(string table) { return "DELETE FROM " + table + " WHERE id = 1"; }
                internal static string Text(string table) { var sql = "DELETE FROM "; sql += table; return sql; }
                internal static DbCommand Command(DbConnection connection, string sql) { var command = connection.CreateCommand(); command.CommandText = sql; return command; }
            }
            """),
        ("Wraps", """
            public static class Wraps
            {
                public static int Run(DbConnection connection, string sql) { return connection.Execute(sql); }
                public static int Twice(DbConnection connection, string sql) { Run(connection, sql); return Run(connection, sql + " WHERE a = 1"); }
                public static int From(DbConnection connection, string table) { return Twice(connection, "DELETE FROM " + table); }
                internal static void Fill(DbCommand command, string sql) { command.CommandText = sql; }
            }
            public interface IRepository<T> where T : class { void Delete(T row); }
            public abstract class Base { public abstract int Do(DbConnection connection, string sql); }
            public class First : Base { public override int Do(DbConnection connection, string sql) { return connection.Execute(sql); } }
            """),
        ("Context", """
            public partial class Order { public int Id { get; set; } public List<Line> Lines { get; } = new(); }
            public class Line { public int Id { get; set; } }
            public class Shop : DbContext
            {
                public DbSet<Order> Orders => Set<Order>();
                protected override void OnModelCreating(ModelBuilder builder) { builder.Entity<Order>().ToTable("orders"); builder.Entity<Line>().ToTable("lines"); }
            }
            public class Repository<T>(Shop context) : IRepository<T> where T : class { public void Delete(T row) { context.Set<T>().Remove(row); } }
            """),
        ("Users", """
            public partial class Users(DbConnection connection, Shop context, IRepository<Order> repository)
            {
                private readonly string own = Told.Text("own");
                public int Erase(Order order, string name) { var sql = Told.Text("users"); connection.Execute(sql); return Wraps.From(connection, Told.Table); }
                public void Clear(Order order, string sql) { order.Lines.Clear(); repository.Delete(order); context.Remove(order); connection.Execute(own); }
                public int Read(Base other, string sql) { using var command = Told.Command(connection, Told.Purge); command.ExecuteNonQuery(); return other.Do(connection, "UPDATE u SET a = 1"); }
                private void Sink(DbConnection c, string text) { c.Execute("DELETE FROM private_" + text); }
                public void Use(Order order, string sql) { Sink(connection, "a"); Sink(connection, "b"); var command = connection.CreateCommand(); Wraps.Fill(command, "DELETE FROM filled"); command.ExecuteNonQuery(); }
            }
            """),
        ("Others", """
            public class Second : Base { public override int Do(DbConnection connection, string sql) { return Wraps.Run(connection, "DELETE FROM " + sql); } }
            public partial class Others(DbConnection connection)
            {
                public int Sum(int from) { var sum = 0; for (var i = from; i < 10; i++) { sum += i; } return sum; }
                public int Delete(string sql) { return new Second().Do(connection, "others") + Wraps.Twice(connection, sql); }
                private string sql = "DELETE FROM others_own";
                public int Own() { return connection.Execute(sql); }
            }
            """),
    ];

    private readonly Random random;
    private readonly SourceMutation mutation;
    private readonly Configured configured = new("", ("ImmutableGuardRepositoryRoot", "/repo"));
    private CSharpCompilation compilation;
    private GeneratorDriver driver;
    private string added = "";

    public EditFuzz(int seed)
    {
        random = new(seed);
        mutation = new(random);
        compilation = Known([]);
        driver = Generated.Driver().WithUpdatedParseOptions(compilation.SyntaxTrees[0].Options);
    }

    /// <summary>What was edited last.</summary>
    public string Last { get; private set; } = "";

    /// <summary>How many reports there were after the last edit.</summary>
    public int Reports { get; private set; }

    /// <summary>What the compilation says after the edits, and what it says to whoever didn't see them.</summary>
    public async Task<(string AfterEdits, string Anew)> AskAsync()
    {
        driver = driver.RunGenerators(compilation);
        var edited = await SaidAsync(compilation, driver);
        var unknown = Known(compilation.SyntaxTrees);
        var anew = Generated.Driver().WithUpdatedParseOptions(unknown.SyntaxTrees[0].Options).RunGenerators(unknown);
        // Not that which the generator looked at: the rules have nobody to take anything over from.
        return (edited, await SaidAsync(Known(compilation.SyntaxTrees), anew));
    }

    /// <summary>Edits a file.</summary>
    public void Edit()
    {
        var before = compilation.SyntaxTrees[random.Next(compilation.SyntaxTrees.Length)];
        var after = random.Next(12) switch
        {
            // Unfinished code, and then what it was at first: an editor's undo.
            0 => mutation.Of(before.ToString(), before.ToString()),
            < 3 => Compiled.Parse(Project.Single(file => before.FilePath == PathOf(file.Name)).Text, path: before.FilePath).ToString(),
            _ => Edited(before.GetRoot()).ToFullString(),
        };
        if (random.Next(3) == 0)
            added = Added[random.Next(Added.Length)];
        Last = $"{before.FilePath}\n{after}\n{added}";
        compilation = compilation.ReplaceSyntaxTree(before, before.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(after, System.Text.Encoding.UTF8)));
    }

    private SyntaxNode Edited(SyntaxNode root)
    {
        if (random.Next(3) == 0 && Any(root.DescendantTokens().Where(token => token.IsKind(SyntaxKind.StringLiteralToken))) is { RawKind: not 0 } text)
            return root.ReplaceToken(text, SyntaxFactory.Literal(Texts[random.Next(Texts.Length)]));
        if (Any(root.DescendantNodes().OfType<BlockSyntax>()) is not { } block)
            return root;
        var statements = block.Statements;
        return root.ReplaceNode(block, block.WithStatements(random.Next(3) == 0 && statements.Count > 0
            ? statements.RemoveAt(random.Next(statements.Count))
            : statements.Insert(random.Next(statements.Count + 1), SyntaxFactory.ParseStatement(Statements[random.Next(Statements.Length)]))));
    }

    private T? Any<T>(IEnumerable<T> some) => some.ToList() is { Count: > 0 } all ? all[random.Next(all.Count)] : default;

    private async Task<string> SaidAsync(CSharpCompilation asked, GeneratorDriver by)
    {
        var result = by.GetRunResult().Results.Single();
        var with = asked.AddSyntaxTrees(result.GeneratedSources.Select(source => CSharpSyntaxTree.ParseText(source.SourceText, (CSharpParseOptions)asked.SyntaxTrees[0].Options, "/repo/obj/" + source.HintName)).Append(Compiled.Parse(added, path: "/repo/obj/Other.g.cs")));
        var reports = await with.WithAnalyzers(Compiled.Analyzers, new AnalyzerOptions([], configured.Options)).GetAnalyzerDiagnosticsAsync();
        Reports = reports.Length;
        return string.Join("\n", [.. reports.Select(report => report.ToString()).Order(StringComparer.Ordinal), result.Exception?.ToString() ?? "", .. result.GeneratedSources.Select(source => source.SourceText.ToString())]);
    }

    /// <summary>The project, its files newly read: those that others have worked on are not among them.</summary>
    private CSharpCompilation Known(IEnumerable<SyntaxTree> files)
    {
        var texts = files.Select(file => (file.FilePath, Text: file.ToString())).ToList();
        var trees = texts.Count > 0
            ? texts.Select(file => CSharpSyntaxTree.ParseText(file.Text, (CSharpParseOptions)Compiled.Parse("").Options, file.FilePath, System.Text.Encoding.UTF8))
            : Project.Select(file => Compiled.Parse(file.Text, path: PathOf(file.Name)));
        return configured.Apply(Compiled.Create("").RemoveAllSyntaxTrees().AddSyntaxTrees(trees));
    }

    private static string PathOf(string name) => $"/repo/src/{name}.cs";
}
