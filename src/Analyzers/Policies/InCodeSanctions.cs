using System.Globalization;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Policies;

/// <summary>The sanctions that <c>[SanctionedAccess]</c> gives.</summary>
internal static class InCodeSanctions
{
    public const string Attribute = "ImmutableGuard.SanctionedAccessAttribute";

    /// <summary>The sanctions on a member and on the types around it.</summary>
    public static IEnumerable<Sanction> Around(ISymbol member)
    {
        for (var symbol = member; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
            foreach (var sanction in On(symbol))
                yield return sanction;
    }

    /// <summary>The sanctions on one symbol. An attribute without a reason, or with anything that can't be read, gives none.</summary>
    public static IEnumerable<Sanction> On(ISymbol symbol)
    {
        var number = 0;
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() != Attribute)
                continue;
            number++;
            if (Read(attribute, symbol, number) is { } sanction)
                yield return sanction;
        }
    }

    private static Sanction? Read(AttributeData attribute, ISymbol symbol, int number)
    {
        if (attribute.ConstructorArguments is not [{ Value: int operations }, { Value: string resource }]
            || symbol.GetDocumentationCommentId() is not { } caller
            || Text(attribute, nameof(Sanction.Reason)) is not { } reason || !Sanction.IsReason(reason)
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
                Reason = reason,
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
