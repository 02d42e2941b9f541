using System.Runtime.CompilerServices;
using System.Text;
using ImmutableGuard.Analyzers.Sites.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>
/// All of a file that other files can tell: its text without what stands within methods, constructors and operators. Initializers and
/// accessors count as declared: constants are seen elsewhere, and whether a property has a field is told by its accessors.
/// </summary>
internal static class Declarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, string> ByFile = new();

    /// <summary>Whether two files declare the same, and are read by the same options.</summary>
    public static bool AreSame(SyntaxTree one, SyntaxTree other) =>
        one.FilePath == other.FilePath && one.Options.Equals(other.Options) && Of(one) == Of(other);

    private static string Of(SyntaxTree file) => ByFile.GetValue(file, Read);

    private static string Read(SyntaxTree file)
    {
        var (text, root) = (file.Text(), file.GetRoot());
        var declared = new StringBuilder();
        var at = 0;
        // What stands at the top of a file is one scope for all of it.
        if (root is CompilationUnitSyntax unit && !unit.Members.Any(member => member is GlobalStatementSyntax))
            foreach (var method in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<BaseMethodDeclarationSyntax>())
            {
                // A directive counts for what follows, and code that isn't finished may end anywhere.
                if (((SyntaxNode?)method.Body ?? method.ExpressionBody) is not { } body || body.ContainsDirectives || body.ContainsDiagnostics || body.Span.Length < 2)
                    continue;
                declared.Append(text, at, body.SpanStart - at).Append(body is BlockSyntax ? "{}" : "=>");
                at = body.Span.End;
            }

        return declared.Append(text, at, text.Length - at).ToString();
    }
}
