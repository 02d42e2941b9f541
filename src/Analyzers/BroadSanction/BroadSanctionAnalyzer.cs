using System.Collections.Immutable;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ImmutableGuard.Analyzers.BroadSanction;

/// <summary>A sanction grants so much to so many that it is hardly one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BroadSanctionAnalyzer : SanctionAnalyzer
{
    private const Operation Changing =
        Operation.Update | Operation.Delete | Operation.Truncate | Operation.Schema | Operation.Call | Operation.Unknown;

    private const Operation Removing = Operation.Delete | Operation.Truncate | Operation.Schema;

    private static readonly DiagnosticDescriptor Descriptor = Descriptors.Create(
        RuleIds.BroadSanction,
        "Sanction too broad",
        "The sanction '{0}' lets {1} {2} all of {3}: name the resources, or the members that need it",
        "A grant of everything says nothing of what the code is meant to do, and covers what is written later too. Removing everything is "
        + "for members that are named one by one; changing everything is not for everybody.");

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptor];

    private protected override string Field => "resources";

    private protected override (DiagnosticDescriptor, object[])? Check(Sanction sanction, Compilation compilation)
    {
        if (sanction.Resources.FirstOrDefault(IsEverything) is not { } everything)
            return null;
        var (granted, caller) = sanction.Callers.Contains("*") ? (sanction.Operations & Changing, "everybody")
            : sanction.Callers.Where(HoldsMore)
                .Select(many => (Granted: sanction.Operations & RemovingWithoutLimit(sanction) & ~Meant(many, compilation), Caller: $"everything in '{many}'"))
                .FirstOrDefault(found => found.Granted != Operation.None);
        return granted == Operation.None ? null : (Descriptor, [sanction.Id, caller, string.Join(", ", granted.Each().Select(operation => operation.ToName())), everything.Text]);
    }

    /// <summary>Whether a pattern leaves nothing out: of every kind, or of its own.</summary>
    private static bool IsEverything(ResourcePattern pattern) =>
        pattern.Text.Substring(pattern.Text.IndexOf(':') + 1).TrimStart('/') is "*" or "**";

    /// <summary>Whether a caller is more than one member: a type or a namespace, to which members are added at any time.</summary>
    private static bool HoldsMore(string caller) => caller[0] is 'T' or 'N';

    /// <summary>What a namespace is there for, whatever is added to it: one that holds nothing but migrations changes the schema.</summary>
    private static Operation Meant(string caller, Compilation compilation) =>
        caller[0] == 'N' && Migrations.AreAllIn(caller.Substring(2), compilation) ? Operation.Schema : Operation.None;

    /// <summary>A limit on rows keeps a delete small; nothing limits the others.</summary>
    private static Operation RemovingWithoutLimit(Sanction sanction) => sanction.MaxRows is null ? Removing : Removing & ~Operation.Delete;
}
