using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>A database, or its own parser, that knows what a text does.</summary>
public interface IOracle : IDisposable
{
    /// <summary>The dialect it speaks.</summary>
    SqlDialect Dialect { get; }

    /// <summary>The operations it can see.</summary>
    Operation Sees { get; }

    /// <summary>What <paramref name="text"/> does.</summary>
    Seen Ask(string text);
}
