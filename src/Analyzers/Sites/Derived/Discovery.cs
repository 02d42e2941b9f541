using ImmutableGuard.Analyzers.Sites.Earlier;
using ImmutableGuard.Analyzers.Sites.Names;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>
/// Finds the derived sinks from the ground up: the methods that pass something on to a sink, then those that pass something on to
/// these, until no method passes on more than before. Only what is called by the name of one that was found is bound: by names alone
/// nearly every method of a project would count.
/// </summary>
internal sealed class Discovery
{
    // No real code comes near this; in what does, nothing is passed on, and each sink's own call is reported.
    private const int MostReads = 20_000;

    private readonly IReadOnlyList<SyntaxTree> trees;
    private readonly Memory memory;
    private readonly Func<MethodDeclarationSyntax, (string Id, IReadOnlyList<Access> Accesses)?> read;
    private readonly Dictionary<string, Wrapper> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Wrapper>> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<MethodDeclarationSyntax>> callers = new(StringComparer.Ordinal);
    private readonly List<NamedUses> uses = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly Queue<MethodDeclarationSyntax> waiting = new();
    private readonly HashSet<MethodDeclarationSyntax> isWaiting = [];
    private List<Asked>? asked;
    private bool isFound;

    /// <summary>Prepares to find the derived sinks of some files.</summary>
    /// <param name="trees">The files.</param>
    /// <param name="memory">What was read before.</param>
    /// <param name="read">Reads what the code of a method passes on, as far as is known by then of those it calls, with the method's documentation-comment id.</param>
    public Discovery(IReadOnlyList<SyntaxTree> trees, Memory memory, Func<MethodDeclarationSyntax, (string Id, IReadOnlyList<Access> Accesses)?> read) =>
        (this.trees, this.memory, this.read) = (trees, memory, read);

    /// <summary>Finds them.</summary>
    /// <param name="referenced">The names of derived sinks of other assemblies.</param>
    /// <param name="sinkMethods">The methods that may call a sink.</param>
    public void Run(IEnumerable<string> referenced, IEnumerable<MethodDeclarationSyntax> sinkMethods)
    {
        Find(referenced, sinkMethods);
        isFound = true;
    }

    private void Find(IEnumerable<string> referenced, IEnumerable<MethodDeclarationSyntax> sinkMethods)
    {
        var added = Add(referenced);
        foreach (var method in sinkMethods)
            Wait(method);
        for (var reads = 0; added.Count > 0 || waiting.Count > 0; added = Add(added))
        {
            Search(added);
            added = [];
            while (waiting.Count > 0)
            {
                if (++reads > MostReads)
                {
                    GiveUp();
                    return;
                }

                var method = waiting.Dequeue();
                isWaiting.Remove(method);
                if (Read(method) is not { } name)
                    continue;
                if (!names.Contains(name))
                    added.Add(name);
                else
                    foreach (var caller in callers[name])
                        Wait(caller);
            }
        }
    }

    /// <summary>Whether a derived sink has the name.</summary>
    public bool Contains(string name)
    {
        var isOne = names.Contains(name);
        asked?.Add(new Asked.Name(name, isOne));
        return isOne;
    }

    /// <summary>What the code of a method passes on; empty where it passes nothing on.</summary>
    public IReadOnlyList<Access> Of(IMethodSymbol method)
    {
        if (!Contains(method.PlainName()) || method.Id() is not { } id)
            return [];
        var passed = Passed(id);
        asked?.Add(new Asked.Passed(id, passed));
        // What reaches sinks in more ways than can be told from each other tells callers nothing: it is complained of itself, where
        // something is known, and not all who call it.
        return isFound ? [.. passed.Where(access => !access.IsUnknown)] : passed;
    }

    private IReadOnlyList<Access> Passed(string id) => byId.TryGetValue(id, out var found) ? found.Accesses : [];

    /// <summary>The declaration of a method that passes something on; null where it passes nothing on.</summary>
    public MethodDeclarationSyntax? Declaration(string id) => byId.TryGetValue(id, out var found) ? found.Declaration : null;

    /// <summary>The declarations of all methods that pass something on.</summary>
    public IEnumerable<MethodDeclarationSyntax> All => byId.Values.Select(wrapper => wrapper.Declaration);

