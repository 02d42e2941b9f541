namespace ImmutableGuard.Sql.Lexing;

/// <summary>The lexical rules in which dialects differ.</summary>
[Flags]
internal enum Lexis
{
    None = 0,

    /// <summary><c>'it\'s'</c> is one string.</summary>
    BackslashEscapes = 1,

    /// <summary><c>"x"</c> is a string, not a name.</summary>
    DoubleQuotedStrings = 2,

    /// <summary><c>`x`</c> is a name.</summary>
    Backticks = 4,

    /// <summary><c>[x]</c> is a name.</summary>
    Brackets = 8,

    /// <summary><c>#</c> starts a comment.</summary>
    HashComments = 16,

    /// <summary><c>--x</c> is two minus signs; a comment needs white space after it.</summary>
    SpacedComments = 32,

    /// <summary><c>/* /* */ */</c> is one comment.</summary>
    NestedComments = 64,

    /// <summary><c>/*! x */</c> is the text x.</summary>
    ConditionalComments = 128,

    /// <summary><c>$tag$ … $tag$</c> is a string.</summary>
    DollarQuotes = 256,

    /// <summary><c>E'it\'s'</c> is one string.</summary>
    EscapeStrings = 512,

    /// <summary><c>q'[it's]'</c> is one string.</summary>
    AlternativeQuotes = 1024,

    /// <summary><c>#</c> may stand in a name.</summary>
    HashInNames = 2048,

    /// <summary><c>@</c> may stand in a name, though not first.</summary>
    AtInNames = 4096,

    /// <summary><c>1a</c> is a name.</summary>
    DigitFirstNames = 8192,

    /// <summary>The dialect is not known: places where the rules of known dialects would read differently are noted.</summary>
    Unsure = 16384,

    /// <summary><c>/*!99999 x */</c> is skipped, as by a server too old for it.</summary>
    SkipVersioned = 32768,

    /// <summary>A comment that isn't closed ends with the text.</summary>
    OpenComments = 65536,

    /// <summary>The control characters from U+0001 on are white space.</summary>
    ControlSpaces = 131072,

    /// <summary>The white space of Unicode is white space; else it may stand in a name.</summary>
    UnicodeSpaces = 262144,

    /// <summary>A slash on a line of its own ends a statement.</summary>
    SlashLines = 524288,
}
