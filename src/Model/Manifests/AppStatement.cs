using ImmutableGuard.Json;

namespace ImmutableGuard.Manifests;

/// <summary>
/// What an application can do to data, over all assemblies it is deployed with: <c>&lt;App&gt;.access.app.json</c>, an in-toto Statement v1
/// whose subjects are its guarded assemblies.
/// </summary>
/// <param name="Service">The application's name.</param>
/// <param name="Assemblies">The guarded assemblies with their manifests, ordered by name; the manifests' own dependencies aren't among it.</param>
/// <param name="Dependencies">The assemblies that carry no manifest, in the order of <see cref="Dependency.InOrder"/>.</param>
public sealed record AppStatement(string Service, IReadOnlyList<ManifestStatement> Assemblies, IReadOnlyList<Dependency> Dependencies)
{
    /// <summary>The in-toto predicate type of an application's access manifest.</summary>
    public const string PredicateType = "https://immutableguard.dev/app-access-manifest/v1";

    /// <summary>The ending of the file's name, after the application's.</summary>
    public const string FileSuffix = ".access.app.json";

    /// <summary>The ending of its signed envelope's name.</summary>
    public const string EnvelopeSuffix = ".access.app.dsse.json";

    private const string NoStatement = "not an in-toto Statement v1 about an application's access manifest";

    /// <summary>Whether this is all there is: every assembly's manifest is complete, and what every dependency does is known.</summary>
    public bool IsComplete =>
        Assemblies.All(assembly => assembly.Manifest.IsComplete) && Dependencies.All(dependency => dependency.Effects.Complete);

    /// <summary>The statement as JSON.</summary>
    public JsonObject Write() => new()
    {
        { "_type", ManifestStatement.StatementType },
        { "subject", new JsonArray(Assemblies.Select(assembly => assembly.Subject())) },
        { "predicateType", PredicateType },
        {
            "predicate", new JsonObject
            {
                { "schemaVersion", AccessManifest.CurrentSchemaVersion },
                { "service", Service },
                { "assemblies", new JsonArray(Assemblies.Select(WriteAssembly)) },
                { "sites", new JsonArray(Assemblies.SelectMany(WriteSites)) },
                { "dependencies", ManifestWriter.Write(Dependencies) },
                { "complete", IsComplete },
            }
        },
    };

    /// <summary>Whether a JSON text says that it is such a statement, whatever else may be wrong with it.</summary>
    public static bool IsMeant(JsonValue json) => (json as JsonObject)?["predicateType"] is JsonString { Value: PredicateType };

    /// <summary>Reads a statement from its JSON text.</summary>
    /// <exception cref="JsonSyntaxException">The text isn't a statement about an application's access manifest.</exception>
    public static AppStatement Read(string text)
    {
        var json = JsonReader.Read(text);
        if (!IsMeant(json) || (json as JsonObject)?["_type"] is not JsonString { Value: ManifestStatement.StatementType })
            throw new JsonSyntaxException(1, 1, NoStatement);
        var predicate = ManifestReader.Field<JsonObject>(json, "predicate");
        var sites = ManifestReader.Field<JsonArray>(predicate, "sites").Items.ToLookup(site => ManifestReader.Text(site, "assembly"), ManifestReader.ReadSite);
        var statement = new AppStatement(
            ManifestReader.Text(predicate, "service"),
            [.. ManifestReader.Field<JsonArray>(predicate, "assemblies").Items.Select(assembly => ReadAssembly(assembly, sites))],
            ManifestReader.ReadDependencies(predicate));
        // Whoever verifies files looks at the subjects, whoever asks what may happen at the sites: they must speak of the same assemblies.
        var subjects = ManifestReader.Field<JsonArray>(json, "subject").Items.Select(subject => (ManifestReader.Text(subject, "name"), ManifestReader.ReadDigest(subject)));
        var names = new HashSet<string>(statement.Assemblies.Select(assembly => assembly.Assembly), StringComparer.Ordinal);
        return names.Count == statement.Assemblies.Count && sites.All(group => names.Contains(group.Key))
            && subjects.SequenceEqual(statement.Assemblies.Select(assembly => (assembly.Assembly, assembly.Sha256)))
            ? statement
            : throw new JsonSyntaxException(1, 1, "its subjects, its assemblies and those its sites name are not the same");
    }

    private static JsonObject WriteAssembly(ManifestStatement assembly)
    {
        var json = ManifestWriter.WriteWithoutSites(assembly.Manifest);
        json.Add("name", assembly.Assembly);
        json.Add("digest", ManifestWriter.Digest(assembly.Sha256));
        return json;
    }

    private static IEnumerable<JsonObject> WriteSites(ManifestStatement assembly) => assembly.Manifest.Sites.Select(site =>
    {
        var json = ManifestWriter.Write(site);
        json.Add("assembly", assembly.Assembly);
        return json;
    });

    private static ManifestStatement ReadAssembly(JsonValue json, ILookup<string, AccessSite> sites)
    {
        var name = ManifestReader.Text(json, "name");
        return new(name, ManifestReader.ReadDigest(json), ManifestReader.ReadWithoutSites(json) with { Sites = [.. sites[name]] });
    }
}
