namespace ImmutableGuard.Conformance.Oracles;

/// <summary>The tests that share servers.</summary>
[CollectionDefinition(Name)]
public sealed class OracleCollection : ICollectionFixture<OracleFixture>
{
    /// <summary>Its name.</summary>
    public const string Name = "oracles";
}
