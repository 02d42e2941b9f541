using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime.Tests.Ledger;

/// <summary>Records and ledgers to test with.</summary>
internal static class Records
{
    public const string Origin = "tests.example.com/ledger";

    public static AuditRecord Intent(string site = "0123456789ab") => new()
    {
        Time = new DateTimeOffset(2026, 11, 23, 5, 14, 0, TimeSpan.Zero),
        Kind = AuditKind.Intent,
        Site = site,
    };

    public static void Fill(string directory, int count)
    {
        using var ledger = AuditLedger.Open(directory, Origin);
        for (var i = 0; i < count; i++)
            ledger.Append(Intent($"site-{i}"));
    }

    /// <summary>A ledger of many records without their many durable writes: one commit per bundle.</summary>
    public static void FillInBundles(string directory, int count)
    {
        var store = LedgerStore.Load(new LedgerFolder(directory), Origin);
        while (store.Size < count)
        {
            var first = store.Size;
            var entries = Enumerable.Range(0, (int)Math.Min(store.Room, count - first))
                .Select(i => AuditRecordJson.ToEntry(Intent($"site-{first + i}") with { Seq = first + i }));
            store.Commit([.. entries]);
        }
    }
}
