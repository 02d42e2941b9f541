namespace ImmutableGuard.Ledger;

/// <summary>
/// The append-only log of what was done to data, as a Merkle tree in the files of C2SP tlog-tiles: the writer's side. One
/// process at a time writes to a directory; any number may read it with <see cref="LedgerReader"/>.
/// </summary>
public sealed class AuditLedger : IDisposable
{
    // Guards the queue and the flags. The store and what it reached belong to the one thread that commits.
    private readonly object gate = new();
    private readonly Queue<Appender> waiting = new();
    private readonly LedgerFolder folder;
    private readonly string origin;
    private readonly LedgerLock ownership;
    private LedgerStore? store;
    private Checkpoint reached;
    private bool committing;
    private bool disposed;

    private AuditLedger(LedgerFolder folder, string origin, LedgerLock ownership)
    {
        this.folder = folder;
        this.origin = origin;
        this.ownership = ownership;
        store = LedgerStore.Load(folder, origin);
        reached = store.Checkpoint;
    }

    /// <summary>Opens a ledger, or creates it where the directory is empty or missing.</summary>
    /// <param name="directory">Where its files are; on a local disk.</param>
    /// <param name="origin">Its name, the same each time, without space and plus: for example <c>orders.example.com/ledger</c>.</param>
    /// <exception cref="ArgumentException"><paramref name="origin"/> can't be a name.</exception>
    /// <exception cref="LedgerException">The ledger can't be written, is corrupted, or another writer has it open.</exception>
    public static AuditLedger Open(string directory, string origin)
    {
        if (!Checkpoint.IsOrigin(origin))
            throw new ArgumentException("An origin is a text without space, control character and plus.", nameof(origin));
        var folder = new LedgerFolder(Path.GetFullPath(directory));
        var ownership = LedgerLock.Take(folder);
        try
        {
            return new AuditLedger(folder, origin, ownership);
        }
        catch
        {
            ownership.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Adds a record; returns once it is on the disk for good. May be called from any number of threads: those that wait at
    /// the same time share one write.
    /// </summary>
    /// <returns>The record's place in the ledger, from 0, which is also the <see cref="AuditRecord.Seq"/> it got.</returns>
    /// <exception cref="ArgumentException">The record can't be written: an unknown kind, for example.</exception>
    /// <exception cref="LedgerException">
    /// The record could not be made durable (it may be in the ledger all the same). A later append tries anew.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The ledger was closed.</exception>
    public long Append(AuditRecord record)
    {
        var appender = new Appender(record);
        lock (gate)
            waiting.Enqueue(appender);
        while (!IsDone(appender))
            CommitWaiting();
        return appender.Result();
    }

    /// <summary>Closes the ledger after the commit that is under way; appends that still wait for the next one are refused.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            while (committing)
                Monitor.Wait(gate);
            ownership.Dispose();
        }
    }

    /// <summary>Waits for the record to be committed by another thread. False makes the caller the one that commits.</summary>
    private bool IsDone(Appender appender)
    {
        lock (gate)
        {
            while (!appender.Done && committing)
                Monitor.Wait(gate);
            if (!appender.Done)
                committing = true;
            return appender.Done;
        }
    }

    private void CommitWaiting()
    {
        List<Appender> batch = [];
        try
        {
            if (disposed)
                throw new ObjectDisposedException(nameof(AuditLedger));
            store ??= LedgerStore.Load(folder, origin, reached);
            batch = Take(store.Room);
            var first = store.Size;
            store.Commit([.. batch.Select((appender, i) => AuditRecordJson.ToEntry(appender.Record with { Seq = first + i }))]);
            reached = store.Checkpoint;
            for (var i = 0; i < batch.Count; i++)
                batch[i].Succeed(first + i);
        }
        catch (Exception e)
        {
            // The files are the truth; the next append reads them again and ends what was begun.
            store = null;
            foreach (var appender in batch.Count > 0 ? batch : Take(int.MaxValue))
                appender.Fail(e);
        }
        finally
        {
            lock (gate)
            {
                committing = false;
                Monitor.PulseAll(gate);
            }
        }
    }

    private List<Appender> Take(int most)
    {
        var taken = new List<Appender>();
        lock (gate)
        {
            while (taken.Count < most && waiting.Count > 0)
                taken.Add(waiting.Dequeue());
        }

        return taken;
    }

    /// <summary>A thread that waits for its record to be durable.</summary>
    private sealed class Appender
    {
        private Exception? failure;
        private long seq;

        // Tried here, so that a record which can't be written fails its own caller and not those that share its commit.
        public Appender(AuditRecord record)
        {
            AuditRecordJson.Check(record);
            Record = record;
        }

        public AuditRecord Record { get; }

        public bool Done { get; private set; }

        public void Succeed(long place) => (seq, Done) = (place, true);

        public void Fail(Exception e) => (failure, Done) = (e, true);

        public long Result() => failure switch
        {
            null => seq,
            LedgerException e => throw e.Again(),
            ObjectDisposedException => throw new ObjectDisposedException(nameof(AuditLedger)),
            var e => throw new InvalidOperationException("The record could not be appended.", e),
        };
    }
}
