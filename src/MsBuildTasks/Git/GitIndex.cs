namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>
/// The files whose changes git was told to overlook (<c>update-index --assume-unchanged</c>, <c>--skip-worktree</c>): its status calls a
/// work tree clean in which they differ.
/// </summary>
internal static class GitIndex
{
    private const int FixedFields = 40, Extended = 0x4000, AssumeValid = 0x8000, SkipWorktree = 0x4000;

    /// <summary>
    /// Whether there may be such files, told from the index itself: asking git costs a process, and hardly any repository has one.
    /// What isn't understood counts as yes.
    /// </summary>
    /// <param name="path">The index file.</param>
    /// <param name="idLength">How many bytes an object's id has.</param>
    public static bool MayOverlook(string path, int idLength)
    {
        try
        {
            return !File.Exists(path) || MayOverlook(File.ReadAllBytes(path), idLength);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            return true;
        }
    }

    /// <summary>The files, of <c>git ls-files -v -z</c>; those that a sparse checkout left out aren't there to differ.</summary>
    public static IEnumerable<string> Overlooked(string output, string? root) =>
        from record in output.Split('\0')
        where record.Length > 2
        let file = record.Substring(2)
        where char.IsLower(record[0]) || record[0] == 'S' && (root is null || File.Exists(Path.Combine(root, file)))
        select file;

    // gitformat-index: a header, then each entry with its flags at a fixed distance and its name behind them.
    private static bool MayOverlook(byte[] index, int idLength)
    {
        var version = Number(index, 4, 4);
        if (index[0] != 'D' || index[1] != 'I' || index[2] != 'R' || index[3] != 'C' || version is not (2 or 3 or 4))
            return true;
        var position = 12;
        for (var left = Number(index, 8, 4); left > 0; left--)
        {
            var name = position + FixedFields + idLength + 2;
            var flags = Number(index, name - 2, 2);
            if ((flags & AssumeValid) != 0)
                return true;
            if ((flags & Extended) != 0)
            {
                if ((Number(index, name, 2) & SkipWorktree) != 0)
                    return true;
                name += 2;
            }

            var end = Array.IndexOf(index, (byte)0, name + (version == 4 ? LengthOfNumber(index, name) : 0));
            if (end < 0)
                return true;
            // Up to version 3 entries are filled up with zeros to a multiple of eight bytes.
            position = version == 4 ? end + 1 : position + ((end - position + 8) & ~7);
        }

        // A split index has its other entries elsewhere, and says so in an extension.
        return position + 4 <= index.Length - idLength && index[position] == 'l' && index[position + 1] == 'i' && index[position + 2] == 'n' && index[position + 3] == 'k';
    }

    private static int LengthOfNumber(byte[] bytes, int start)
    {
        var length = 1;
        while ((bytes[start + length - 1] & 0x80) != 0)
            length++;
        return length;
    }

    private static int Number(byte[] bytes, int start, int length)
    {
        var number = 0;
        for (var i = 0; i < length; i++)
            number = number << 8 | bytes[start + i];
        return number;
    }
}
