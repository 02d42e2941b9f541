using ImmutableGuard.Analyzers.Tests.Guarding;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Tests.Mapping;

/// <summary>Repositories that come from a library: what they delete is kept where a context of Entity Framework keeps it.</summary>
public sealed class RepositoriesTests
{
    private const string Library = """
        namespace Ardalis.Specification
        {
            public interface IReadRepositoryBase<T> where T : class;
            public interface IRepositoryBase<T> : IReadRepositoryBase<T> where T : class { System.Threading.Tasks.Task<int> DeleteAsync(T entity); System.Threading.Tasks.Task<int> UpdateRangeAsync(IEnumerable<T> entities); }
        }
        """;

    [Theory]
    [InlineData("repository.DeleteAsync(order)", "delete sql:Orders")]
    [InlineData("repository.UpdateRangeAsync([order])", "update sql:Orders")]
    // No context of this project keeps it
    [InlineData("others.DeleteAsync(this)", "delete sql:*")]
    public void Entity_IsKeptWhereItsContextKeepsIt(string call, string effect)
    {
        var library = Compiled.Create(Library).WithAssemblyName("Ardalis.Specification");
        using var stream = new MemoryStream();
        Assert.True(library.Emit(stream).Success);
        var shop = Compiled.Create($$"""
            public interface IRepository<T> : Ardalis.Specification.IRepositoryBase<T> where T : class;
            public class Order { public int Id { get; set; } }
            public class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); }
            public class C { Task A(IRepository<Order> repository, IRepository<C> others, Order order) => {{call}}; }
            """).AddReferences(MetadataReference.CreateFromImage(stream.ToArray()));
        Assert.Equal(effect, Assert.Single(Assert.Single(Generated.From(shop).Manifest.Sites).Effects.Items).ToString());
    }
}
