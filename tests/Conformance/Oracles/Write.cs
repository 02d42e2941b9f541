namespace ImmutableGuard.Conformance.Oracles;

/// <summary>One change of rows that an oracle saw: the table by its last name, in lower case, or <c>*</c>.</summary>
public readonly record struct Write(Operation Operation, string Table);