    /// <summary>The declarations of those of a name.</summary>
    public IEnumerable<MethodDeclarationSyntax> Named(string name)
    {
        asked?.Add(new Asked.Named(name, Ids(name)));
        return byName.TryGetValue(name, out var found) ? found.Select(wrapper => wrapper.Declaration) : [];
    }

    private IReadOnlyList<string> Ids(string name) => byName.TryGetValue(name, out var found) ? [.. found.Select(wrapper => wrapper.Id)] : [];

    /// <summary>Whether others are the same, and pass on the same.</summary>
    public bool IsSame(Discovery others) =>
        names.SetEquals(others.names) && byId.Count == others.byId.Count
        && byId.All(found => others.byId.TryGetValue(found.Key, out var other) && found.Value.Accesses.SequenceEqual(other.Accesses))
        && byName.All(found => Ids(found.Key).SequenceEqual(others.Ids(found.Key)));

    private bool Holds(ReadMethod read) => read.Asked.All(question => question switch
    {
        Asked.Name name => names.Contains(name.Of) == name.Is,
        Asked.Passed passed => Passed(passed.Id).SequenceEqual(passed.Accesses),
        Asked.Named named => Ids(named.Of).SequenceEqual(named.Ids),
        _ => false,
    });

    /// <summary>The names in a file that may call or hand out a derived sink.</summary>
    public IEnumerable<SimpleNameSyntax> In(SyntaxTree tree, CancellationToken cancellation) => uses.SelectMany(some => some.In(tree, names.Contains, cancellation));

    /// <summary>The names among some that are new.</summary>
    private List<string> Add(IEnumerable<string> found) => [.. found.Where(names.Add)];

    /// <summary>Looks for all that is called by some names.</summary>
    private void Search(List<string> added)
    {
        if (added.Count == 0)
            return;
        var search = NamedUses.Of(added);
        uses.Add(search);
        foreach (var name in added)
            callers[name] = [];
        foreach (var tree in trees)
            foreach (var (name, method) in search.MethodsIn(tree))
            {
                callers[name].Add(method);
                Wait(method);
            }
    }

    private void Wait(MethodDeclarationSyntax? method)
    {
        if (method is not null && isWaiting.Add(method))
            waiting.Enqueue(method);
    }

    /// <summary>Reads a method; its name where it passes on more than was known.</summary>
    private string? Read(MethodDeclarationSyntax method)
    {
        if ((memory.Method(method, Holds) ?? ReadNow(method)) is not { Accesses.Count: > 0 } found)
            return null;
        var (id, accesses) = (found.Id, found.Accesses);
        var name = method.Identifier.ValueText;
        if (!byId.TryGetValue(id, out var wrapper))
        {
            byId.Add(id, wrapper = new(id, method));
            if (!byName.TryGetValue(name, out var same))
                byName.Add(name, same = []);
            same.Add(wrapper);
        }

        return wrapper.Add(accesses) ? name : null;
    }

    private ReadMethod? ReadNow(MethodDeclarationSyntax method)
    {
        asked = [];
        try
        {
            if (Readings.Of(() => read(method), out var readings) is not var (id, accesses))
                return null;
            var now = new ReadMethod(id, accesses, readings, [.. asked.Distinct()]);
            memory.Remember(method, now);
            return now;
        }
        finally
        {
            asked = null;
        }
    }

    private void GiveUp()
    {
        byId.Clear();
        byName.Clear();
    }

    /// <summary>A method that passes something on.</summary>
    private sealed class Wrapper(string id, MethodDeclarationSyntax declaration)
    {
        private bool isTooMuch;

        public string Id { get; } = id;

        public MethodDeclarationSyntax Declaration { get; } = declaration;

        public IReadOnlyList<Access> Accesses { get; private set; } = [];

        /// <summary>Adds what one more reading found; false where all of it was known. Once it is too much, it stays so: a text may grow in each round.</summary>
        public bool Add(IReadOnlyList<Access> found)
        {
            var all = Accesses.All(found.Contains) ? found : [.. Accesses.Union(found)];
            if (all.Count == Accesses.Count)
                return false;
            isTooMuch |= all.Count > Access.Most;
            all = isTooMuch ? Access.Unknown(all) : all;
            var isMore = all.Count != Accesses.Count || all.Any(access => !Accesses.Contains(access));
            Accesses = all;
            return isMore;
        }
    }
}
