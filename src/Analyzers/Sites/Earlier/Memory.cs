using System.Collections.Concurrent;
using System.Collections.Immutable;
using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Analyzers.Sites.Derived;
using ImmutableGuard.Analyzers.Sites.Strings;
using ImmutableGuard.Analyzers.Sites.Values;
using ImmutableGuard.Manifests;
using ImmutableGuard.Sinks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Earlier;

/// <summary>
/// What was found in a compilation, for the one after an edit. It holds there only where all files declare the same as before, and
/// the same references, options, catalogue and files of SQL are given; and of that, only what was read from no file that was changed
/// (see <see cref="Readings"/>). Nothing in it belongs to a compilation.
/// </summary>
internal sealed class Memory
{
    // What changes more files at once is no edit.
    private const int MostKept = 8, MostChanged = 16;

    // Who works on a compilation keeps its memory; nobody is kept for its sake.
    private static readonly LinkedList<WeakReference<Memory>> Latest = new();

    private readonly ImmutableArray<SyntaxTree> files;
    private readonly ImmutableArray<MetadataReference> references;
    private readonly CompilationOptions options;
    private readonly string? assembly;
    private readonly SinkCatalogue catalogue;
    private readonly ImmutableArray<TextFile> texts;
    private readonly IReadOnlyList<MethodDeclarationSyntax>?[] sinkMethods;
    private readonly ConcurrentDictionary<MethodDeclarationSyntax, ReadMethod> methods = new();
    private readonly ConcurrentDictionary<SyntaxTree, (IReadOnlyList<SiteModel> Sites, Readings Readings)> sites = new();
    private (IReadOnlyList<DerivedSink> Sinks, Readings Readings)? exported;
    private (IReadOnlyList<MappedEntity> Entities, Readings Readings)? entities;
    private (IReadOnlyList<string> Resources, Readings Readings)? appendOnly;
    private Memory? before;
    private IReadOnlyList<Change> changes = [];

    private Memory(Compilation compilation, SinkCatalogue catalogue, ImmutableArray<TextFile> texts)
    {
        (files, references, options, assembly, this.catalogue, this.texts) = (AddedFiles.Without(GuardedCallsGenerator.IsOwn, compilation), [.. compilation.References], compilation.Options, compilation.AssemblyName, catalogue, texts);
        sinkMethods = new IReadOnlyList<MethodDeclarationSyntax>?[files.Length];
    }

    /// <summary>The memory of a compilation, which begins with what holds of those before.</summary>
    public static Memory Of(Compilation compilation, SinkCatalogue catalogue, ImmutableArray<TextFile> texts)
    {
        var memory = new Memory(compilation, catalogue, texts);
        lock (Latest)
        {
            foreach (var reference in Latest)
                if (reference.TryGetTarget(out var other) && memory.ChangesSince(other) is { } changed
                    && (memory.before is null || (other.sites.IsEmpty, changed.Count).CompareTo((memory.before.sites.IsEmpty, memory.changes.Count)) < 0))
                    (memory.before, memory.changes) = (other, changed);
            memory.before?.Close();
            Latest.AddFirst(new WeakReference<Memory>(memory));
            if (Latest.Count > MostKept)
                Latest.RemoveLast();
        }

        return memory;
    }

    /// <summary>The memory of a compilation to which only code was added, which begins with all that holds of the one before.</summary>
    public Memory With(AddedCode code, Compilation compilation) => new(compilation, catalogue, texts) { before = this, changes = [code] };

    /// <summary>Whether the derived sinks, which must be known, are those of before.</summary>
    public bool HasSameDerived { get; private set; }

    /// <summary>Whether what was found before still holds.</summary>
    public bool Holds(Readings readings) => HasSameDerived && readings.Hold(changes);

    /// <summary>The derived sinks that were found, for whoever comes after.</summary>
    public Discovery? Derived { get; private set; }

