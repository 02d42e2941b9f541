namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Commands that a project's own factory makes, behind an interface or to be overridden, and whose parameters are renamed for the provider.</summary>
public sealed class CommandFactoryTests
{
    private const string Factory = """
        interface IAccess
        {
            DbCommand Prepare(string sql);
            void Add(IDbCommand command, string name, object value);
        }
        interface IProvider { DbCommand Create(); string Prefix { get; } }
        class Access(IProvider provider, string table) : IAccess
        {
            const string Purge = "DELETE FROM {0}triggers WHERE name = @name";
            static string Prefixed(string sql, string prefix) => string.Format(sql, prefix);
            public virtual DbCommand Prepare(string sql)
            {
                var command = provider.Create();
                command.CommandText = sql;
                return command;
            }
            public void Add(IDbCommand command, string name, object value)
            {
                command.Parameters.Add(value);
                REWRITE
            }
            string Renamed(string sql, string name)
            {
                if (provider.Prefix == "@")
                    return sql;
                return sql.Replace("@" + name, provider.Prefix + name);
            }
            string Other(string sql, string name) => sql.Replace(name, provider.Prefix);
            string Another(string sql, string name) => name;
        }
        class C(IAccess access, IProvider provider)
        {
            void M(string prefix)
            {
                var command = access.Prepare(string.Format("DELETE FROM {0}triggers WHERE name = @name", prefix));
                access.Add(command, "name", 1);
                command.ExecuteNonQuery();
            }
        }
        """;

    [Theory]
    [InlineData("", "delete sql:*triggers")]
    [InlineData("command.CommandText = Renamed(command.CommandText, name);", "delete sql:*triggers")]
    [InlineData("command.CommandText = command.CommandText.Replace(\"@\", \":\");", "delete sql:*triggers")]
    [InlineData("command.CommandText = command.CommandText.Replace($\"@{name}\", \"?\");", "delete sql:*triggers")]
    // Whatever is replaced here, it needn't be a parameter
    [InlineData("command.CommandText = Other(command.CommandText, name);", null)]
    [InlineData("command.CommandText = command.CommandText.Replace(\"triggers\", \"jobs\");", "delete sql:*jobs")]
    [InlineData("command.CommandText = Another(command.CommandText, name);", null)]
    [InlineData("command.CommandText = name;", null)]
    public void TextWhoseParametersAreRenamed_StaysWhatItIs(string rewrite, string? effects) => AssertEffects(Factory.Replace("REWRITE", rewrite), effects);

    [Theory]
    [InlineData("class Quiet(IProvider p) : Access(p, \"\") { public override DbCommand Prepare(string sql) => new SqliteCommand(sql); }", "delete sql:*triggers")]
    [InlineData("class Loud(IProvider p) : Access(p, \"\") { public override DbCommand Prepare(string sql) => new SqliteCommand(\"DELETE FROM logs WHERE id = 1\"); }", "delete sql:*triggers, delete sql:logs")]
    [InlineData("class Deaf(IProvider p, string own) : Access(p, \"\") { public override DbCommand Prepare(string sql) => new SqliteCommand(own); }", null)]
    public void FactoryThatIsOverridden_MakesWhatEachOneMakes(string derived, string? effects) => AssertEffects(Factory.Replace("REWRITE", "") + derived, effects);

    [Theory]
    [InlineData("DELETE FROM a WHERE id = 1", "delete sql:a")]
    // It may be the name of a routine
    [InlineData("purge", null)]
    [InlineData("purge all", null)]
    public void CommandOfUnknownKind_IsNoRoutineWhereItsTextIsASentence(string text, string? effects) => AssertEffects(
        $$"""class C { void M(IDbConnection connection, CommandType kind) { connection.Execute("{{text}}", commandType: kind); } }""", effects);

    private static void AssertEffects(string source, string? effects)
    {
        var site = Assert.Single(Guarding.Generated.From(Compiled.Create(source)).Manifest.Sites, site => site.Member.StartsWith("M:C.M", StringComparison.Ordinal));
        Assert.Equal(effects, site.Effects.Complete ? string.Join(", ", site.Effects.Items) : null);
    }

    [Theory]
    [InlineData("connection.Make(\"SELECT 1\")", null)]
    [InlineData("connection.CreateCommand(\"DELETE FROM a WHERE id = @id\").With(\"id\", 1).With(\"o\", text)", "delete sql:a")]
    [InlineData("connection.CreateCommand($\"DELETE FROM {text}_a WHERE id = @id\").As<DbCommand>().With(\"id\", 1)", "delete sql:*_a")]
    // It may be given a text, or somebody who gives it one
    [InlineData("connection.CreateCommand(\"SELECT 1\").WithSql(\"DELETE FROM a\")", null)]
    [InlineData("connection.CreateCommand(\"SELECT 1\").Then(c => c.CommandText = text)", null)]
    [InlineData("\"SELECT 1\".As<DbCommand>()", null)]
    [InlineData("connection.CreateCommand(\"SELECT 1\").Own()", null)]
    public void CommandThatALibrarysMethodHandsBack_KeepsItsText(string command, string? effects)
    {
        using var file = new MemoryStream();
        Assert.True(Compiled.Create("""
            public static class More
            {
                public static DbCommand Make(this DbConnection connection, string command) => null!;
                public static DbCommand CreateCommand(this DbConnection connection, string command) => null!;
                public static T With<T>(this T command, string name, object value) where T : DbCommand => command;
                public static T As<T>(this object one) => (T)one;
                public static DbCommand WithSql(this DbCommand command, string commandText) => command;
                public static DbCommand Then(this DbCommand command, Action<DbCommand> then) => command;
            }
            """).WithAssemblyName("More").Emit(file).Success);
        file.Position = 0;
        var compilation = Compiled.Create($"static class C {{ static DbCommand Own(this DbCommand command) {{ command.CommandText = Environment.MachineName; return command; }} static void M(DbConnection connection, string text) => {command}.ExecuteNonQuery(); }}")
            .AddReferences(Microsoft.CodeAnalysis.MetadataReference.CreateFromStream(file));
        var site = Assert.Single(Guarding.Generated.From(compilation).Manifest.Sites);
        Assert.Equal(effects, site.Effects.Complete ? string.Join(", ", site.Effects.Items) : null);
    }
}
