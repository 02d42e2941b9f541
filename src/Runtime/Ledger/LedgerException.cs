namespace ImmutableGuard.Ledger;

/// <summary>The ledger can't be used; says where, why, and what to do.</summary>
public sealed class LedgerException : Exception
{
    internal LedgerException(string id, string path, string problem, string remedy, Exception? inner = null)
        : base($"{id}: {path}: {problem}. {remedy}", inner) =>
        (Id, Path, Problem, Remedy) = (id, path, problem, remedy);

    /// <summary>One of <see cref="LedgerErrors"/>.</summary>
    public string Id { get; }

    /// <summary>The file or directory it is about.</summary>
    public string Path { get; }

    /// <summary>What is wrong, as a clause without a full stop.</summary>
    public string Problem { get; }

    /// <summary>What to do, as a sentence.</summary>
    public string Remedy { get; }

    internal static LedgerException Unavailable(string path, Exception inner) => new(
        LedgerErrors.Unavailable, path, $"the ledger can't be read or written ({inner.Message.TrimEnd('.')})",
        "Check the directory's permissions and the disk's free space; until then no sanctioned change is carried out.", inner);

    internal static LedgerException Corrupted(string path, string problem, Exception? inner = null) => new(
        LedgerErrors.Corrupted, path, problem,
        "Nothing was changed. Keep the directory as evidence, see 'immutableguard ledger verify', and restore a copy or start a new directory.",
        inner);

    internal static LedgerException InUse(string path, Exception? inner = null) => new(
        LedgerErrors.InUse, path, "another writer has the ledger open",
        "Give every process a ledger directory of its own, or stop the other one.", inner);

    /// <summary>The same failure for another appender of the same commit: an exception is not thrown on two threads.</summary>
    internal LedgerException Again() => new(Id, Path, Problem, Remedy, this);
}
