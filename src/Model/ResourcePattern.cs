namespace ImmutableGuard;

/// <summary>
/// A resource as policies write it, <c>kind:name</c> with <c>*</c> for any run of characters. In <c>file</c>, <c>http</c> and
/// <c>blob</c> names <c>*</c> stays within one segment and <c>**</c> crosses slashes. SQL names are compared without regard
/// to case, and the default schemas <c>dbo</c>, <c>public</c> and <c>main</c> may be left out.
/// </summary>
public sealed class ResourcePattern
{
    private const string Anything = "*";

    private readonly string kind;
    private readonly IReadOnlyList<string> names;

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Creates a pattern; <c>*</c> alone means every resource of every kind.</summary>
    /// <exception cref="FormatException">The text is neither <c>*</c> nor <c>kind:name</c> with a kind that is known.</exception>
    public ResourcePattern(string text)
    {
        Text = text;
        (kind, names) = Split(text);
        if (names.Count == 0)
            throw new FormatException($"'{text}' is not a resource: write kind:name, for example sql:customers.");
        // A restriction on a kind that is only misspelt would never hold.
        if (text != Anything && !ResourceKinds.All.Contains(kind))
            throw new FormatException($"'{kind}' is not a kind of resource; known are {string.Join(", ", ResourceKinds.All)}.");
    }

    /// <summary>
    /// Whether every resource that <paramref name="resource"/> may stand for is within the pattern. A <c>*</c> in the resource
    /// is an unknown part, which only a wildcard covers.
    /// </summary>
    public bool Covers(string resource)
    {
        var (otherKind, others) = Split(resource);
        return (kind == Anything || kind == otherKind)
            && others.Count > 0
            && others.All(other => !ClimbsUp(other) && names.Any(name => Matches(name, other, overlap: false)));
    }

    /// <summary>
    /// Whether some resource that <paramref name="resource"/> may stand for is within the pattern. In doubt the answer is yes,
    /// so that restrictions hold.
    /// </summary>
    public bool MayCover(string resource)
    {
        var (otherKind, others) = Split(resource);
        return (kind == Anything || otherKind == Anything || kind == otherKind)
            && others.Any(other => ClimbsUp(other) || names.Any(name => Matches(name, other, overlap: true)));
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static (string Kind, IReadOnlyList<string> Names) Split(string text)
    {
        if (text == Anything)
            return (Anything, ["**"]);
        var colon = text.IndexOf(':');
        var name = text.Substring(colon + 1);
        if (colon <= 0 || name.Length == 0)
            return ("", []);
        var kind = text.Substring(0, colon);
        return (kind, kind switch
        {
            "sql" => SqlNames.Canonical(name),
            "file" => [name.Replace('\\', '/')],
            _ => [name],
        });
    }

    private bool Segmented => kind is "file" or "http" or "blob";

    /// <summary>A path with <c>..</c> in it leads elsewhere than its text says.</summary>
    private bool ClimbsUp(string name) => Segmented && name.Split('/').Contains("..");

    /// <summary>
    /// Matches two names, of which the left is a pattern, by dynamic programming over their prefixes: no backtracking, so no
    /// pattern can make it slow. With <paramref name="overlap"/> the right one's wildcards match too.
    /// </summary>
    private bool Matches(string left, string right, bool overlap)
    {
        var reachable = new bool[right.Length + 1];
        reachable[0] = true;
        if (overlap)
            SkipStars(reachable, right);
        for (var i = 0; i < left.Length; i++)
        {
            var next = new bool[right.Length + 1];
            if (left[i] == '*')
            {
                var doubled = i + 1 < left.Length && left[i + 1] == '*';
                if (doubled)
                    i++;
                var crosses = doubled || !Segmented;
                for (var j = 0; j <= right.Length; j++)
                    next[j] = reachable[j] || j > 0 && next[j - 1] && CoveredByStar(right, j - 1, crosses, overlap);
            }
            else
            {
                for (var j = 0; j < right.Length; j++)
                {
                    next[j + 1] |= reachable[j] && right[j] == left[i];
                    if (overlap && right[j] == '*' && (reachable[j] || reachable[j + 1]))
                        next[j + 1] = next[j] = true;
                }
            }

            if (overlap)
                SkipStars(next, right);
            reachable = next;
        }

        return reachable[right.Length];
    }

    private static bool CoveredByStar(string right, int index, bool crosses, bool overlap) =>
        crosses || right[index] != '/' && (overlap || right[index] != '*');

    private static void SkipStars(bool[] reachable, string right)
    {
        for (var j = 0; j < right.Length; j++)
            if (right[j] == '*' && reachable[j])
                reachable[j + 1] = true;
    }
}
