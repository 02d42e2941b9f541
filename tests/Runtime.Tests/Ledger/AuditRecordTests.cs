using System.Text;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime.Tests.Ledger;

public sealed class AuditRecordTests
{
    private static readonly AuditRecord Full = new()
    {
        Seq = 7,
        Time = new DateTimeOffset(2026, 11, 23, 7, 14, 0, TimeSpan.FromHours(2)).AddTicks(1234567),
        Kind = AuditKind.Completed,
        Intent = 6,
        Service = "orders",
        Instance = "host:12",
        Principal = "p-1",
        Sanction = "gdpr-erasure",
        Commit = "abc",
        ManifestDigest = "d1",
        Site = "0123456789ab",
        Member = "M:Shop.Erase",
        Connection = "db.example.com",
        Database = "shop",
        Effects = new Effects([new Effect(Operation.Delete, "sql:customers", Bounded: false)], "a variable"),
        StatementDigest = "d2",
        RowsAffected = -1,
        Transaction = "t-1",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Duration = TimeSpan.FromMicroseconds(1500),
        Reason = "line\nbreak \"quoted\" é",
        Error = "System.TimeoutException",
        FullRecordDigest = "d3",
    };

    [Fact]
    public void A_record_with_every_field_is_this_canonical_text() => Assert.Equal(
        """
        {"commit":"abc","complete":false,"connection":"db.example.com","database":"shop","durationMicroseconds":1500,"effects":[{"bounded":false,"operation":"delete","resource":"sql:customers"}],"error":"System.TimeoutException","fullRecordSha256":"d3","incompleteReason":"a variable","instance":"host:12","intent":6,"kind":"completed","manifestSha256":"d1","member":"M:Shop.Erase","principal":"p-1","reason":"line\nbreak \"quoted\" é","rowsAffected":-1,"sanction":"gdpr-erasure","seq":7,"service":"orders","site":"0123456789ab","statementSha256":"d2","time":"2026-11-23T05:14:00.1234567Z","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","transaction":"t-1"}
        """,
        Text(Full));

    [Fact]
    public void Unknown_fields_are_absent() => Assert.Equal(
        """{"kind":"intent","site":"0123456789ab","time":"2026-11-23T05:14:00.0000000Z"}""", Text(Records.Intent()));

    [Fact]
    public void A_record_reads_back_as_it_was()
    {
        var read = AuditRecordJson.FromEntry(AuditRecordJson.ToEntry(Full));
        Assert.Equal(Full.Effects!.Items, read.Effects!.Items);
        Assert.Equal(Full.Effects.Reason, read.Effects.Reason);
        Assert.Equal(Full with { Effects = null }, read with { Effects = null });
    }

    [Theory]
    [InlineData(AuditKind.Intent)]
    [InlineData(AuditKind.Completed)]
    [InlineData(AuditKind.Failed)]
    [InlineData(AuditKind.Denied)]
    [InlineData(AuditKind.Started)]
    [InlineData(AuditKind.Stopped)]
    public void Every_kind_reads_back(AuditKind kind) =>
        Assert.Equal(kind, AuditRecordJson.FromEntry(AuditRecordJson.ToEntry(Full with { Kind = kind })).Kind);

    [Fact]
    public void Effects_that_nobody_says_are_complete_are_not()
    {
        var read = Read("""{"effects":[],"kind":"intent","time":"2026-11-23T05:14:00.0000000Z"}""");
        Assert.False(read.Effects!.Complete);
    }

    [Fact]
    public void Complete_effects_read_back_complete() =>
        Assert.True(AuditRecordJson.FromEntry(AuditRecordJson.ToEntry(Full with { Effects = Effects.Empty })).Effects!.Complete);

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"kind":"other","time":"2026-11-23T05:14:00.0000000Z"}""")]
    [InlineData("""{"kind":"intent","time":"yesterday"}""")]
    [InlineData("""{"kind":"intent","seq":"1","time":"2026-11-23T05:14:00.0000000Z"}""")]
    [InlineData("""{"kind":"intent","rowsAffected":4294967296,"time":"2026-11-23T05:14:00.0000000Z"}""")]
    [InlineData("""{"kind":"intent","durationMicroseconds":9223372036854775807,"time":"2026-11-23T05:14:00.0000000Z"}""")]
    public void What_is_no_record_is_refused(string text) => Assert.ThrowsAny<FormatException>(() => Read(text));

    [Fact]
    public void What_is_not_utf8_is_refused() => Assert.Throws<FormatException>(() => AuditRecordJson.FromEntry([(byte)'"', 0xff, (byte)'"']));

    [Fact]
    public void A_negative_duration_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Full with { Duration = TimeSpan.FromTicks(-1) });

    [Fact]
    public void The_largest_entry_is_kept_whole_and_the_next_larger_one_by_its_digest()
    {
        var room = EntryBundle.LargestEntry - AuditRecordJson.ToEntry(Full with { Reason = "" }).Length;
        var fits = Full with { Reason = new string('x', room) };
        Assert.Equal(fits.Reason, AuditRecordJson.FromEntry(AuditRecordJson.ToEntry(fits)).Reason);

        var tooLarge = Full with { Reason = new string('x', room + 1), FullRecordDigest = null };
        var grown = tooLarge with { Member = Full.Member + new string('y', 40) };
        var read = AuditRecordJson.FromEntry(AuditRecordJson.ToEntry(grown));
        Assert.Null(read.Reason);
        Assert.Null(read.Effects);
        Assert.Equal(64, read.FullRecordDigest!.Length);
        Assert.Equal(grown with { Reason = null, Effects = null, FullRecordDigest = read.FullRecordDigest }, read);
    }

    private static string Text(AuditRecord record) => Encoding.UTF8.GetString(AuditRecordJson.ToEntry(record));

    private static AuditRecord Read(string text) => AuditRecordJson.FromEntry(Encoding.UTF8.GetBytes(text));
}
