using ImmutableGuard.Sql.Language;

namespace ImmutableGuard.Sql.Lexing;

/// <summary>What is known of a token from its spelling alone, so that nobody has to ask again.</summary>
[Flags]
internal enum Marks : byte
{
    None = 0,

    /// <summary>A <see cref="SqlEffects.Hole"/> is in it.</summary>
    Hole = 1,

    /// <summary>It is made of ASCII's letters and digits, <c>_</c> and <c>$</c>.</summary>
    Plain = 2,

    /// <summary>It looks like a column and is the same for every row: <see cref="Constants"/>.</summary>
    Constant = 4,

    /// <summary>A function of that name changes something: <see cref="KnownRoutines"/>.</summary>
    Routine = 8,

    /// <summary>A bracket opens behind it.</summary>
    Called = 16,

    /// <summary>It means something to clauses, where what is none of their keywords, nor called, nor a bracket, a comma, a dot is passed over.</summary>
    Matters = 32,
}
