using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Names;

/// <summary>
/// What names stand for in the members of a compilation, told without binding what stands in these: what is declared within a member
/// is found by its text, and what lies beyond it is the same for all members of a type.
/// </summary>
internal sealed class Scope
{
    private static readonly ConditionalWeakTable<Compilation, Scope> ByCompilation = new();

    private readonly ConcurrentDictionary<(SyntaxNode Type, string Name), ImmutableArray<ISymbol>> beyond = new();
    private readonly ConcurrentDictionary<(SyntaxNode Type, string Name), ITypeSymbol?> types = new();

    /// <summary>The scopes of a compilation.</summary>
    public static Scope Of(Compilation compilation) => ByCompilation.GetOrCreateValue(compilation);

    /// <summary>What a name stands for.</summary>
    /// <param name="name">The name as it reads.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="model">The file's semantic model.</param>
    /// <param name="declaration">The only declaration of the name within the member; null where it is declared beyond it.</param>
    /// <returns>What it stands for beyond the member; null where it stands for the declaration, or only binding tells.</returns>
    public ImmutableArray<ISymbol>? Find(string name, SyntaxNode place, SemanticModel model, out SyntaxNode? declaration)
    {
        declaration = null;
        if (place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { Parent: TypeDeclarationSyntax type } member || member is BaseTypeDeclarationSyntax
            // An accessor's own, that nobody declares; and what somebody is still to write.
            || name is "value" or "field" or ""
            || !TryFindWithin(name, member, out declaration) || declaration is not null)
            return null;
        return beyond.GetOrAdd((type, name), key => Members(type, key.Name, member.SpanStart, model) ?? model.LookupSymbols(member.SpanStart, name: key.Name));
    }

    /// <summary>
    /// The members that a name stands for in a type; null where it has none, or more has to be known to tell. A look-up goes through
    /// all types of each namespace that is imported, which the compiler by itself never does.
    /// </summary>
    private static ImmutableArray<ISymbol>? Members(TypeDeclarationSyntax type, string name, int position, SemanticModel model)
    {
        if (model.GetDeclaredSymbol(type) is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } declared || declared.TypeParameters.Any(parameter => parameter.Name == name))
            return null;
        var parameter = declared.InstanceConstructors.Where(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax))
            .SelectMany(constructor => constructor.Parameters).FirstOrDefault(parameter => parameter.Name == name);
        var found = ImmutableArray.CreateBuilder<ISymbol>();
        for (var current = declared; current is not null; current = current.BaseType)
        {
            // Where a type has no member of the name, none of its members need be made to tell. Types aren't among these names.
            var members = current.MemberNames.Contains(name) ? current.GetMembers(name) : [];
            // In an initializer a parameter goes before a member, elsewhere behind it.
            if (!current.GetTypeMembers(name).IsEmpty || members.Any(member => parameter is not null || !member.CanBeReferencedByName || !model.IsAccessible(position, member)))
                return null;
            if (found.Count == 0 || members.All(member => member is IMethodSymbol))
                found.AddRange(members);
            if (found.Any(member => member is not IMethodSymbol))
                break;
        }

        return found.Count > 0 ? found.ToImmutable() : parameter is null ? null : [parameter];
    }

    /// <summary>The type that a type's name means within a member; null where it means none.</summary>
    public ITypeSymbol? Type(TypeSyntax type, MemberDeclarationSyntax member, SemanticModel model) => types.GetOrAdd(
        (member.Parent!, type.ToString()),
        _ => model.GetSpeculativeTypeInfo(member.SpanStart, type, SpeculativeBindingOption.BindAsTypeOrNamespace).Type);

    /// <summary>Looks for the declarations of a name within a member; false where there are several, or one that isn't written as it reads.</summary>
    private static bool TryFindWithin(string name, MemberDeclarationSyntax member, out SyntaxNode? declaration)
    {
        declaration = null;
        var text = member.SyntaxTree.Text();
        var span = member.Span;
        if (name.Length == 0 || !IsPlain(text, span.Start, span.End))
            return false;
        for (var at = text.IndexOf(name, span.Start, span.Length, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, span.End - at - name.Length, StringComparison.Ordinal))
        {
            if (at > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[at - 1]) || at + name.Length < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[at + name.Length]))
                continue;
            var token = member.FindToken(at);
            if (token.ValueText != name || token.Parent is not { } parent || !Declares(parent, token))
                continue;
            if (declaration is not null)
                return false;
            declaration = parent;
        }

        return true;
    }

    /// <summary>Whether a name is declared where it stands, in whatever way; a field or a member isn't meant, since that is seen beyond it too.</summary>
    private static bool Declares(SyntaxNode node, SyntaxToken token) => node switch
    {
        VariableDeclaratorSyntax variable => variable.Identifier == token && variable.Parent?.Parent is not BaseFieldDeclarationSyntax,
        // A name in an expression or a type, or of an argument.
        SimpleNameSyntax or MemberDeclarationSyntax or AccessorDeclarationSyntax or LabeledStatementSyntax => false,
        _ => token.IsKind(SyntaxKind.IdentifierToken),
    };

    /// <summary>Whether names are written as they read: <c>\u0044elete</c> and what holds invisible characters are names like any other.</summary>
    private static bool IsPlain(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
            if (text[i] == '\\' && i + 1 < end && text[i + 1] is 'u' or 'U' || text[i] >= 128 && char.GetUnicodeCategory(text[i]) == UnicodeCategory.Format)
                return false;
        return true;
    }
}
