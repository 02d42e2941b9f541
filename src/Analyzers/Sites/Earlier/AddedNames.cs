using ImmutableGuard.Analyzers.Sites.Derived;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>
/// The names of what added files declare, without which no code can mean it: new namespaces, types and extensions, and new members of types that
/// were there before. What can be meant without its name isn't among them; then nothing is told of the files at all.
/// </summary>
internal sealed class AddedNames
{
    // Others may decide what a call means, which member is meant or what is done by it.
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "GeneratedCode", "CompilerGenerated", "ExcludeFromCodeCoverage", "EditorBrowsable", "DebuggerNonUserCode", "DebuggerStepThrough", "SkipLocalsInit", "MethodImpl",
    };

    private readonly HashSet<string> everywhere = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<SyntaxTree>> ofTypes = new(StringComparer.Ordinal);
    private readonly HashSet<SyntaxTree> added;
    private readonly Compilation with;
    private readonly Compilation before;

    private AddedNames(IEnumerable<SyntaxTree> added, Compilation with, Compilation before) => (this.added, this.with, this.before) = ([.. added], with, before);

    /// <summary>Whether a type that was there before has a property more: an entity's decide which tables there are.</summary>
    public bool AddsProperties { get; private set; }

    /// <summary>All names.</summary>
    public IEnumerable<string> All => everywhere.Concat(ofTypes.Keys);

    /// <summary>The names that files declare; null where they may change what other code means without naming it.</summary>
    public static AddedNames? In(IReadOnlyList<SyntaxTree> files, Compilation with, Compilation before)
    {
        var names = new AddedNames(files, with, before);
        return files.All(names.Read) ? names : null;
    }

    /// <summary>Whether one of the names may stand for what was added where it is written.</summary>
    public bool MayBeMeant(string name, SyntaxNode place) => everywhere.Contains(name)
        // Only the parts of a type know its private members, and no namespace is one.
        || ofTypes.TryGetValue(name, out var files) && files.Contains(place.SyntaxTree)
            && !place.Ancestors().Any(around => around is UsingDirectiveSyntax || around is BaseNamespaceDeclarationSyntax space && space.Name.Span.Contains(place.Span));

    private bool Read(SyntaxTree file) =>
        file.GetRoot() is CompilationUnitSyntax { ContainsDiagnostics: false, AttributeLists.Count: 0, Externs.Count: 0 } unit && unit.Usings.All(directive => directive.GlobalKeyword.IsKind(SyntaxKind.None))
        && with.GetSemanticModel(file) is var model && unit.Members.All(member => Read(member, model, before.GlobalNamespace));

    private bool Read(MemberDeclarationSyntax member, SemanticModel model, INamespaceSymbol? space)
    {
        if (member is not BaseNamespaceDeclarationSyntax { Externs.Count: 0 } declared)
            return member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax && ReadType(member, model, name => everywhere.Add(name));
        foreach (var part in declared.Name.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)))
        {
            space = space?.GetMembers(part.ValueText).OfType<INamespaceSymbol>().FirstOrDefault();
            if (space is null)
                everywhere.Add(part.ValueText);
        }

        return declared.Members.All(inner => Read(inner, model, space));
    }

    private bool ReadType(MemberDeclarationSyntax declaration, SemanticModel model, Action<string> add)
    {
        // A block of extensions has no name; its members are meant by theirs.
        if (!AreHarmless(declaration.AttributeLists) || model.GetDeclaredSymbol(declaration) is not INamedTypeSymbol type || ExtensionMembers.IsBlock(type))
            return false;
        var known = type.DeclaringSyntaxReferences.Where(reference => !added.Contains(reference.SyntaxTree)).ToList();
        if (known.Count > 0)
            return declaration is TypeDeclarationSyntax { BaseList: null, ParameterList: null } part && IsSame(type, known[0]) && part.Members.All(member => ReadPart(member, model, type, known));
        if (!IsOutside(type))
            return false;
        if (!type.IsFileLocal)
            add(type.Name);
        // Whoever means a member of a new type names the type, or something that is declared of it.
        return declaration is not TypeDeclarationSyntax { Members: var members } || members.All(member => member switch
        {
            BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => ReadType(member, model, add),
            MethodDeclarationSyntax { ParameterList.Parameters: [{ Modifiers: var modifiers }, ..] } method when modifiers.Any(SyntaxKind.ThisKeyword) => type.IsFileLocal || AddMethod(method.Identifier.ValueText, name => everywhere.Add(name)),
            BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax => true,
            _ => false,
        });
    }

    /// <summary>Reads a member that is added to a type.</summary>
    private bool ReadPart(MemberDeclarationSyntax member, SemanticModel model, INamedTypeSymbol type, IReadOnlyList<SyntaxReference> known)
    {
        Action<string> add = IsPrivate(member, type) ? AddOwn : name => everywhere.Add(name);
        switch (member)
        {
            case BaseTypeDeclarationSyntax or DelegateDeclarationSyntax:
                return ReadType(member, model, add);
            case not null when !AreHarmless(member.AttributeLists):
                return false;
            case MethodDeclarationSyntax method:
                return AddMethod(method.Identifier.ValueText, add);
            case PropertyDeclarationSyntax property:
                add(property.Identifier.ValueText);
                AddsProperties = true;
                return true;
            case EventDeclarationSyntax raised:
                add(raised.Identifier.ValueText);
                return true;
            case BaseFieldDeclarationSyntax fields:
                foreach (var field in fields.Declaration.Variables)
                    add(field.Identifier.ValueText);
                return true;
            default:
                // Constructors, indexers and operators have no name of their own.
                return false;
        }

        void AddOwn(string name)
        {
            if (!ofTypes.TryGetValue(name, out var files))
                ofTypes.Add(name, files = []);
            files.UnionWith(known.Select(reference => reference.SyntaxTree));
        }
    }

    private static bool AddMethod(string name, Action<string> add)
    {
        add(name);
        return !UnnamedCalls.MayBe(name);
    }

    private static bool IsPrivate(MemberDeclarationSyntax member, INamedTypeSymbol type) =>
        type.TypeKind != TypeKind.Interface && member is not MethodDeclarationSyntax { ExplicitInterfaceSpecifier: not null }
        && !member.Modifiers.Any(modifier => modifier.RawKind is (int)SyntaxKind.PublicKeyword or (int)SyntaxKind.InternalKeyword or (int)SyntaxKind.ProtectedKeyword);

    /// <summary>Whether nothing that was there before is overridden or implemented by a type.</summary>
    private bool IsOutside(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
            if (IsOwn(above))
                return false;
        return !type.AllInterfaces.Any(IsOwn);

        bool IsOwn(INamedTypeSymbol one) => one.TypeKind == TypeKind.Error || SymbolEqualityComparer.Default.Equals(one.ContainingAssembly, with.Assembly);
    }

    /// <summary>Whether the part that was added leaves a type as it was, but for its members.</summary>
    private bool IsSame(INamedTypeSymbol type, SyntaxReference known) =>
        before.GetSemanticModel(known.SyntaxTree).GetDeclaredSymbol(known.GetSyntax()) is INamedTypeSymbol was
        && (was.DeclaredAccessibility, was.IsSealed, was.IsAbstract, was.IsStatic, was.TypeKind) == (type.DeclaredAccessibility, type.IsSealed, type.IsAbstract, type.IsStatic, type.TypeKind);

    private static bool AreHarmless(SyntaxList<AttributeListSyntax> lists) => lists.SelectMany(list => list.Attributes).All(attribute =>
        attribute.Name.GetLastToken().ValueText is var name && Harmless.Contains(name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name));
}
