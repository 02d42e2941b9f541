using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace ImmutableGuard.Benchmarks.Analyzers;

/// <summary>
/// A service of some 100,000 lines, the same each time: a thousand files, of which every tenth reaches data, through Dapper, Entity
/// Framework Core, ADO.NET or files in turn.
/// </summary>
internal static class Shop
{
    private const int Files = 1000, Methods = 7;

    /// <summary>The number of the file that is edited, one that deletes by Dapper.</summary>
    private const int Edited = 40;

    private static readonly CSharpParseOptions Options = CSharpParseOptions.Default.WithFeatures([new("InterceptorsNamespaces", "ImmutableGuard.Generated")]);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && !name.StartsWith("ImmutableGuard.Benchmarks", StringComparison.Ordinal) && !name.StartsWith("ImmutableGuard.Analyzers", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The compilation, newly parsed: nothing of it is known to anybody.</summary>
    public static CSharpCompilation Create() => CSharpCompilation.Create(
        "Shop",
        [Parse("Context.cs", Context()), .. Enumerable.Range(0, Files).Select(number => Parse($"File{number}.cs", File(number)))],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    /// <summary>The number of lines.</summary>
    public static int Lines(CSharpCompilation compilation) => compilation.SyntaxTrees.Sum(tree => tree.GetText().Lines.Count);

    /// <summary>The compilation after somebody typed a statement into one method, or another one in its place, and the file that it is in.</summary>
    public static (CSharpCompilation Compilation, SyntaxTree File) Edit(CSharpCompilation compilation, int number)
    {
        var before = compilation.SyntaxTrees.Single(tree => tree.FilePath.EndsWith($"/File{Edited}.cs", StringComparison.Ordinal));
        var text = before.GetText();
        var source = text.ToString();
        var at = source.IndexOf("var sum = 0;", StringComparison.Ordinal);
        var start = source.IndexOf("var typed", StringComparison.Ordinal) is >= 0 and var last ? last : at;
        var after = before.WithChangedText(text.WithChanges(new TextChange(TextSpan.FromBounds(start, at), $"var typed{number} = {number}; ")));
        return (compilation.ReplaceSyntaxTree(before, after), after);
    }

    private static SyntaxTree Parse(string name, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text, Encoding.UTF8), Options, "/shop/" + name);

    private static string Context()
    {
        var text = new StringBuilder("using Microsoft.EntityFrameworkCore;\nnamespace Shop;\npublic sealed class ShopContext : DbContext\n{\n");
        for (var number = 10; number < Files; number += 40)
            text.Append($"    public DbSet<Order{number}> Orders{number} => Set<Order{number}>();\n");
        text.Append("    protected override void OnModelCreating(ModelBuilder builder)\n    {\n");
        for (var number = 10; number < Files; number += 40)
            text.Append($"        builder.Entity<Order{number}>().ToTable(\"orders_{number}\");\n");
        return text.Append("    }\n}\n").ToString();
    }

    private static string File(int number)
    {
        var text = new StringBuilder($$"""
            using System;
            using System.Collections.Generic;
            using System.Data.Common;
            using System.IO;
            using System.Linq;
            using System.Threading.Tasks;
            using Dapper;
            using Microsoft.EntityFrameworkCore;

            namespace Shop;

            public sealed class Order{{number}}
            {
                public int Id { get; set; }
                public string Name { get; set; } = "";
                public decimal Total { get; set; }
            }

            public sealed class Orders{{number}}(DbConnection connection, ShopContext context)
            {
                private readonly Dictionary<int, Order{{number}}> known = new();

            """);
        for (var i = 0; i < Methods; i++)
            text.Append($$"""

                    public decimal Total{{i}}(IEnumerable<Order{{number}}> orders, int from)
                    {
                        var sum = 0;
                        foreach (var order in orders.Where(order => order.Id > from && order.Total > {{i}}).OrderBy(order => order.Name))
                        {
                            if (!known.TryGetValue(order.Id, out var found))
                                known.Add(order.Id, order);
                            sum += found is null ? order.Name.Length : string.Concat(found.Name, order.Name).Length;
                        }

                        return sum + orders.Select(order => order.Total).DefaultIfEmpty().Max();
                    }

                """);
        if (number % 10 == 0)
            text.Append(Access(number));
        return text.Append("}\n").ToString();
    }

    private static string Access(int number) => (number / 10 % 4) switch
    {
        0 => $$"""

                public Task<int> Delete(int id) => connection.ExecuteAsync("DELETE FROM orders_{{number}} WHERE id = @id", new { id });
                public int Rename(int id, string name) => connection.Execute("UPDATE orders_{{number}} SET name = @name WHERE id = @id", new { id, name });

            """,
        1 => $$"""

                public Task<int> Delete(int id) => context.Orders{{number}}.Where(order => order.Id == id).ExecuteDeleteAsync();
                public void Remove(Order{{number}} order) => context.Remove(order);

            """,
        2 => $$"""

                public int Delete(int id)
                {
                    using var command = connection.CreateCommand();
                    command.CommandText = "DELETE FROM orders_{{number}} WHERE id = 1";
                    return command.ExecuteNonQuery();
                }

            """,
        _ => $$"""

                public void Delete(string name) => File.Delete(Path.Combine("orders", name));

            """,
    };
}
