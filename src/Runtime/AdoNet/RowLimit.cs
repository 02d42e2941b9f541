using System.Data;
using ImmutableGuard.Manifests;

namespace ImmutableGuard.Runtime;

/// <summary>
/// Keeps a sanction's <c>maxRows</c>: the statement runs in a transaction, which is rolled back where more rows are affected.
/// This is what stops "somebody deleted the wrong record".
/// </summary>
internal sealed class RowLimit
{
    private readonly IDbCommand? command;
    private readonly IDbConnection? toClose;

    private RowLimit(long most, IDbTransaction transaction, IDbCommand? command, IDbConnection? toClose) =>
        (Most, Transaction, this.command, this.toClose) = (most, transaction, command, toClose);

    public long Most { get; }

    /// <summary>The transaction the statement runs in.</summary>
    public IDbTransaction Transaction { get; }

    /// <summary>Whether a limit can be kept on a call: it must tell the rows, and take the guard's transaction.</summary>
    public static bool CanKeep(AccessSite site, AccessTarget target, out string reason)
    {
        reason = target.What is not (AccessTarget.Kind.Command or AccessTarget.Kind.Sql) ? "only a statement's rows can be counted before they are final"
            : !TellsRows(site.Sink) ? "this call doesn't tell how many rows it affected; use ExecuteNonQuery or Dapper's Execute"
            : target.Transaction is not null ? "a transaction is open already; leave it to the guard to open one"
            : target.Connection is null ? "the connection isn't known"
            : "";
        return reason.Length == 0;
    }

    public static RowLimit Begin(long most, AccessTarget target)
    {
        var connection = target.Connection!;
        var opens = connection.State == ConnectionState.Closed;
        if (opens)
            connection.Open();
        var transaction = connection.BeginTransaction();
        if (target.DbCommand is { } command)
            command.Transaction = transaction;
        return new RowLimit(most, transaction, target.DbCommand, opens ? connection : null);
    }

    /// <summary>Whether rows are too many; a database that doesn't say counts as too many.</summary>
    public bool IsExceeded(int rows) => rows < 0 || rows > Most;

    public void Commit()
    {
        Transaction.Commit();
        End();
    }

    public void RollBack()
    {
        Transaction.Rollback();
        End();
    }

    private void End()
    {
        if (command is not null)
            command.Transaction = null;
        Transaction.Dispose();
        toClose?.Close();
    }

    private static bool TellsRows(string sink)
    {
        var open = sink.IndexOf('(');
        var name = (open < 0 ? sink : sink.Substring(0, open)).Split('.').Last();
        return name is "ExecuteNonQuery" or "ExecuteNonQueryAsync" or "Execute" or "ExecuteAsync";
    }
}
