namespace ImmutableGuard.Conformance.Oracles;

/// <summary>A database that can be filled, and tells how many rows a statement touches.</summary>
public interface IRowCounter
{
    /// <summary>How many rows of the filled tables <paramref name="text"/> deletes or updates; afterwards they are as before.</summary>
    /// <param name="fill">Statements that fill the tables.</param>
    /// <param name="text">The statement.</param>
    int Touched(string fill, string text);
}
