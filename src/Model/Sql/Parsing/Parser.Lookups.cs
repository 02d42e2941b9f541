namespace ImmutableGuard.Sql.Parsing;

// Looking back and ahead: it is counted, so that reading stays linear in the length of the text whatever stands in it.
internal sealed partial class Parser
{
    /// <summary>Among how many tables, expressions or texts a name is looked for.</summary>
    private const int LookFor = 64;

    /// <summary>Steps that any text may take, so that none that people write comes to the limit.</summary>
    private const int FreeLookups = 10_000;

    /// <summary>Steps that lookups may still take in this text.</summary>
    private int _lookups;

    private void BeginLookups()
    {
        _lookups = FreeLookups + (2 * _lexer.Count);
        _comparisons = FreeComparisons + (_lexer.Count / 8);
    }

    /// <summary>
    /// Takes steps of looking something up; false, and the answer isn't complete, where lookups together would cost more than
    /// reading the text did.
    /// </summary>
    private bool MayLook(int steps = 1)
    {
        _lookups -= steps;
        if (_lookups >= 0)
            return true;
        NotComplete("too many names and statements that refer to each other");
        return false;
    }
}
