using System.Globalization;
using ImmutableGuard.Json;

namespace ImmutableGuard.Policies;

/// <summary>Reads the fields of one object of a policy, collecting every problem with its place.</summary>
internal sealed class PolicyFields
{
    // Above this a number isn't the same for everybody who reads JSON (RFC 8259, 6).
    private const long MostExact = (1L << 53) - 1;

    private readonly JsonObject? fields;
    private readonly HashSet<string> read = new(StringComparer.Ordinal);
    private readonly string owner;

    public PolicyFields(JsonValue value, string owner, List<PolicyProblem>? problems = null)
    {
        this.owner = owner;
        Place = value;
        Problems = problems ?? [];
        fields = value as JsonObject;
        if (fields is null)
            Report(value, $"{owner} must be an object, but this is {Describe(value)}");
    }

    public JsonValue Place { get; }

    public List<PolicyProblem> Problems { get; }

    public void Report(JsonValue place, string message) => Problems.Add(new(place.Line, place.Column, message));

    public bool Has(string name) => fields?[name] is not null;

    public void Ignore(string name) => read.Add(name);

    public JsonValue? Required(string name)
    {
        var value = Take(name);
        if (value is null && fields is not null)
            Report(Place, $"{owner} needs \"{name}\"");
        return value;
    }

    public string? Text(string name) => Take(name) is { } value ? AsText(value, name) : null;

    public string RequiredText(string name)
    {
        if (Required(name) is not { } value || AsText(value, name) is not { } text)
            return "";
        if (string.IsNullOrWhiteSpace(text))
            Report(value, $"\"{name}\" is empty");
        return text;
    }

    public string Reason(string name)
    {
        var text = RequiredText(name);
        if (text.Trim().Length > 0 && !Sanction.IsReason(text))
            Report(fields![name]!, $"\"{name}\" still says \"{text}\": write why the grant is given");
        return text;
    }

    public T OneOf<T>(string name, T absent, params (string Name, T Value)[] choices)
    {
        if (Take(name) is not { } value)
            return absent;
        var spelled = value is JsonString text ? text.Value : value is JsonLiteral { Value: not null } ? value.ToString() : null;
        foreach (var (choice, result) in choices)
            if (choice == spelled && value is JsonLiteral == choice is "true" or "false")
                return result;
        Report(value, $"\"{name}\" is {string.Join(" or ", choices.Select(choice => choice.Name))}, not {Describe(value)}");
        return absent;
    }

    public Operation Operations(string name)
    {
        var operations = Operation.None;
        foreach (var value in RequiredItems(name))
        {
            if (value is JsonString text && OperationNames.TryParse(text.Value, out var operation))
                operations |= operation;
            else
                Report(value, $"{Describe(value)} is not an operation; known are {string.Join(", ", OperationNames.All)}");
        }

        return operations;
    }

    public IReadOnlyList<ResourcePattern> Patterns(string name, bool many)
    {
        var patterns = new List<ResourcePattern>();
        foreach (var value in many ? RequiredItems(name) : Required(name) is { } single ? [single] : [])
        {
            if (AsText(value, name) is not { } text)
                continue;
            try
            {
                patterns.Add(new ResourcePattern(text));
            }
            catch (FormatException e)
            {
                Report(value, e.Message);
            }
        }

        return patterns;
    }

    public IReadOnlyList<string> Callers(string name)
    {
        var callers = new List<string>();
        foreach (var value in RequiredItems(name))
        {
            if (AsText(value, name) is not { } text)
                continue;
            if (!CallerPattern.IsValid(text))
                Report(value, $"\"{text}\" is not a caller: write T:Namespace.Type, N:Namespace, M:Namespace.Type.Method or *");
            callers.Add(text);
        }

        return callers;
    }

    public DateTime? Day(string name)
    {
        if (Take(name) is not { } value || AsText(value, name) is not { } text)
            return null;
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day))
            return day;
        Report(value, $"\"{name}\" is a day as 2027-06-30, not \"{text}\"");
        return null;
    }

    public long? PositiveInteger(string name)
    {
        if (Take(name) is not { } value)
            return null;
        if (value is JsonNumber number && number.TryGetInteger(out var integer) && integer is > 0 and <= MostExact)
            return integer;
        Report(value, $"\"{name}\" is a whole number of at least 1 and at most {MostExact}");
        return null;
    }

    public T? Object<T>(string name, Func<PolicyFields, T> readObject) =>
        Take(name) is { } value ? ReadObject(value, $"\"{name}\"", readObject) : default;

    public IReadOnlyList<T> Objects<T>(string name, string each, Func<PolicyFields, T?> readObject)
    {
        var value = Take(name);
        if (value is not null and not JsonArray)
            Report(value, $"\"{name}\" is a list, not {Describe(value)}");
        var results = new List<T>();
        foreach (var item in (value as JsonArray)?.Items ?? [])
            if (ReadObject(item, each, readObject) is { } result)
                results.Add(result);
        return results;
    }

    private T ReadObject<T>(JsonValue value, string name, Func<PolicyFields, T> readObject)
    {
        var inner = new PolicyFields(value, name, Problems);
        var result = readObject(inner);
        inner.RefuseUnread();
        return result;
    }

    public void RefuseUnread()
    {
        foreach (var field in fields ?? [])
            if (!read.Contains(field.Key))
                Report(field.Value, $"\"{field.Key}\" is not known in {owner}; this release would not act on it, so remove it");
    }

    /// <summary>A value as a message shows it: short, and never an exception.</summary>
    public static string Describe(JsonValue value) => value switch
    {
        JsonNumber number => number.Text,
        JsonObject => "an object",
        JsonArray => "a list",
        _ => value.ToString(),
    };

    private IReadOnlyList<JsonValue> RequiredItems(string name)
    {
        var value = Required(name);
        if (value is JsonArray { Items.Count: > 0 } array)
            return array.Items;
        if (value is not null)
            Report(value, $"\"{name}\" is a list with at least one entry");
        return [];
    }

    private string? AsText(JsonValue value, string name)
    {
        if (value is JsonString text)
            return text.Value;
        Report(value, $"\"{name}\" is a string, not {Describe(value)}");
        return null;
    }

    private JsonValue? Take(string name)
    {
        read.Add(name);
        return fields?[name];
    }
}
