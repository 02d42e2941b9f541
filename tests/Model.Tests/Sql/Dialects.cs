using ImmutableGuard.Sql;

namespace ImmutableGuard.Model.Tests.Sql;

public class Dialects
{
    [Fact]
    public void EachDialect_IsReadAsItIsWritten()
    {
        Assert.Equal(["any", "tsql", "postgresql", "mysql", "sqlite", "oracle"], SqlDialects.All);
        foreach (var name in SqlDialects.All)
            Assert.Equal((true, name), (SqlDialects.TryParse(name, out var dialect), dialect.ToName()));
    }

    [Theory]
    [InlineData("TSQL")]
    [InlineData("")]
    [InlineData("mariadb")]
    public void NameOfNoDialect_IsRefused(string name) => Assert.Equal((false, SqlDialect.Any), (SqlDialects.TryParse(name, out var dialect), dialect));

    [Theory]
    [InlineData("Npgsql", SqlDialect.PostgreSql)]
    [InlineData("Microsoft.Data.SqlClient", SqlDialect.TSql)]
    [InlineData("MySql.Data.MySqlClient", SqlDialect.MySql)]
    [InlineData("Oracle.ManagedDataAccess.Client", SqlDialect.Oracle)]
    [InlineData("Microsoft.Data.SqliteExtras", SqlDialect.Any)]
    [InlineData("Npgsqlish", SqlDialect.Any)]
    [InlineData("npgsql", SqlDialect.Any)]
    [InlineData("My.Npgsql", SqlDialect.Any)]
    [InlineData("", SqlDialect.Any)]
    [InlineData(null, SqlDialect.Any)]
    public void Provider_SpeaksItsDialect(string? typeNamespace, SqlDialect dialect) => Assert.Equal(dialect, SqlDialects.OfProvider(typeNamespace));

    [Theory]
    [InlineData("dbo.p", "sql:dbo.p")]
    [InlineData(" [dbo].[p] ", "sql:dbo.p")]
    [InlineData("\"s\".`p`", "sql:s.p")]
    [InlineData("\uFFFC.p", "sql:*.p")]
    public void NameInPlaceOfAText_IsThatOfARoutineOrATable(string name, string resource)
    {
        Assert.Equal(new Effect(Operation.Call, resource), Assert.Single(CommandEffects.OfProcedure(name).Items));
        Assert.Equal(new Effect(Operation.Read, resource), Assert.Single(CommandEffects.OfTable(name).Items));
    }
}
