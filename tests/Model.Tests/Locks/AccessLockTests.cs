using CsCheck;
using ImmutableGuard.Json;
using ImmutableGuard.Locks;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Model.Tests.Locks;

public class AccessLockTests
{
    private const string Purge = "M:Shop.Orders.Purge(System.Int32)";

    private static readonly Effect Delete = new(Operation.Delete, "sql:orders");

    private static readonly Policy Ratchet = new()
    {
        Mode = PolicyMode.Ratchet,
        Resources =
        [
            new(new("sql:audit"), Mutability.AppendOnly, null),
            new(new("sql:salaries"), Mutability.Sanctioned, Requirement.Sanction),
            new(new("file:/tmp/**"), Mutability.Free, null),
        ],
        Sanctions =
        [
            new()
            {
                Id = "old carts", Operations = Operation.Delete, Resources = [new("sql:carts")], Callers = ["*"], Reason = "r",
                Expires = new(2026, 1, 31, 0, 0, 0, DateTimeKind.Utc),
            },
        ],
    };

    [Fact]
    public void Lock_lists_what_a_build_can_do_sorted_and_without_lines() => Assert.Equal(
        """
        {
          "version": 1,
          "service": "shop",
          "accesses": [
            "delete file:/tmp/a%20b by M:Shop.Orders.Purge(System.Int32) needing no sanction",
            "delete sql:audit by M:Shop.Orders.Purge(System.Int32) against the policy",
            "delete sql:carts by M:Shop.Carts.Empty via old%20carts",
            "delete sql:orders (unbounded) by M:Shop.Orders.Purge(System.Int32) without sanction",
            "read sql:salaries by M:Shop.Reports.Run without sanction",
            "unknown sql:* by M:Shop.Reports.Run without sanction"
          ]
        }

        """,
        LockWriter.Write(AccessLock.Of(new AccessManifest
        {
            Service = "shop",
            Policy = Ratchet,
            Sites =
            [
                Site(Purge, null, new(Operation.Insert, "sql:orders"), Delete with { Bounded = false }, new(Operation.Delete, "file:/tmp/a b")),
                Site(Purge, null, Delete with { Bounded = false }, Delete with { Resource = "sql:audit" }),
                Site("M:Shop.Carts.Empty", "old carts", new Effect(Operation.Delete, "sql:carts")),
                Site("M:Shop.Reports.Run", null) with
                {
                    Effects = new([new(Operation.Read, "sql:salaries"), new(Operation.Read, "sql:orders")], "the text isn't constant"),
                },
            ],
        })));

    [Fact]
    public void Lock_without_accesses_is_written_too() =>
        Assert.Equal("{\n  \"version\": 1,\n  \"service\": \"\",\n  \"accesses\": []\n}\n", LockWriter.Write(AccessLock.Empty));

    [Fact]
    public void Lock_that_was_written_is_read_back() => SomeLocks.Lock.Sample(one =>
        Assert.Equal(LockWriter.Write(one), LockWriter.Write(LockReader.Read(LockWriter.Write(one)))));

    // A lone surrogate is no text and is never read from a file.
    [Fact]
    public void Any_name_is_one_word() => Gen.Select(Gen.String, Gen.String, Gen.String)
        .Where((resource, member, sanction) => !(resource + "." + member + "." + sanction).Any(char.IsSurrogate) && resource.Length * member.Length * sanction.Length > 0)
        .Sample((resource, member, sanction) =>
        {
            var access = new LockedAccess(new(Operation.Delete, resource), member, Grant.Via(sanction));

            Assert.Equal(access, LockedAccess.Parse(access.ToString()));
            Assert.Equal(6, access.ToString().Split(' ').Length);
        });

    [Theory]
    [InlineData("a\u202eb", "a%E2%80%AEb")]
    [InlineData("a\u200bb\u00a0c\n", "a%E2%80%8Bb%C2%A0c%0A")]
    [InlineData("100%", "100%25")]
    [InlineData("\U0001F600", "%F0%9F%98%80")]
    [InlineData("Bücher", "Bücher")]
    public void What_a_reviewer_cant_see_is_spelled_out(string name, string word) => Assert.Equal(
        $"delete sql:{word} by M:A.B without sanction", new LockedAccess(new(Operation.Delete, "sql:" + name), "M:A.B", Grant.Missing).ToString());

