using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using ImmutableGuard.Ledger;

namespace ImmutableGuard.Runtime.Tests.Ledger;

public sealed class RunningWriterTests
{
    // No canonical JSON has a number beyond 53 bits.
    private static readonly AuditRecord Unwritable = Records.Intent() with { Intent = 1L << 60 };

    [Fact]
    public void A_record_that_can_not_be_written_fails_its_own_caller_only()
    {
        using var folder = new TemporaryFolder();
        using var ledger = AuditLedger.Open(folder.Path, Records.Origin);
        var failures = new ConcurrentBag<Exception>();
        InThreads(20, thread =>
        {
            for (var i = 0; i < 5; i++)
            {
                if (thread % 4 == 0)
                    failures.Add(Record.Exception(() => ledger.Append(Unwritable)));
                else
                    ledger.Append(Records.Intent());
            }
        });
        Assert.Equal(25, failures.Count);
        Assert.All(failures, failure => Assert.IsType<ArgumentException>(failure));
        Assert.Equal(75, LedgerReader.Open(folder.Path).Records().Count());
    }

    [Fact]
    public void A_record_of_no_known_kind_and_no_record_are_refused()
    {
        using var folder = new TemporaryFolder();
        using var ledger = AuditLedger.Open(folder.Path, Records.Origin);
        Assert.Throws<ArgumentException>(() => ledger.Append(Records.Intent() with { Kind = (AuditKind)99 }));
        Assert.Throws<ArgumentNullException>(() => ledger.Append(null!));
        Assert.Equal(0, ledger.Append(Records.Intent()));
    }

    /// <summary>They are made to wait as if somebody else were committing: when they happen to is up to the machine.</summary>
    [Fact]
    public void Appenders_that_wait_at_the_same_time_share_a_commit()
    {
        using var folder = new TemporaryFolder();
        using var ledger = AuditLedger.Open(folder.Path, Records.Origin);
        FieldInfo Of(string name) => typeof(AuditLedger).GetField(name, BindingFlags.Instance | BindingFlags.NonPublic)!;
        var (gate, committing, waiting) = (Of("gate").GetValue(ledger)!, Of("committing"), (ICollection)Of("waiting").GetValue(ledger)!);
        committing.SetValue(ledger, true);
        var released = new Thread(() =>
        {
            lock (gate)
            {
                while (waiting.Count < 40)
                    Monitor.Wait(gate, TimeSpan.FromMilliseconds(1));
                committing.SetValue(ledger, false);
                Monitor.PulseAll(gate);
            }
        });
        released.Start();
        InThreads(40, _ => ledger.Append(Records.Intent()));
        released.Join();
        // Each commit within a bundle leaves one partial file.
        Assert.Equal("40", Path.GetFileName(Assert.Single(Directory.GetFiles(folder["tile/entries/000.p"]))));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    public void A_ledger_that_is_removed_under_its_writer_is_not_begun_anew(int records)
    {
        using var folder = new TemporaryFolder();
        Records.FillInBundles(folder["ledger"], records);
        using var ledger = AuditLedger.Open(folder["ledger"], Records.Origin);
        ledger.Append(Records.Intent());
        Directory.Delete(folder["ledger"], recursive: true);
        AssertRefused(ledger, folder["ledger/checkpoint"]);
        AssertRefused(ledger, folder["ledger/checkpoint"]);
        Assert.False(Directory.Exists(folder["ledger"]));
    }

    [Fact]
    public void A_ledger_that_is_set_back_under_its_writer_takes_no_record_until_it_is_put_right()
    {
        using var folder = new TemporaryFolder();
        using var older = new TemporaryFolder();
        using var ledger = AuditLedger.Open(folder.Path, Records.Origin);
        var empty = File.ReadAllBytes(folder["checkpoint"]);
        ledger.Append(Records.Intent());
        var checkpoint = File.ReadAllBytes(folder["checkpoint"]);
        Directory.Move(folder["tile"], older["tile"]);
        File.WriteAllBytes(folder["checkpoint"], empty);
        AssertRefused(ledger, folder["checkpoint"]);
        AssertRefused(ledger, folder["checkpoint"]);
        Assert.False(Directory.Exists(folder["tile"]));

        Directory.Move(older["tile"], folder["tile"]);
        File.WriteAllBytes(folder["checkpoint"], checkpoint);
        Assert.Equal(1, ledger.Append(Records.Intent()));
    }

    [Fact]
    public void Another_ledger_of_the_same_size_is_not_taken_for_the_own_one()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        Records.Fill(other["ledger"], 1);
        using var ledger = AuditLedger.Open(folder["ledger"], Records.Origin);
        ledger.Append(Records.Intent("own"));
        Directory.Move(folder["ledger"], folder["aside"]);
        Directory.Move(other["ledger"], folder["ledger"]);
        AssertRefused(ledger, folder["ledger/checkpoint"]);
        AssertRefused(ledger, folder["ledger/checkpoint"]);
    }

    [Fact]
    public void Appends_after_the_end_fail_while_those_of_before_are_kept()
    {
        using var folder = new TemporaryFolder();
        var ledger = AuditLedger.Open(folder.Path, Records.Origin);
        var acknowledged = new ConcurrentBag<long>();
        InThreads(8, thread =>
        {
            if (thread == 0)
            {
                acknowledged.Add(ledger.Append(Records.Intent()));
                ledger.Dispose();
                return;
            }

            Assert.Throws<ObjectDisposedException>(() => AppendForever(ledger, acknowledged));
        });
        var kept = LedgerReader.Open(folder.Path).Records().Select(record => record.Seq!.Value);
        Assert.Equal(acknowledged.Order(), kept);
        AuditLedger.Open(folder.Path, Records.Origin).Dispose();
    }

    private static void AppendForever(AuditLedger ledger, ConcurrentBag<long> acknowledged)
    {
        while (true)
            acknowledged.Add(ledger.Append(Records.Intent()));
    }

    private static void AssertRefused(AuditLedger ledger, string path)
    {
        var e = Assert.Throws<LedgerException>(() => ledger.Append(Records.Intent()));
        Assert.Equal((LedgerErrors.Corrupted, path), (e.Id, e.Path));
    }

    private static void InThreads(int count, Action<int> action)
    {
        var failures = new ConcurrentBag<Exception>();
        var threads = Enumerable.Range(0, count).Select(i => new Thread(() =>
        {
            if (Record.Exception(() => action(i)) is { } failure)
                failures.Add(failure);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Empty(failures);
    }
}
