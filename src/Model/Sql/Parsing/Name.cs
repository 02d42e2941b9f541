namespace ImmutableGuard.Sql.Parsing;

/// <summary>A possibly qualified name: the tokens from <paramref name="First"/> to <paramref name="Last"/>, dots included.</summary>
internal readonly record struct Name(int First, int Last)
{
    public static readonly Name None = new(-1, -1);

    public bool IsNone => First < 0;

    public bool IsSimple => First == Last && First >= 0;
}
