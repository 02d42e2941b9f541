namespace ImmutableGuard;

/// <summary>The names operations have in policies, manifests, catalogues and messages.</summary>
public static class OperationNames
{
    private static readonly (Operation Operation, string Name)[] Names =
    [
        (Operation.Read, "read"),
        (Operation.Insert, "insert"),
        (Operation.Update, "update"),
        (Operation.Delete, "delete"),
        (Operation.Truncate, "truncate"),
        (Operation.Schema, "schema"),
        (Operation.Call, "call"),
        (Operation.Unknown, "unknown"),
    ];

    /// <summary>All names, in the order of the enumeration.</summary>
    public static IEnumerable<string> All => Names.Select(entry => entry.Name);

    /// <summary>Each single operation, in the order of the enumeration.</summary>
    public static IEnumerable<Operation> Operations => Names.Select(entry => entry.Operation);

    /// <summary>The name of a single operation, in lower case.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="operation"/> is not exactly one operation.</exception>
    public static string ToName(this Operation operation)
    {
        foreach (var (candidate, name) in Names)
            if (candidate == operation)
                return name;
        throw new ArgumentOutOfRangeException(nameof(operation), operation, "Not exactly one operation.");
    }

    /// <summary>The single operations of a set, in the order of the enumeration.</summary>
    public static IEnumerable<Operation> Each(this Operation operations) =>
        Names.Where(entry => (operations & entry.Operation) != 0).Select(entry => entry.Operation);

    /// <summary>Reads a name in exactly the spelling <see cref="ToName"/> writes.</summary>
    public static bool TryParse(string name, out Operation operation)
    {
        foreach (var (candidate, candidateName) in Names)
        {
            if (candidateName == name)
            {
                operation = candidate;
                return true;
            }
        }

        operation = Operation.None;
        return false;
    }
}
