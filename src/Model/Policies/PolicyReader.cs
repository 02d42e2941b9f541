using ImmutableGuard.Json;

namespace ImmutableGuard.Policies;

/// <summary>
/// Reads a policy file. Everything in it must be understood: a policy with any problem is no policy, so that nothing becomes
/// sanctioned by accident.
/// </summary>
public static class PolicyReader
{
    /// <summary>The version of the policy's format that this reader understands.</summary>
    public const int SupportedVersion = 1;

    /// <summary>Reads the text of a policy file (JSON; comments and trailing commas are allowed).</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="problems">What is wrong with it, in the order of the text; empty where all is well.</param>
    /// <returns>The policy; null where there is any problem.</returns>
    public static Policy? Read(string text, out IReadOnlyList<PolicyProblem> problems)
    {
        JsonValue root;
        try
        {
            root = JsonReader.Read(text, relaxed: true);
        }
        catch (JsonSyntaxException e)
        {
            problems = [new PolicyProblem(e.Line, e.Column, e.Problem)];
            return null;
        }

        return Read(new PolicyFields(root, "policy"), out problems);
    }

    /// <summary>Reads a policy from JSON that is read already, as a manifest carries it: with its digest.</summary>
    public static Policy? Read(JsonValue root, out IReadOnlyList<PolicyProblem> problems)
    {
        var fields = new PolicyFields(root, "policy");
        fields.Ignore("digest");
        return Read(fields, out problems);
    }

    private static Policy? Read(PolicyFields fields, out IReadOnlyList<PolicyProblem> problems)
    {
        var policy = ReadPolicy(fields);
        fields.RefuseUnread();
        problems = [.. fields.Problems.OrderBy(problem => (problem.Line, problem.Column))];
        return problems.Count == 0 ? policy : null;
    }

    private static Policy ReadPolicy(PolicyFields fields)
    {
        fields.Ignore("$schema");
        var version = fields.Required("version");
        if (version is not null && !(version is JsonNumber number && number.TryGetInteger(out var value) && value == SupportedVersion))
            fields.Report(version, $"version {PolicyFields.Describe(version)} is not supported; this release reads version {SupportedVersion}");

        var mode = fields.OneOf("mode", PolicyMode.Observe, ("observe", PolicyMode.Observe), ("ratchet", PolicyMode.Ratchet), ("enforce", PolicyMode.Enforce));
        return new Policy
        {
            Mode = mode,
            Service = fields.Text("service"),
            Defaults = fields.Object("defaults", ReadDefaults) ?? [],
            AllowsInCode = fields.OneOf("inCode", true, ("allow", true), ("deny", false)),
            Resources = fields.Objects("resources", "a resource", ReadResource),
            Sanctions = ReadSanctions(fields),
            Build = fields.Object("build", ReadBuild) ?? new(),
        };
    }

    private static Dictionary<Operation, Requirement> ReadDefaults(PolicyFields fields)
    {
        var defaults = new Dictionary<Operation, Requirement>();
        foreach (var name in OperationNames.All)
            if (ReadRequirement(fields, name) is { } requirement && OperationNames.TryParse(name, out var operation))
                defaults[operation] = requirement;
        return defaults;
    }

    private static Requirement? ReadRequirement(PolicyFields fields, string name) => fields.OneOf<Requirement?>(
        name, null, ("allow", Requirement.Allow), ("sanction", Requirement.Sanction), ("deny", Requirement.Deny));

    private static ResourceRule? ReadResource(PolicyFields fields)
    {
        var pattern = fields.Patterns("name", many: false).FirstOrDefault();
        var mutability = fields.OneOf("mutability", Mutability.Sanctioned,
            ("sanctioned", Mutability.Sanctioned), ("append-only", Mutability.AppendOnly), ("free", Mutability.Free));
        var reads = ReadRequirement(fields, "reads");
        // These describe the data to people and reports; the guard doesn't act on them.
        fields.Text("owner");
        fields.Text("retention");
        fields.OneOf("personalData", false, ("true", true), ("false", false));
        fields.OneOf("audit", "durable", ("durable", "durable"));
        return pattern is null ? null : new ResourceRule(pattern, mutability, reads);
    }

    private static List<Sanction> ReadSanctions(PolicyFields fields)
    {
        var sanctions = new List<Sanction>();
        foreach (var (sanction, place) in fields.Objects("sanctions", "a sanction", inner => (ReadSanction(inner), inner.Place)))
        {
            if (sanction.Id.Length > 0 && sanctions.Any(earlier => earlier.Id == sanction.Id))
                fields.Report(place, $"the sanction \"{sanction.Id}\" is there twice");
            sanctions.Add(sanction);
        }

        return sanctions;
    }

    private static Sanction ReadSanction(PolicyFields fields) => new()
    {
        Id = fields.RequiredText("id"),
        Operations = fields.Operations("operations"),
        Resources = fields.Patterns("resources", many: true),
        Callers = fields.Callers("callers"),
        Reason = fields.Reason("reason"),
        Owner = fields.Text("owner"),
        Ticket = fields.Text("ticket"),
        Expires = fields.Day("expires"),
        MaxRows = fields.PositiveInteger("maxRows"),
    };

    private static BuildRequirements ReadBuild(PolicyFields fields) => new()
    {
        RequireCommit = fields.OneOf("requireCommit", true, ("true", true), ("false", false)),
        RequireClean = fields.OneOf("requireClean", "ci", ("ci", "ci"), ("always", "always"), ("never", "never")),
        RequireLock = fields.OneOf("lock", false, ("optional", false), ("required", true)),
    };
}
