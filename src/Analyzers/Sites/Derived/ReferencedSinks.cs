using System.Runtime.CompilerServices;
using ImmutableGuard.Json;
using ImmutableGuard.Manifests;
using ImmutableGuard.Policies;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// The derived sinks of the guarded assemblies that a compilation references, as the manifests embedded in them say. Only those that
/// refer to our runtime are asked for their attributes, and a manifest is read once.
/// </summary>
internal sealed class ReferencedSinks
{
    private const string Runtime = "ImmutableGuard.Runtime";

    private static readonly ConditionalWeakTable<IAssemblySymbol, StrongBox<AccessManifest?>> Manifests = new();

    private readonly Dictionary<string, List<(DerivedSink Sink, IAssemblySymbol By)>> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AccessManifest> byAssembly = new(StringComparer.Ordinal);

    public ReferencedSinks(Compilation compilation)
    {
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (ManifestOf(assembly) is not { } manifest)
                continue;
            byAssembly[assembly.Name] = manifest;
            foreach (var sink in manifest.DerivedSinks)
            {
                if (!byId.TryGetValue(sink.Id, out var known))
                    byId[sink.Id] = known = [];
                known.Add((sink, assembly));
                Names.Add(NameIn(sink.Id));
            }
        }
    }

    /// <summary>The names of the derived sinks.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// What a method passes on, as its assembly says, and those that implement it: the interface may be of one assembly and the class of another.
    /// Empty where it is no derived sink.
    /// </summary>
    public IEnumerable<Access> Of(IMethodSymbol method) =>
        Names.Contains(method.Name) && method.Id() is { } id && byId.TryGetValue(id, out var known)
            ? known.Where(one => Knows(one.By, method.ContainingAssembly))
                .SelectMany(one => one.Sink.Accesses.Select(access => Templates.Read(access, method) with { Assembly = one.By.Name }))
            : [];

    // Two assemblies may have types of one name, as copied files do.
    private static bool Knows(IAssemblySymbol one, IAssemblySymbol other) =>
        one.Name == other.Name || one.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == other.Name));

    /// <summary>The policy that an assembly was built with.</summary>
    public Policy? PolicyOf(string assembly) => byAssembly.TryGetValue(assembly, out var manifest) ? manifest.Policy : null;

    /// <summary>Whether an assembly carries a manifest.</summary>
    public bool IsGuarded(IAssemblySymbol? assembly) => assembly is not null && byAssembly.ContainsKey(assembly.Name);

    /// <summary>The manifest that an assembly carries; null where it carries none that can be read.</summary>
    public static AccessManifest? ManifestOf(IAssemblySymbol assembly) => Manifests.GetValue(assembly, key => new(Read(key))).Value;

    private static AccessManifest? Read(IAssemblySymbol assembly)
    {
        if (!assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == Runtime)))
            return null;
        var json = assembly.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass is { Name: "AccessManifestAttribute" } type && type.ContainingNamespace.ToDisplayString() == Runtime)?
            .ConstructorArguments is [{ Value: string text }] ? text : null;
        try
        {
            return json is null ? null : ManifestReader.Read(json);
        }
        catch (JsonSyntaxException)
        {
            // A later release's: its methods are no derived sinks to this one, and its guard asks for its own sanctions.
            return null;
        }
    }

    private static string NameIn(string id)
    {
        var open = id.IndexOf('(');
        var name = open < 0 ? id : id.Substring(0, open);
        name = name.Substring(name.LastIndexOf('.') + 1);
        var arity = name.IndexOf('`');
        return arity < 0 ? name : name.Substring(0, arity);
    }
}