    /// <summary>The methods that may call sinks, in the order of the files.</summary>
    public IEnumerable<MethodDeclarationSyntax> SinkMethods(Func<SyntaxTree, IReadOnlyList<MethodDeclarationSyntax>> find)
    {
        var known = before;
        for (var i = 0; i < files.Length; i++)
            foreach (var method in sinkMethods[i] ??= i < known?.files.Length && known.files[i] == files[i] && known.sinkMethods[i] is { } same ? same : find(files[i]))
                yield return method;
    }

    /// <summary>What a method passes on as it was read last; null where something of that is different now.</summary>
    public ReadMethod? Method(MethodDeclarationSyntax declaration, Func<ReadMethod, bool> holds)
    {
        if (!methods.TryGetValue(declaration, out var known) && before?.methods.TryGetValue(declaration, out known) != true || !holds(known!) || !known!.Readings.Hold(changes))
            return null;
        methods.TryAdd(declaration, known);
        return known;
    }

    /// <summary>Remembers what a method passes on.</summary>
    public void Remember(MethodDeclarationSyntax declaration, ReadMethod read) => methods[declaration] = read;

    /// <summary>Remembers the derived sinks.</summary>
    public void Remember(Discovery derived)
    {
        Derived = derived;
        HasSameDerived = before?.Derived?.IsSame(derived) == true;
    }

    /// <summary>The derived sinks that other assemblies may call.</summary>
    public IReadOnlyList<DerivedSink> Exported(Func<IReadOnlyList<DerivedSink>> find)
    {
        if (!HasSameDerived || before?.exported is not { } known || !known.Readings.Hold(changes))
            known = (Readings.Of(find, out var readings), readings);
        exported = known;
        return known.Sinks;
    }

    /// <summary>The entities with their tables, as other assemblies read them.</summary>
    public IReadOnlyList<MappedEntity> Entities(Func<IReadOnlyList<MappedEntity>> find)
    {
        if (before?.entities is not { } known || !known.Readings.Hold(changes))
            known = (Readings.Of(find, out var readings), readings);
        entities = known;
        return known.Entities;
    }

    /// <summary>The resources that types are marked append-only for.</summary>
    public IReadOnlyList<string> AppendOnly(Func<IReadOnlyList<string>> find)
    {
        if (before?.appendOnly is not { } known || !known.Readings.Hold(changes))
            known = (Readings.Of(find, out var readings), readings);
        appendOnly = known;
        return known.Resources;
    }

    /// <summary>The sites of a file. The derived sinks must be known.</summary>
    public IReadOnlyList<SiteModel> Sites(SyntaxTree file, Func<SyntaxTree, IReadOnlyList<SiteModel>> find)
    {
        if (sites.TryGetValue(file, out var known))
            return known.Sites;
        if (!HasSameDerived || before?.sites.TryGetValue(file, out known) != true || !known.Readings.Hold(changes))
            known = (Readings.Of(() => find(file), out var readings), readings);
        return sites.GetOrAdd(file, known).Sites;
    }

    /// <summary>Forgets the one before: all of it was asked for.</summary>
    public void Close() => before = null;

    /// <summary>The files that were changed since; null where nothing holds that was found before.</summary>
    private IReadOnlyList<Change>? ChangesSince(Memory other)
    {
        if (other.assembly != assembly || other.files.Length != files.Length || other.catalogue != catalogue || !other.texts.SequenceEqual(texts)
            || !AddedFiles.IsSame(other.options, options) || !other.references.SequenceEqual(references))
            return null;
        var changed = new List<Change>();
        for (var i = 0; i < files.Length; i++)
        {
            if (files[i] == other.files[i])
                continue;
            if (changed.Count == MostChanged || !Declarations.AreSame(other.files[i], files[i]))
                return null;
            changed.Add(new ChangedFile(other.files[i], files[i]));
        }

        return changed;
    }
}
