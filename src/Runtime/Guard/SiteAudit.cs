using System.Diagnostics;
using System.Text;
using ImmutableGuard.Ledger;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Runtime;

/// <summary>What the ledger is told about one access.</summary>
internal sealed class SiteAudit(GuardedAssembly assembly, AccessSite site, Effects effects, Decision decision, AccessTarget target)
{
    private readonly long began = Stopwatch.GetTimestamp();

    public Decision Decision => decision;

    public string Place => Denial.AtSite(assembly, site);

    public string SiteId => site.Id;

    public AuditRecord Record(AuditKind kind) => new()
    {
        Time = DateTimeOffset.UtcNow,
        Kind = kind,
        Service = assembly.Manifest.Service,
        Instance = Recorder.Instance,
        Principal = Guard.Options.Principal?.Invoke(),
        Sanction = decision.Sanction?.Id,
        Commit = assembly.Stamp?.Commit,
        ManifestDigest = assembly.ManifestDigest,
        Site = site.Id,
        Member = site.Member,
        Connection = (target.Connection as System.Data.Common.DbConnection)?.DataSource,
        Database = target.Connection?.Database,
        Effects = effects,
        StatementDigest = target.What is AccessTarget.Kind.Sql or AccessTarget.Kind.Command && target.Text is { } text
            ? BuildProof.Sha256(Encoding.UTF8.GetBytes(text))
            : null,
        TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } activity ? activity.Id : null,
    };

    public AuditRecord Outcome(AuditKind kind, long? intent, int? rows, string? error) => Record(kind) with
    {
        Intent = intent,
        RowsAffected = rows,
        Error = error,
        Reason = kind == AuditKind.Completed && target.What == AccessTarget.Kind.Deferred ? "marked; SaveChanges carries it out" : null,
        Duration = TimeSpan.FromSeconds((Stopwatch.GetTimestamp() - began) / (double)Stopwatch.Frequency),
    };
}
