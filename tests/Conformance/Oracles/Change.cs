namespace ImmutableGuard.Conformance.Oracles;

/// <summary>What happens to one table.</summary>
/// <param name="Operation">The operation; several where the oracle knows only that it is one of them.</param>
/// <param name="Table">The table's last name in lower case, or <c>*</c>: some table.</param>
public readonly record struct Change(Operation Operation, string Table)
{
    /// <summary>PostgreSQL cuts names off behind so many characters.</summary>
    private const int Longest = 63;

    /// <summary>So long a part of a name is as good as all of it: one with a dot in it was cut off before, as a whole.</summary>
    private const int Long = 30;

    /// <summary>The change of a table by its name in any case; of a name with dots in it what follows the last one counts.</summary>
    public static Change Of(Operation operation, string table)
    {
        var name = table[(table.LastIndexOf('.') + 1)..].ToLowerInvariant();
        return new(operation, name.Length > Longest ? name[..Longest] : name);
    }

    /// <summary>The change that an effect of the classifier says; null for one of anything but a table.</summary>
    public static Change? Of(Effect effect) => effect.Resource.StartsWith("sql:", StringComparison.Ordinal)
        ? Of(effect.Operation, effect.Resource["sql:".Length..])
        : null;

    /// <summary>Whether the two may be the same change.</summary>
    public bool Is(Change other) =>
        (Operation & other.Operation) != 0 && (Table == other.Table || Table == "*" || other.Table == "*" || StartsLike(other.Table, Table) || StartsLike(Table, other.Table));

    private static bool StartsLike(string whole, string start) => start.Length >= Long && whole.StartsWith(start, StringComparison.Ordinal);

    /// <summary>For example <c>delete orders</c>.</summary>
    public override string ToString() => $"{Operation.ToString().ToLowerInvariant()} {Table}";
}
