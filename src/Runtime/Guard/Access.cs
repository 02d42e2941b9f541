using System.Data;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime;

/// <summary>An access that has begun. Exactly one of its methods is called when it ends. Used by generated code.</summary>
public readonly struct Access
{
    private readonly SiteAudit? audit;
    private readonly long? intent;
    private readonly RowLimit? limit;

    internal Access(SiteAudit audit, long? intent, RowLimit? limit, IDbTransaction? transaction) =>
        (this.audit, this.intent, this.limit, Transaction) = (audit, intent, limit, limit?.Transaction ?? transaction);

    /// <summary>The transaction the call is to use: the guard's own where rows are limited, else the one it was told to use.</summary>
    public IDbTransaction? Transaction { get; }

    /// <summary>The access was carried out; how many rows it affected isn't known.</summary>
    public void Complete() => End(AuditKind.Completed, null, null);

    /// <summary>The access was carried out.</summary>
    /// <param name="rowsAffected">How many rows it affected; negative where the database doesn't say.</param>
    /// <exception cref="AccessDeniedException">They are more than the sanction allows; nothing was changed.</exception>
    public void Complete(int rowsAffected)
    {
        int? rows = rowsAffected >= 0 ? rowsAffected : null;
        if (limit?.IsExceeded(rowsAffected) == true)
        {
            limit.RollBack();
            Outcome(AuditKind.Failed, rows, GuardErrors.TooManyRows);
            throw new AccessDeniedException(GuardErrors.TooManyRows,
                $"{audit!.Place}: it would affect {rowsAffected} rows, and the sanction '{audit.Decision.Sanction!.Id}' allows {limit.Most}. "
                + "It was rolled back: nothing was changed.",
                audit.SiteId, null);
        }

        End(AuditKind.Completed, rows, null);
    }

    /// <summary>The access threw.</summary>
    public void Fail(Exception exception)
    {
        // A denial by Complete was recorded there.
        if (exception is not AccessDeniedException)
            End(AuditKind.Failed, null, exception.GetType().FullName);
    }

    private void End(AuditKind kind, int? rows, string? error)
    {
        if (audit is null)
            return;
        if (kind == AuditKind.Completed)
            limit?.Commit();
        else
            limit?.RollBack();
        Outcome(kind, rows, error);
    }

    private void Outcome(AuditKind kind, int? rows, string? error)
    {
        // The data is changed already: throwing would say that it isn't. The next intent will be refused instead.
        if (intent is not null && !Guard.Recorder.TryAppend(audit!.Outcome(kind, intent, rows, error), out var failure))
            Guard.Recorder.WarnOnce($"the outcome of intent {intent} is not recorded: {failure!.Message}");
    }
}
