namespace ImmutableGuard.Tool;

/// <summary>What the tool's exit code says; <c>docs/exit-codes.md</c> is the promise to scripts.</summary>
public static class ExitCodes
{
    /// <summary>Done, and nothing is wrong.</summary>
    public const int Success = 0;

    /// <summary>Done, and what was checked doesn't hold: a ledger that was tampered with or cut.</summary>
    public const int Finding = 1;

    /// <summary>Not done, or not all of it: wrong arguments, or input that can't be read.</summary>
    public const int BadInput = 2;
}
