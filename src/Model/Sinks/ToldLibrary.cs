using System.Globalization;

namespace ImmutableGuard.Sinks;

/// <summary>
/// A library of which the catalogue says that the SQL it carries out is told where it is called, because each of its methods that carries
/// out any is a sink. A line is <c>A:Assembly from-to [operation …] [but=T:Type,M:Type.Method,N:Namespace]</c>.
/// </summary>
public sealed record ToldLibrary
{
    private const string Prefix = "A:";
    private const string Form = "a line about a library is 'A:Assembly 1.0-2.3 [operation …] [but=T:Type,M:Type.Method,N:Namespace]'";

    private ToldLibrary(string assembly, Version first, Version last) => (Assembly, First, Last) = (assembly, first, last);

    /// <summary>The assembly's simple name.</summary>
    public string Assembly { get; }

    /// <summary>The first version, by its two leading numbers, that was held against the catalogue.</summary>
    public Version First { get; }

    /// <summary>The last one. A later one may have methods that nobody has looked at.</summary>
    public Version Last { get; }

    /// <summary>What it does all the same without a site, on any table: Entity Framework saves each row that was changed.</summary>
    public IReadOnlyList<Operation> Operations { get; private init; } = [];

    /// <summary>What carries out more and can't be told: where another assembly refers to one of these, nothing is said of the library.</summary>
    public IReadOnlyList<string> Exceptions { get; private init; } = [];

    /// <summary>Whether a line of a catalogue speaks of a library.</summary>
    public static bool IsMeant(string line) => line.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads a line.</summary>
    /// <exception cref="FormatException">The line can't be read; the message says why.</exception>
    public static ToldLibrary Parse(string line)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || words[0].Length <= Prefix.Length || words[1].Split('-') is not { Length: 2 } range
            || !Version.TryParse(range[0], out var first) || !Version.TryParse(range[1], out var last) || first > last)
            throw new FormatException($"{Form}, not '{line}'");
        var library = new ToldLibrary(words[0].Substring(Prefix.Length), first, last);
        foreach (var word in words.Skip(2))
            library = word.StartsWith("but=", StringComparison.Ordinal) && word.Substring(4).Split(',') is var exceptions && exceptions.All(IsName)
                ? library with { Exceptions = exceptions }
                : OperationNames.TryParse(word, out var operation)
                ? library with { Operations = [.. library.Operations, operation] }
                : throw new FormatException($"{Form}; '{word}' is neither an operation nor 'but='");
        return library;
    }

    /// <summary>Whether a version, of a package or as an assembly gives it, is one of those that the line speaks of.</summary>
    public bool Has(string version)
    {
        var numbers = version.Split('.', '-', '+');
        return numbers.Length > 1
            && int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
            && new Version(major, minor) is var both && both >= First && both <= Last;
    }

    private static bool IsName(string text) => text is [('T' or 'M' or 'N'), ':', _, ..];
}
