using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests.Mapping;

/// <summary>The tables of Dapper.Contrib, which the registry doesn't have: its signatures stand here.</summary>
public sealed class DapperContribTests
{
    private const string Library = """
        namespace Dapper.Contrib.Extensions
        {
            public class TableAttribute(string tableName) : Attribute { public string Name { get; set; } = tableName; }
            public static class SqlMapperExtensions
            {
                public static Func<Type, string>? TableNameMapper;
                public static bool Delete<T>(this IDbConnection connection, T entityToDelete, IDbTransaction? transaction = null, int? commandTimeout = null) where T : class => false;
                public static bool DeleteAll<T>(this IDbConnection connection, IDbTransaction? transaction = null, int? commandTimeout = null) where T : class => false;
            }
        }
        """;

    [Theory]
    [InlineData("public class Order { }", "c.Delete(row)", "delete sql:Orders")]
    [InlineData("[Table(\"crm.orders\")] public class Order { }", "c.Delete(row)", "delete sql:crm.orders")]
    [InlineData("[System.ComponentModel.DataAnnotations.Schema.Table(\"orders\", Schema = \"crm\")] public class Order { }", "c.Delete(row)", "delete sql:orders")]
    [InlineData("[Table(\"bases\")] public class Base { } public class Order : Base { }", "c.Delete(row)", "delete sql:Orders")]
    [InlineData("public class Order { }", "c.Delete(new List<Order> { row })", "delete sql:Orders")]
    [InlineData("public class Order { }", "c.Delete(new[] { row })", "delete sql:Orders")]
    [InlineData("public class Order { }", "c.DeleteAll<Order>()", "delete sql:Orders (unbounded)")]
    [InlineData("public interface IOrder { } public class Order : IOrder { }", "c.Delete<IOrder>(row)", "delete sql:Orders")]
    [InlineData("public class Order { static Order() => SqlMapperExtensions.TableNameMapper = type => type.Name; }", "c.Delete(row)", "delete sql:*")]
    public void Table_IsNamedAsTheLibraryDoes(string classes, string call, string effects)
    {
        var source = $"namespace Shop {{ using Dapper.Contrib.Extensions; {classes} public class C {{ public void M(IDbConnection c, Order row) => {call}; }} }} {Library}";
        var site = Assert.Single(Generated.From(Compiled.Create(source)).Manifest.Sites, site => site.Member.StartsWith("M:Shop.C.M", StringComparison.Ordinal));
        Assert.Equal(effects, string.Join(", ", site.Effects.Items));
    }
}
