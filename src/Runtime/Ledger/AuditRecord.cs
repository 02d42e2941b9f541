namespace ImmutableGuard.Ledger;

/// <summary>
/// One line of the ledger: who did, or meant to do, what to which data, and the commit of the code that did it. A null field
/// means "not reported". It holds no personal data and no values: statements appear as digests.
/// </summary>
public sealed record AuditRecord
{
    private static readonly TimeSpan LongestDuration = TimeSpan.FromDays(36_500);
    private readonly TimeSpan? duration;

    /// <summary>The record's place in the ledger, from 0. The ledger sets it on append; null in a record not appended yet.</summary>
    public long? Seq { get; init; }

    /// <summary>When it happened. Kept as UTC, in steps of 100 nanoseconds.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What the record tells.</summary>
    public required AuditKind Kind { get; init; }

    /// <summary>In an outcome: the <see cref="Seq"/> of the intent it belongs to. Null in every other kind.</summary>
    public long? Intent { get; init; }

    /// <summary>The service, as the policy names it.</summary>
    public string? Service { get; init; }

    /// <summary>Which of the service's processes, for example <c>host:pid</c>.</summary>
    public string? Instance { get; init; }

    /// <summary>On whose authority, as a pseudonym; never a name or an address.</summary>
    public string? Principal { get; init; }

    /// <summary>The id of the sanction that allowed the access.</summary>
    public string? Sanction { get; init; }

    /// <summary>The commit the running code was built from, in hex.</summary>
    public string? Commit { get; init; }

    /// <summary>The SHA-256 of the access manifest, in lower-case hex.</summary>
    public string? ManifestDigest { get; init; }

    /// <summary>The id of the access site.</summary>
    public string? Site { get; init; }

    /// <summary>The documentation id of the member the access site is in.</summary>
    public string? Member { get; init; }

    /// <summary>The server or file connected to. Never a connection string: that may hold a password.</summary>
    public string? Connection { get; init; }

    /// <summary>The name of the database.</summary>
    public string? Database { get; init; }

    /// <summary>What the access does to which resources, and whether that is all of it.</summary>
    public Effects? Effects { get; init; }

    /// <summary>The SHA-256 of the statement's text as UTF-8, in lower-case hex.</summary>
    public string? StatementDigest { get; init; }

    /// <summary>How many rows the statement said it affected.</summary>
    public int? RowsAffected { get; init; }

    /// <summary>The id of the transaction the access took part in.</summary>
    public string? Transaction { get; init; }

    /// <summary>The W3C <c>traceparent</c> of the activity that was current.</summary>
    public string? TraceParent { get; init; }

    /// <summary>How long the access took. Written in whole microseconds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or longer than a hundred years.</exception>
    public TimeSpan? Duration
    {
        get => duration;
        init => duration = value is not { } span || (span >= TimeSpan.Zero && span <= LongestDuration)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A duration is from zero to a hundred years.");
    }

    /// <summary>In a denial: why.</summary>
    public string? Reason { get; init; }

    /// <summary>In a failure: the type of the exception. Not its message: databases put values there.</summary>
    public string? Error { get; init; }

    /// <summary>
    /// The SHA-256, in lower-case hex, of the canonical JSON of the record as it was appended, where that was larger than the
    /// 65,535 bytes an entry may have. Such a record keeps only its short fields. Set by the ledger; null otherwise.
    /// </summary>
    public string? FullRecordDigest { get; init; }
}
