using CsCheck;
using ImmutableGuard.Locks;

namespace ImmutableGuard.Model.Tests.Locks;

public class AccessComparisonTests
{
    [Fact]
    public void Lock_doesnt_differ_from_itself() =>
        SomeLocks.Lock.Sample(one => Assert.Empty(AccessComparison.Compare(one, new("shop", one.Accesses.Reverse()))));

    [Fact]
    public void Comparison_the_other_way_round_is_the_same_mirrored() => Gen.Select(SomeLocks.Lock, SomeLocks.Lock).Sample((one, other) => Assert.Equal(
        AccessComparison.Compare(one, other).Select(Mirror).OrderBy(difference => difference.ToString(), StringComparer.Ordinal),
        AccessComparison.Compare(other, one).OrderBy(difference => difference.ToString(), StringComparer.Ordinal)));

    [Fact]
    public void Differences_applied_make_the_other_lock() => Gen.Select(SomeLocks.Lock, SomeLocks.Lock).Sample((one, other) =>
        Assert.Equal(LockWriter.Write(other), LockWriter.Write(AccessComparison.Apply(one, "shop", AccessComparison.Compare(one, other)))));

    [Fact]
    public void What_includes_what_includes_an_effect_includes_it() => Gen.Select(SomeLocks.SomeEffect, SomeLocks.SomeEffect, SomeLocks.SomeEffect).Sample((wide, middle, narrow) =>
    {
        Assert.True(wide.Includes(wide));
        Assert.True(wide.Includes(narrow) || !wide.Includes(middle) || !middle.Includes(narrow), $"{wide} / {middle} / {narrow}");
    }, iter: 20_000);

    [Fact]
    public void Comparisons_one_after_the_other_lead_where_one_leads() => Gen.Select(SomeLocks.Lock, SomeLocks.Lock, SomeLocks.Lock).Sample((one, two, three) =>
    {
        var between = AccessComparison.Apply(one, "shop", AccessComparison.Compare(one, two));
        Assert.Equal(LockWriter.Write(three), LockWriter.Write(AccessComparison.Apply(between, "shop", AccessComparison.Compare(two, three))));
    });

    [Fact]
    public void Nothing_but_widening_lets_more_pass() => Gen.Select(SomeLocks.Lock, SomeLocks.Lock).Sample((one, other) =>
    {
        if (AccessComparison.Compare(one, other).Any(difference => difference.WidensAccess))
            return;
        Assert.All(other.Accesses, access => Assert.Contains(
            one.Accesses, before => before.Member == access.Member && (before.Effect == access.Effect || before.Effect.Includes(access.Effect))));
    });

    [Theory]
    [InlineData(null, "delete sql:orders by M:A.B via s", "Added", true, "M:A.B can now delete sql:orders via s")]
    [InlineData("delete sql:orders by M:A.B via s", null, "Removed", false, "M:A.B can no longer delete sql:orders via s")]
    [InlineData("delete sql:orders by M:A.B via s", "delete sql:orders (unbounded) by M:A.B via s", "Widened", true,
        "M:A.B can now delete sql:orders (unbounded) via s, before only delete sql:orders via s")]
    [InlineData("delete sql:orders by M:A.B via s", "delete sql:* by M:A.B without sanction", "Widened", true,
        "M:A.B can now delete sql:* without sanction, before only delete sql:orders via s")]
    [InlineData("delete sql:orders by M:A.B via s", "unknown sql:* by M:A.B via s", "Widened", true,
        "M:A.B can now do unknown things to sql:* via s, before only delete sql:orders via s")]
    [InlineData("unknown sql:* by M:A.B via s", "delete sql:orders (unbounded) by M:A.B via s", "Narrowed", false,
        "M:A.B can now only delete sql:orders (unbounded) via s, before do unknown things to sql:* via s")]
    [InlineData("schema sql:orders by M:A.B via s", "schema sql:orders (drops) by M:A.B via s", "Widened", true,
        "M:A.B can now schema sql:orders (drops) via s, before only schema sql:orders via s")]
    [InlineData("delete sql:orders by M:A.B via s", "delete sql:orders by M:A.B via t", "SanctionChanged", false,
        "M:A.B can delete sql:orders via t now, before via s")]
    [InlineData("delete sql:orders by M:A.B via s", "delete sql:orders by M:A.B without sanction", "SanctionChanged", false,
        "M:A.B can delete sql:orders without sanction now, before via s")]
    [InlineData("delete sql:orders by M:A.B without sanction", "delete sql:orders by M:A.B via s", "SanctionChanged", true,
        "M:A.B can delete sql:orders via s now, before without sanction")]
    [InlineData("delete sql:orders by M:A.B against the policy", "delete sql:orders by M:A.B needing no sanction", "SanctionChanged", true,
        "M:A.B can delete sql:orders needing no sanction now, before against the policy")]
    public void Difference_is_named(string? before, string? after, string kind, bool widens, string text)
    {
        var difference = Assert.Single(AccessComparison.Compare(Of(before), Of(after)));

        Assert.Equal((kind, widens, text), (difference.Kind.ToString(), difference.WidensAccess, difference.ToString()));
    }

    [Theory]
    [InlineData("delete sql:orders by M:A.B via s", "delete sql:carts by M:A.B via s")]
    [InlineData("delete sql:orders by M:A.B via s", "delete sql:orders by M:A.C via s")]
    [InlineData("delete sql:orders by M:A.B via s", "update sql:orders by M:A.B via s")]
    [InlineData("delete sql:orders (unbounded) by M:A.B via s", "delete sql:* by M:A.B via s")]
    [InlineData("delete file:/a by M:A.B via s", "unknown sql:* by M:A.B via s")]
    public void Accesses_of_which_neither_includes_the_other_are_two(string before, string after) => Assert.Equal(
        [DifferenceKind.Added, DifferenceKind.Removed],
        AccessComparison.Compare(Of(before), Of(after)).Select(difference => difference.Kind).Order());

    private static AccessLock Of(string? line) => new("shop", line is null ? [] : [Assert.IsType<LockedAccess>(LockedAccess.Parse(line))]);

    private static AccessDifference Mirror(AccessDifference difference) => new(
        difference.Kind switch
        {
            DifferenceKind.Added => DifferenceKind.Removed,
            DifferenceKind.Removed => DifferenceKind.Added,
            DifferenceKind.Widened => DifferenceKind.Narrowed,
            DifferenceKind.Narrowed => DifferenceKind.Widened,
            var same => same,
        },
        difference.After, difference.Before);
}
