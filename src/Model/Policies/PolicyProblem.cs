namespace ImmutableGuard.Policies;

/// <summary>What is wrong in a policy file, and where (reported as IG2001).</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record PolicyProblem(int Line, int Column, string Message);
