namespace ImmutableGuard.Ledger;

/// <summary>Entries one after another, each behind its length in two bytes, big endian (C2SP tlog-tiles).</summary>
internal static class EntryBundle
{
    /// <summary>The largest entry, in bytes.</summary>
    public const int LargestEntry = ushort.MaxValue;

    /// <summary>The bundle of some entries.</summary>
    public static byte[] Write(IEnumerable<byte[]> entries)
    {
        var output = new MemoryStream();
        foreach (var entry in entries)
        {
            output.WriteByte((byte)(entry.Length >> 8));
            output.WriteByte((byte)entry.Length);
            output.Write(entry, 0, entry.Length);
        }

        return output.ToArray();
    }

    /// <summary>The entries of a bundle.</summary>
    /// <exception cref="FormatException">The bundle ends within an entry.</exception>
    public static List<byte[]> Read(byte[] bundle)
    {
        var entries = new List<byte[]>();
        for (var position = 0; position < bundle.Length;)
        {
            var start = position + 2;
            var end = start <= bundle.Length ? start + (bundle[position] << 8 | bundle[position + 1]) : int.MaxValue;
            if (end > bundle.Length)
                throw new FormatException($"entry {entries.Count} of the bundle is cut off");
            entries.Add(bundle.AsSpan(start, end - start).ToArray());
            position = end;
        }

        return entries;
    }
}
