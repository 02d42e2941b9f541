using ImmutableGuard.Manifests;

namespace ImmutableGuard.Model.Tests.Manifests;

public class SiteIdTests
{
    [Fact]
    public void Id_is_the_same_for_ever() => Assert.Equal(
        // printf 'M:A.B\nM:C.D\n0' | sha256sum | cut -c1-12
        "dcfbc9b36be1",
        SiteId.Create("M:A.B", "M:C.D", 0));

    [Fact]
    public void Id_tells_member_sink_and_place_apart()
    {
        string[] ids =
        [
            SiteId.Create("M:A.B", "M:C.D", 0), SiteId.Create("M:A.B", "M:C.D", 1), SiteId.Create("M:A.B", "M:C.E", 0),
            SiteId.Create("M:A.C", "M:C.D", 0), SiteId.Create("M:A.B\nM:C.D", "0", 0),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[0-9a-f]{12}$", id));
    }
}
