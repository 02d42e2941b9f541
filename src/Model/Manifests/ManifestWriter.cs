using System.Globalization;
using ImmutableGuard.Json;
using ImmutableGuard.Policies;

namespace ImmutableGuard.Manifests;

/// <summary>Writes an access manifest as the predicate that <c>docs/access-manifest.md</c> describes.</summary>
public static class ManifestWriter
{
    /// <summary>The manifest as a predicate.</summary>
    public static JsonObject Write(AccessManifest manifest)
    {
        var json = WriteWithoutSites(manifest);
        json.Add("sites", new JsonArray(manifest.Sites.Select(Write)));
        if (manifest.Dependencies is { } dependencies)
            json.Add("dependencies", Write(dependencies));
        return json;
    }

    /// <summary>The dependencies of an assembly or an application.</summary>
    internal static JsonArray Write(IEnumerable<Dependency> dependencies) => new(dependencies.Select(Write));

    /// <summary>Everything but sites and dependencies, which an application's manifest merges.</summary>
    internal static JsonObject WriteWithoutSites(AccessManifest manifest)
    {
        var json = new JsonObject
        {
            { "schemaVersion", AccessManifest.CurrentSchemaVersion },
            { "service", manifest.Service },
        };
        if (manifest.Stamp is { } stamp)
            json.Add("stamp", Write(stamp));
        json.AddIfPresent("mvid", manifest.Mvid);
        if (manifest.Tools is { } tools)
        {
            var versions = new JsonObject();
            foreach (var tool in tools.OrderBy(tool => tool.Key, StringComparer.Ordinal))
                versions.Add(tool.Key, tool.Value);
            json.Add("tools", versions);
        }

        var policy = PolicyWriter.Write(manifest.Policy);
        AddDigest(policy, manifest.PolicyDigest);
        if (policy["shared"] is JsonObject shared)
            AddDigest(shared, manifest.SharedPolicyDigest);
        json.Add("policy", policy);
        if (manifest.DerivedSinks.Count > 0)
            json.Add("derivedSinks", new JsonArray(manifest.DerivedSinks.Select(DerivedSinkJson.Write)));
        if (manifest.Entities.Count > 0)
            json.Add("entities", new JsonArray(manifest.Entities.Select(Write)));
        json.Add("unproven", new JsonArray(manifest.Unproven.Select(text => (JsonValue)text)));
        json.Add("complete", manifest.IsComplete);
        return json;
    }

    private static JsonValue Write(MappedEntity entity) => new JsonObject
    {
        { "type", entity.Type },
        { "tables", new JsonArray(entity.Tables.Select(table => (JsonValue)table)) },
    };

    private static void AddDigest(JsonObject policy, string? digest)
    {
        if (digest is not null)
            policy.Add("digest", Digest(digest));
    }

    /// <summary>A digest as in-toto's DigestSet has it.</summary>
    internal static JsonObject Digest(string sha256) => new() { { "sha256", sha256 } };

    private static JsonObject Write(Stamp stamp)
    {
        var json = new JsonObject();
        json.AddIfPresent("commit", stamp.Commit);
        json.AddIfPresent("repository", stamp.Repository);
        json.AddIfPresent("ref", stamp.Ref);
        if (stamp.Dirty is { } dirty)
            json.Add("dirty", dirty);
        json.AddIfPresent("committedAt", stamp.CommittedAt?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        return json;
    }

    private static JsonObject Write(Dependency dependency)
    {
        var json = new JsonObject
        {
            { "name", dependency.Name },
            { "version", dependency.Version },
            { "digest", Digest(dependency.Sha256) },
            { "guarded", dependency.IsGuarded },
        };
        if (dependency.IsTold)
            json.Add("told", true);
        Add(json, dependency.Effects);
        return json;
    }

    private static void Add(JsonObject json, Effects effects)
    {
        json.Add("effects", new JsonArray(effects.Items.Select(Write)));
        json.Add("complete", effects.Complete);
        json.AddIfPresent("reason", effects.Reason);
    }

    /// <summary>A site of a manifest.</summary>
    internal static JsonObject Write(AccessSite site)
    {
        var json = new JsonObject
        {
            { "id", site.Id },
            { "member", site.Member },
            { "file", site.File },
            { "line", site.Line },
            { "sink", site.Sink },
        };
        Add(json, site.Effects);
        json.Add("sanction", site.Sanction);
        json.Add("suppressed", site.Suppressed);
        if (site.Tolerated)
            json.Add("tolerated", true);
        if (site.GivenBy.Count > 0)
            json.Add("givenBy", new JsonArray(site.GivenBy.Select(id => (JsonValue)id)));
        if (site.Derived)
            json.Add("derived", true);
        if (site.Mediated is { } mediated)
            json.Add("mediated", mediated);
        return json;
    }

    /// <summary>An effect as manifests, the ledger and the command line spell it.</summary>
    public static JsonObject Write(Effect effect)
    {
        var json = new JsonObject
        {
            { "operation", effect.Operation.ToName() },
            { "resource", effect.Resource },
            { "bounded", effect.Bounded },
        };
        if (effect.Drops)
            json.Add("drops", true);
        return json;
    }
}
