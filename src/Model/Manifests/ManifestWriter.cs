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
        var json = new JsonObject
        {
            { "schemaVersion", AccessManifest.CurrentSchemaVersion },
            { "service", manifest.Service },
        };
        if (manifest.Stamp is { } stamp)
            json.Add("stamp", Write(stamp));
        json.AddIfPresent("mvid", manifest.Mvid);
        var policy = PolicyWriter.Write(manifest.Policy);
        AddDigest(policy, manifest.PolicyDigest);
        if (policy["shared"] is JsonObject shared)
            AddDigest(shared, manifest.SharedPolicyDigest);
        json.Add("policy", policy);
        json.Add("sites", new JsonArray(manifest.Sites.Select(Write)));
        json.Add("unproven", new JsonArray(manifest.Unproven.Select(text => (JsonValue)text)));
        json.Add("complete", manifest.Unproven.Count == 0 && manifest.Sites.All(site => site.Effects.Complete));
        return json;
    }

    private static void AddDigest(JsonObject policy, string? digest)
    {
        if (digest is not null)
            policy.Add("digest", new JsonObject { { "sha256", digest } });
    }

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

    private static JsonObject Write(AccessSite site)
    {
        var json = new JsonObject
        {
            { "id", site.Id },
            { "member", site.Member },
            { "file", site.File },
            { "line", site.Line },
            { "sink", site.Sink },
            { "effects", new JsonArray(site.Effects.Items.Select(Write)) },
            { "complete", site.Effects.Complete },
        };
        json.AddIfPresent("reason", site.Effects.Reason);
        json.Add("sanction", site.Sanction);
        json.Add("suppressed", site.Suppressed);
        if (site.Tolerated)
            json.Add("tolerated", true);
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
