using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// The characters that stand in a text for what the callers of a method give. Real SQL has none of them: they are of Unicode's
/// private use area.
/// </summary>
internal static class Marks
{
    private const char FirstParameter = '\uE000', FirstTypeParameter = '\uE100', End = '\uE200';
    private const int Most = 255;

    /// <summary>The mark for what the callers of another method give than the one that is meant.</summary>
    public const char OfOthers = '\uE1FF';

    /// <summary>The mark for the value of a parameter; null where the method has too many.</summary>
    public static char? Of(IParameterSymbol parameter) => parameter.Ordinal < Most ? (char)(FirstParameter + parameter.Ordinal) : null;

    /// <summary>The mark for the type that a type parameter is, by its place among the method's and those of the types around it.</summary>
    public static char? OfType(int index) => index is >= 0 and < Most ? (char)(FirstTypeParameter + index) : null;

    /// <summary>Stands behind the mark of what may be null, or empty: then what follows is the text.</summary>
    public const char Else = End;

    /// <summary>Whether a character is a mark.</summary>
    public static bool Is(char c) => c is >= FirstParameter and < End;

    /// <summary>Whether a text has a mark.</summary>
    public static bool AreIn(string? text) => text is not null && text.Any(Is);

    /// <summary>The parameter's ordinal that a mark is of; null where it is of a type parameter.</summary>
    public static int? Parameter(char mark) => mark < FirstTypeParameter ? mark - FirstParameter : null;

    /// <summary>The type parameter's index that a mark is of; null where it is of a parameter.</summary>
    public static int? TypeParameter(char mark) => mark >= FirstTypeParameter ? mark - FirstTypeParameter : null;
}