    [Theory]
    [InlineData("", 1, 1, "the text ends where a value is expected")]
    [InlineData("[]", 1, 1, "a lock is an object")]
    [InlineData("{}", 1, 1, "a lock needs a number \"version\"")]
    [InlineData("""{"version": 2}""", 1, 13, "version 2 is not supported; this release reads version 1")]
    [InlineData("""{"version": 1, "accesses": []}""", 1, 1, "a lock needs a string \"service\"")]
    [InlineData("""{"version": 1, "service": "s"}""", 1, 1, "a lock needs a list \"accesses\"")]
    [InlineData("""{"version": 1, "service": "s", "accesses": [], "note": 7}""", 1, 56, "\"note\" is not known in a lock")]
    [InlineData("""{"version": 1, "service": "s", "accesses": [7]}""", 1, 45, "an access is a string, not a value of the kind number")]
    public void Text_that_is_no_lock_is_refused_with_its_place(string text, int line, int column, string problem)
    {
        var thrown = Assert.Throws<JsonSyntaxException>(() => LockReader.Read(text));

        Assert.Equal((line, column, problem), (thrown.Line, thrown.Column, thrown.Problem));
    }

    [Theory]
    [InlineData("")]
    [InlineData("delete sql:orders by M:A.B")]
    [InlineData("delete sql:orders by M:A.B via ")]
    [InlineData("delete sql:orders by M:A.B via a b")]
    [InlineData("delete sql:orders by M:A.B with sanction")]
    [InlineData("delete  sql:orders by M:A.B via s")]
    [InlineData("remove sql:orders by M:A.B via s")]
    [InlineData("delete sql:orders (all) by M:A.B via s")]
    [InlineData("delete sql:orders (drops) (unbounded) by M:A.B via s")]
    [InlineData("delete sql:orders of M:A.B via s")]
    [InlineData("delete sql:%6Frders by M:A.B via s")]
    public void Line_that_is_no_access_is_refused(string line) => Assert.StartsWith(
        $"\"{line}\" is not an access: write \"delete sql:orders by M:Shop.Orders.Cancel via sanction-id\"",
        Assert.Throws<JsonSyntaxException>(() => LockReader.Read($$"""{"version": 1, "service": "s", "accesses": ["{{line}}"]}""")).Problem,
        StringComparison.Ordinal);

    [Fact]
    public void Ratchet_tolerates_what_the_lock_lists_as_it_is_granted_now()
    {
        var listed = Lock($"delete sql:orders by {Purge} without sanction");

        Assert.True(Tolerates(listed, Ratchet, Delete));
        Assert.False(Tolerates(listed, Ratchet with { Mode = PolicyMode.Enforce }, Delete));
        Assert.False(Tolerates(listed, Ratchet, Delete with { Bounded = false }));
        Assert.False(Tolerates(listed, Ratchet, Delete, Delete with { Resource = "sql:carts" }));
        Assert.False(Tolerates(Lock($"delete sql:orders by {Purge} via gone"), Ratchet, Delete));
        Assert.False(Tolerates(Lock("delete sql:orders by M:Shop.Orders.Other without sanction"), Ratchet, Delete));
    }

    [Fact]
    public void Ratchet_tolerates_neither_what_is_forbidden_nor_what_has_expired()
    {
        Assert.False(Tolerates(Lock($"delete sql:audit by {Purge} against the policy"), Ratchet, Delete with { Resource = "sql:audit" }));
        Assert.False(Tolerates(Lock($"delete sql:carts by {Purge} via old%20carts"), Ratchet, Delete with { Resource = "sql:carts" }));
    }

    [Fact]
    public void Site_tolerates_nothing_beyond_what_it_was_listed_with()
    {
        var site = Site(Purge, null, Delete, new(Operation.Delete, "file:*")) with { Tolerated = true };

        Assert.True(site.Tolerates(new([Delete])));
        Assert.True(site.Tolerates(new([new(Operation.Delete, "file:/tmp/a/b")])));
        Assert.False(site.Tolerates(new([Delete with { Bounded = false }])));
        Assert.False(site.Tolerates(new([Delete], "something isn't understood")));
        Assert.False(site.Tolerates(new([new(Operation.Delete, "sql:carts")])));
        Assert.False((site with { Tolerated = false }).Tolerates(new([Delete])));
        Assert.True((site with { Effects = Effects.Unknown("not constant") }).Tolerates(new([new(Operation.Schema, "sql:carts")])));
    }

    private static AccessLock Lock(string line) => new("shop", [Assert.IsType<LockedAccess>(LockedAccess.Parse(line))]);

    private static bool Tolerates(AccessLock @lock, Policy policy, params Effect[] effects) => @lock.Tolerates(
        policy, Purge, new(effects), policy.Decide(Purge, new(effects), new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc)));

    private static AccessSite Site(string member, string? sanction, params Effect[] effects) => new()
    {
        Id = "0123456789ab",
        Member = member,
        File = "Orders.cs",
        Line = 1,
        Sink = "M:Dapper.SqlMapper.Execute",
        Effects = new(effects),
        Sanction = sanction,
    };
}
