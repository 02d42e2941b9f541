using ImmutableGuard.Sinks;

namespace ImmutableGuard.Model.Tests.Sinks;

public class SinkCatalogueTests
{
    [Fact]
    public void Shipped_catalogue_holds_a_sink_of_every_library() => Assert.Superset(
        new HashSet<string>
        {
            "System.Data.IDbCommand", "System.Data.Common.DbCommand", "Dapper.SqlMapper", "Microsoft.EntityFrameworkCore.DbContext",
            "System.IO.File", "System.Net.Http.HttpClient",
        },
        SinkCatalogue.Embedded.Types.ToHashSet());

    [Fact]
    public void No_sink_is_there_twice() => Assert.Equal(
        SinkCatalogue.Embedded.All.Count,
        SinkCatalogue.Embedded.All.Select(sink => (sink.Type, sink.Method, sink.Parameters)).Distinct().Count());

    [Fact]
    public void Sinks_are_found_by_the_exact_name()
    {
        Assert.Equal(["Dapper.SqlMapper"], SinkCatalogue.Embedded.Named("QueryUnbufferedAsync").Select(sink => sink.Type));
        Assert.Empty(SinkCatalogue.Embedded.Named("queryunbufferedasync"));
        Assert.Empty(SinkCatalogue.Embedded.Named("ToString"));
    }
}
