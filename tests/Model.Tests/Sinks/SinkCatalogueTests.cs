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
        SinkCatalogue.Embedded.All.Count(),
        SinkCatalogue.Embedded.All.Select(sink => (sink.Type, sink.Method, sink.Parameters, sink.SwitchValue)).Distinct().Count());

    [Fact]
    public void Own_line_that_changes_data_goes_before_ours_and_one_that_does_not_after()
    {
        var own = SinkReader.Read("M:System.IO.File.Delete read resource=file:*\nM:System.IO.File.Delete delete resource=file:/own\nM:Shop.Store.Wipe delete resource=blob:*", out _);
        var catalogue = SinkCatalogue.Embedded.With(own);

        Assert.Equal(["file:/own", "file:{path}", "file:*"],
            catalogue.Named("Delete").Where(sink => sink.Type == "System.IO.File").Select(sink => sink.Resource.ToString()));
        Assert.Single(catalogue.Named("Wipe"));
        Assert.Same(SinkCatalogue.Embedded, SinkCatalogue.Embedded.With([]));
    }

    [Fact]
    public void Sinks_are_found_by_the_exact_name()
    {
        Assert.Equal(["Dapper.SqlMapper"], SinkCatalogue.Embedded.Named("QueryUnbufferedAsync").Select(sink => sink.Type));
        Assert.Empty(SinkCatalogue.Embedded.Named("queryunbufferedasync"));
        Assert.Empty(SinkCatalogue.Embedded.Named("ToString"));
    }
}
