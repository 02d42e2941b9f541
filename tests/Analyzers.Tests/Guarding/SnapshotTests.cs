using Microsoft.CodeAnalysis.CSharp;
using Snapshooter.Xunit;

namespace ImmutableGuard.Analyzers.Tests.Guarding;

/// <summary>The generated file as a person would read it.</summary>
public sealed class SnapshotTests
{
    private const string Source = """
        public class Row { public int Id { get; set; } }
        public class Shop
        {
            [SanctionedAccess(Operation.Delete, "sql:orders", Reason = "GDPR Art. 17")]
            public static async Task<int> Erase(DbCommand command) { return await command.ExecuteNonQueryAsync(); }
            public static int Count(IDbConnection c) { return c.ExecuteScalar<int>("SELECT count(*) FROM orders"); }
            public static void Remove<T>(DbSet<T> set, T item) where T : class { set.Remove(item); }
            public static void Forget(string path, List<string> paths) { File.Delete(path); paths.ForEach(File.Delete); }
            public static void Drop(string path) { File.Delete(path); }
            public static int Tidy(IDbConnection c, string table) { return c.Execute("DELETE FROM " + table); }
        }
        """;

    [Fact]
    public void GuardedCalls_InTheLatestCSharp() => Snapshot.Match(Generated.From(Compiled.Create(Source)).Text);

    [Fact]
    public void GuardedCalls_InCSharp7() =>
        Snapshot.Match(Generated.From(Compiled.Create(Source, LanguageVersion.CSharp7_3), LanguageVersion.CSharp7_3).Text);
}
