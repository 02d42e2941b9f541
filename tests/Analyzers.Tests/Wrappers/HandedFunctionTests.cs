using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests.Wrappers;

/// <summary>A command that goes to a function together with it: to one that tries again, times or logs, behind an interface.</summary>
public sealed class HandedFunctionTests
{
    private const string Retries = """
        public interface IRetries { Task Run(SqliteCommand command, Func<SqliteCommand, int, Task> action, string? message = null); }
        public static class Extensions
        {
            public static async Task Execute(this SqliteCommand command, IRetries retries) => await retries.Run(command, async (one, attempt) => await one.ExecuteNonQueryAsync());
            public static Task<int> First(this SqliteCommand command, IRetries retries) { var n = 0; return retries.Run(command, async (one, attempt) => { using var reader = await one.ExecuteReaderAsync(); n++; }).ContinueWith(t => n); }
        }
        public class C
        {
            // The project has a method that fills commands, as most have.
            static void Fill(SqliteCommand command, int id) { command.CommandText = "DELETE FROM u WHERE id = 1"; command.Parameters.AddWithValue("id", id); }
            public async Task A(IRetries retries, int id) { await using var d = new SqliteCommand("DELETE FROM t WHERE id = 1"); d.Parameters.AddWithValue("id", id); await d.Execute(retries); }
            public async Task B(IRetries retries, int id) { var d = new SqliteCommand(); Fill(d, id); await d.First(retries); }
            public Task D(IRetries retries) => retries.Run(new SqliteCommand { CommandText = "UPDATE t SET a = 1 WHERE id = 1" }, (one, attempt) => one.ExecuteNonQueryAsync());
        }
        """;

    [Theory]
    [InlineData("""
        ArgumentNullException.ThrowIfNull(action);
        message ??= command.CommandText + " failed";
        for (var attempt = 0; ; attempt++)
        {
            try { using var connection = new SqliteConnection(); command.Connection = connection; await action(command, attempt); return; }
            catch (Exception e) when (attempt < 3) { Console.WriteLine(message + e); }
        }
        """)]
    [InlineData("await Inner(command, action);")]
    [InlineData("Checked(action, nameof(action)); _ = action ?? throw new ArgumentNullException(nameof(action)); await action(command, 1);")]
    [InlineData("await Task.Run(() => action(command, 1));")]
    // Near misses: another text, another command, a function that is kept for later
    [InlineData("command.CommandText = File.ReadAllText(\"a\"); await action(command, 1);", "?")]
    [InlineData("await action(new SqliteCommand(File.ReadAllText(\"a\")), 1);", "?")]
    [InlineData("kept = action; await action(command, 1);", "?")]
    [InlineData("kept = action ?? throw new ArgumentNullException(nameof(action)); await action(command, 1);", "?")]
    [InlineData("kept = Checked(action, \"\"); await action(command, 1);", "?")]
    [InlineData("kept += action; await action(command, 1);", "?")]
    [InlineData("all.Add(action); await action(command, 1);", "?")]
    [InlineData("AppDomain.CurrentDomain.SetData(\"later\", action); await action(command, 1);", "?")]
    public void CommandThatIsHandedWithAFunction_IsTheOneThatItRuns(string body, string? effects = null)
    {
        var manifest = Generated.From(Compiled.Create(Retries + $$"""
            public class OwnRetries : IRetries
            {
                Func<SqliteCommand, int, Task>? kept;
                List<Func<SqliteCommand, int, Task>> all = [];
                public async Task Run(SqliteCommand command, Func<SqliteCommand, int, Task> action, string? message = null) { {{body}} }
                static T Checked<T>(T value, string name) => value is null ? throw new ArgumentNullException(name) : value;
                static Task Inner(SqliteCommand command, Func<SqliteCommand, int, Task> action) => action(command, 1);
            }
            """)).Manifest;
        string Of(string member) => string.Join("|", manifest.Sites.Where(site => site.Member.StartsWith("M:C." + member, StringComparison.Ordinal)).Select(site => site.Effects.Complete ? string.Join("; ", site.Effects.Items) : "?"));
        if (effects == "?")
        {
            Assert.DoesNotContain(manifest.Sites, site => site.Effects.Complete);
            return;
        }

        Assert.Equal("delete sql:t", Of("A"));
        Assert.Equal("delete sql:u", Of("B"));
        Assert.Equal("update sql:t", Of("D"));
    }

    [Theory]
    [InlineData("internal", "delete sql:t")]
    // Whoever implements it elsewhere may make another text of it
    [InlineData("public", "?")]
    public void TextThatIsHandedWithAFunction_IsToldWhereAllImplementationsAreHere(string access, string effects)
    {
        var site = Assert.Single(Generated.From(Compiled.Create($$"""
            {{access}} interface ITries { void Run(string sql, Action<string> action); }
            class Tries : ITries { public void Run(string sql, Action<string> action) => action(sql); }
            class C { void A(ITries tries, IDbConnection c) => tries.Run("DELETE FROM t WHERE id = 1", sql => c.Execute(sql)); }
            """)).Manifest.Sites);
        Assert.Equal(effects, site.Effects.Complete ? string.Join("; ", site.Effects.Items) : "?");
    }
}
