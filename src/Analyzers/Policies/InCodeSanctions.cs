using System.Globalization;
using ImmutableGuard.Analyzers.Sites;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Policies;

/// <summary>The sanctions that <c>[SanctionedAccess]</c> gives.</summary>
internal static class InCodeSanctions
{
    public const string Attribute = "ImmutableGuard." + ClassName;

    /// <summary>The attribute's name as code writes it.</summary>
    public const string ShortName = "SanctionedAccess";

    private const string ClassName = ShortName + "Attribute";

    /// <summary>The sanctions on a member and on the types around it.</summary>
    public static IEnumerable<Sanction> Around(ISymbol member)
    {
        for (var symbol = member; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
            foreach (var sanction in On(symbol))
                yield return sanction;
    }

    /// <summary>The sanctions on one symbol.</summary>
    public static IEnumerable<Sanction> On(ISymbol symbol) => AttributesOn(symbol).Select(found => found.Sanction).OfType<Sanction>();

    /// <summary>
    /// The attributes on one symbol with the sanctions they give. One without a reason, or with anything that can't be read, gives
    /// none.
    /// </summary>
    public static IEnumerable<(AttributeData Attribute, Sanction? Sanction)> AttributesOn(ISymbol symbol)
    {
        var number = 0;
        foreach (var attribute in symbol.GetAttributes())
            if (attribute.AttributeClass is { Name: ClassName } type && type.ToDisplayString() == Attribute)
                yield return (attribute, Read(attribute, symbol, ++number));
    }

    /// <summary>Whether an attribute says why it sanctions.</summary>
    public static bool HasReason(AttributeData attribute) => Sanction.IsReason(Text(attribute, nameof(Sanction.Reason)));

    /// <summary>Where an attribute stands on a symbol.</summary>
    public static Location Place(AttributeData attribute, ISymbol symbol) =>
        attribute.ApplicationSyntaxReference is { } reference ? Location.Create(reference.SyntaxTree, reference.Span) : symbol.Locations[0];

    private static Sanction? Read(AttributeData attribute, ISymbol symbol, int number)
    {
        if (attribute.ConstructorArguments is not [{ Value: int operations }, { Value: string resource }]
            || symbol.Id() is not { } caller
            || !HasReason(attribute)
            || !TryReadDay(Text(attribute, nameof(Sanction.Expires)), out var expires))
            return null;
        try
        {
            return new Sanction
            {
                Id = number == 1 ? $"code:{caller}" : $"code:{caller}#{number.ToString(CultureInfo.InvariantCulture)}",
                Operations = (Operation)operations,
                Resources = [new ResourcePattern(resource)],
                Callers = [caller],
                Reason = Text(attribute, nameof(Sanction.Reason))!,
                Owner = Text(attribute, nameof(Sanction.Owner)),
                Ticket = Text(attribute, nameof(Sanction.Ticket)),
                Expires = expires,
            };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string? Text(AttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as string;

    private static bool TryReadDay(string? text, out DateTime? day)
    {
        var parsed = DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var value);
        day = parsed ? value : null;
        return parsed || text is null;
    }
}
