namespace ImmutableGuard.Catalogue.Tests;

/// <summary>An overload of a method, as metadata has it.</summary>
/// <param name="Names">The parameters' names.</param>
/// <param name="Types">The full names of the parameters' types, without their arguments; empty for arrays and type parameters.</param>
/// <param name="TypeParameters">The names of the type parameters of the method and its type.</param>
internal sealed record PublicMethod(IReadOnlyList<string> Names, IReadOnlyList<string> Types, IReadOnlyList<string> TypeParameters);
