using System.Runtime.CompilerServices;
using ImmutableGuard.Analyzers.Sites.Names;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Requests;

/// <summary>
/// Methods of interfaces for which a library makes the code that sends a request: <c>[Delete("/orders/{id}")]</c>. No line of a catalogue
/// names them; their attributes do, and their names are read from the files that have such attributes.
/// </summary>
internal sealed class HttpInterfaces
{
    private const string Suffix = "Attribute";

    private static readonly string[] Libraries = ["Refit", "RestEase"];

    private static readonly Dictionary<string, Operation> Verbs = new(StringComparer.Ordinal)
    {
        ["Delete"] = Operation.Delete,
        ["Put"] = Operation.Update,
        ["Patch"] = Operation.Update,
        ["Post"] = Operation.Insert,
    };

    private static readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<string>> ByTree = new();
    private static readonly ConditionalWeakTable<IAssemblySymbol, IReadOnlyList<string>> ByAssembly = new();

    private readonly Lazy<(HashSet<string> Names, NamedUses? Uses)> found;

    public HttpInterfaces(Compilation compilation) => found = new(() =>
    {
        if (!Libraries.Any(library => compilation.GetTypesByMetadataName($"{library}.Delete{Suffix}").Length > 0))
            return ([], null);
        var names = new HashSet<string>(compilation.SyntaxTrees.SelectMany(tree => ByTree.GetValue(tree, NamesOf)), StringComparer.Ordinal);
        names.UnionWith(compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => !Libraries.Contains(assembly.Name) && assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => Libraries.Contains(reference.Name))))
            .SelectMany(assembly => ByAssembly.GetValue(assembly, key => [.. Methods(key.GlobalNamespace).Where(method => VerbOf(method) is not null).Select(method => method.Name).Distinct()])));
        return (names, new(new(names)));
    });

    /// <summary>Whether a method of this name may send a request.</summary>
    public bool MayBe(string name) => found.Value.Names.Contains(name);

    /// <summary>The names in a file that may call such a method.</summary>
    public IEnumerable<SimpleNameSyntax> NamesIn(SyntaxTree tree, CancellationToken cancellation) => found.Value.Uses?.In(tree, MayBe, cancellation) ?? [];

    /// <summary>What a method does, as its attribute says; null where it has none.</summary>
    /// <param name="method">The method, as it is declared.</param>
    public (Sink Sink, Effects Effects)? Of(IMethodSymbol method)
    {
        if (!MayBe(method.Name) || method.ContainingType.TypeKind != TypeKind.Interface || VerbOf(method) is not var (attribute, operation))
            return null;
        var resource = "http:*" + Path(attribute.ConstructorArguments.FirstOrDefault().Value as string);
        var sink = new Sink { Type = method.ContainingType.ToDisplayString(), Method = method.Name, Operation = operation, Resource = SinkTemplate.Parse("http:*") };
        return (sink, new([new Effect(operation, resource)]));
    }

    /// <summary>The path behind the host, which the client decides: what is filled in later is a wildcard, and a query belongs to none.</summary>
    private static string Path(string? template)
    {
        if (string.IsNullOrEmpty(template))
            return "";
        var path = template!.Split('?', '#')[0];
        // An absolute address has a host of its own, which the library allows.
        if (path.IndexOf("://", StringComparison.Ordinal) >= 0)
            return "";
        var open = path.IndexOf('{');
        return (path[0] == '/' ? "" : "/") + (open < 0 ? path : path.Substring(0, open) + "*");
    }

    private static (AttributeData Attribute, Operation Operation)? VerbOf(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
            if (attribute.AttributeClass is { } type && Libraries.Contains(type.ContainingNamespace?.ToDisplayString()) && Verbs.TryGetValue(Plain(type.Name), out var operation))
                return (attribute, operation);
        return null;
    }

    private static string Plain(string name) => name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;

    private static IReadOnlyList<string> NamesOf(SyntaxTree tree)
    {
        var text = tree.GetText().ToString();
        if (text.IndexOf("interface", StringComparison.Ordinal) < 0 || !Verbs.Keys.Any(verb => text.IndexOf(verb, StringComparison.Ordinal) >= 0))
            return [];
        return
        [
            .. tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .OfType<MethodDeclarationSyntax>()
                .Where(method => method.Parent is InterfaceDeclarationSyntax && method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => Verbs.ContainsKey(Plain(attribute.Name.GetLastToken().ValueText))))
                .Select(method => method.Identifier.ValueText)
                .Distinct(),
        ];
    }

    private static IEnumerable<IMethodSymbol> Methods(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(member => member switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Interface } type => type.GetMembers().OfType<IMethodSymbol>(),
        INamespaceOrTypeSymbol inner => Methods(inner),
        _ => [],
    });
}
