using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>Tells of a method whether a framework may call it, which nobody sees: by what it and its type are marked with or derive from.</summary>
internal static class FrameworkCalls
{
    private static readonly string[] Frameworks =
    [
        "Microsoft.AspNetCore", "System.Web", "System.ServiceModel", "CoreWCF", "Grpc.", "Microsoft.Azure.Functions", "Microsoft.Azure.WebJobs", "Microsoft.JSInterop", "ServiceStack",
        "Amazon.Lambda", "Orleans", "HotChocolate", "GraphQL", "Google.Cloud.Functions", "FastEndpoints", "Carter", "Microsoft.SqlServer.Server", "System.Management.Automation",
    ];

    // What compilers, editors and readers of documentation are told; nobody calls a method for it.
    private static readonly string[] Remarks = ["System", "System.Diagnostics", "System.Runtime.CompilerServices", "System.ComponentModel", "JetBrains.Annotations", "ImmutableGuard"];

    /// <summary>Whether a framework may call a method.</summary>
    public static bool Of(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
            if (IsFrameworks(type) || type.GetAttributes().Any(attribute => attribute.AttributeClass is { } known && IsFrameworks(known)))
                return true;
        return method.GetAttributes().Concat(method.Parameters.SelectMany(parameter => parameter.GetAttributes())).Any(attribute => attribute.AttributeClass is { } known && IsMark(known))
            || method.Parameters.Any(parameter => SpaceOf(parameter.Type).StartsWith("Amazon.Lambda", StringComparison.Ordinal));
    }

    /// <summary>Whether somebody may look for an attribute, to call what has it: all but those known to be remarks, and a project's own.</summary>
    private static bool IsMark(INamedTypeSymbol attribute) =>
        IsFrameworks(attribute)
        || attribute.DeclaringSyntaxReferences.IsEmpty && SpaceOf(attribute) is var space
            && !Remarks.Any(remark => space == remark || remark.Length > "System".Length && space.StartsWith(remark + ".", StringComparison.Ordinal));

    private static bool IsFrameworks(INamedTypeSymbol type) => SpaceOf(type) is var space && Frameworks.Any(framework => space.StartsWith(framework, StringComparison.Ordinal));

    private static string SpaceOf(ITypeSymbol type) => type.ContainingNamespace?.ToDisplayString() ?? "";
}
