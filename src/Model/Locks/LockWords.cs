using System.Globalization;
using System.Text;

namespace ImmutableGuard.Locks;

/// <summary>
/// Names as words of a lock's line. What would split the word, or what a reviewer can't see, stands percent-encoded: a name must
/// not be able to look like another line.
/// </summary>
internal static class LockWords
{
    /// <summary>The name without spaces and invisible characters.</summary>
    public static string Escape(string name)
    {
        if (!name.Any(MustEscape))
            return name;
        var word = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (!MustEscape(name[i]))
            {
                word.Append(name[i]);
                continue;
            }

            var length = char.IsSurrogatePair(name, i) ? 2 : 1;
            foreach (var part in Encoding.UTF8.GetBytes(name.Substring(i, length)))
                word.Append('%').Append(part.ToString("X2", CultureInfo.InvariantCulture));
            i += length - 1;
        }

        return word.ToString();
    }

    /// <summary>The name that <see cref="Escape"/> wrote.</summary>
    public static string Unescape(string word) => Uri.UnescapeDataString(word);

    private static bool MustEscape(char c) => c == '%' || char.GetUnicodeCategory(c) is
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or
        UnicodeCategory.OtherNotAssigned;
}
