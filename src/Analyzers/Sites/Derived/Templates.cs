using System.Globalization;
using System.Text;
using ImmutableGuard.Analyzers.Sites.Commands;
using ImmutableGuard.Manifests;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Derived;

/// <summary>Writes accesses as manifests have them, with the names of what callers give in braces, and reads them.</summary>
internal static class Templates
{
    private const string TypeName = "typeof:", EntityTable = "{entity:", Else = "??";

    public static PassedAccess Write(Access access, IMethodSymbol method) => new()
    {
        Sink = access.Sink,
        Member = access.Member,
        Text = access.Text is null ? null : Write(access.Text, method),
        CommandType = access.Text is null ? null : access.Kind < 0 ? $"{{{method.Parameters[~access.Kind].Name}}}" : access.Kind.ToString(CultureInfo.InvariantCulture),
        Dialect = access.Text is null || access.Dialect == SqlDialect.Any ? null : access.Dialect.ToName(),
        Verb = access.Verb is not { } verb ? null : Marks.Is(verb) ? $"{{{NameOf(verb, method)}}}" : "",
        Operation = access.Operation,
        Resource = access.Text is not null || access.IsUnknown ? null : access.Entity is { } entity ? $"{access.Resource}{EntityTable}{NameOf(entity, method)}{Named(access, method)}}}" : Write(access.Resource, method),
        Bounded = access.Bounded,
        LimitedBy = access.LimitedBy is { } limit ? $"{{{NameOf(limit, method)}}}" : null,
        Drops = access.Drops,
    };

    public static Access Read(PassedAccess access, IMethodSymbol method)
    {
        var resource = access.Resource ?? "";
        var entity = resource.IndexOf(EntityTable, StringComparison.Ordinal);
        var names = entity < 0 ? [""] : resource.Substring(entity + EntityTable.Length).TrimEnd('}').Split('|');
        var (table, schema) = (Name(1), Name(2));
        // A name that the method doesn't know is something that nobody knows.
        var mark = entity < 0 || table is { Length: > 0 } && ValueMarkOf(table, method) is null || schema is { Length: > 0 } && ValueMarkOf(schema, method) is null ? null : MarkOf(names[0], method);
        return new()
        {
            Sink = access.Sink,
            Member = access.Member,
            IsUnknown = access.Text is null && access.Resource is null,
            Text = access.Text is null ? null : Read(access.Text, method),
            Kind = access.CommandType is not { } kind ? SqlAccess.Text
                : int.TryParse(kind, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
                : method.Parameters.FirstOrDefault(parameter => $"{{{parameter.Name}}}" == kind) is { } teller ? ~teller.Ordinal
                : 0,
            Dialect = access.Dialect is { } name && SqlDialects.TryParse(name, out var dialect) ? dialect : SqlDialect.Any,
            Verb = access.Verb is not { } verb ? null : ValueMarkOf(verb.TrimStart('{').TrimEnd('}'), method) ?? Access.Lost,
            Operation = access.Operation,
            Resource = entity < 0 ? Read(resource, method) : mark is null ? resource.Substring(0, entity) + "*" : resource.Substring(0, entity),
            Entity = mark,
            Table = mark is null || table is null ? null : ValueMarkOf(table, method),
            Schema = mark is null || schema is null ? null : ValueMarkOf(schema, method),
            Bounded = access.Bounded,
            LimitedBy = access.LimitedBy is { } limit ? ValueMarkOf(limit.TrimStart('{').TrimEnd('}'), method) : null,
            Drops = access.Drops,
        };

        string? Name(int place) => place < names.Length ? names[place] : null;
    }

    // {entity:T|tableName|schemaName}: parameters that name another table, unless they are null.
    private static string Named(Access access, IMethodSymbol method)
    {
        var (table, schema) = (access.Table is { } name ? NameOf(name, method) : "", access.Schema is { } inSchema ? NameOf(inSchema, method) : "");
        return schema.Length > 0 ? $"|{table}|{schema}" : table.Length > 0 ? $"|{table}" : "";
    }

    private static string Write(string text, IMethodSymbol method)
    {
        if (Otherwise.Split(text) is var (given, other))
            return $"{{{NameOf(given, method)}{Else}}}{Write(other, method)}";
        var written = new StringBuilder();
        foreach (var c in text)
        {
            if (Marks.TypeParameter(c) is { } && Marks.Is(c))
                written.Append('{').Append(TypeName).Append(NameOf(c, method)).Append('}');
            else if (Marks.Is(c))
                written.Append('{').Append(NameOf(c, method)).Append('}');
            else if (c is '{' or '}')
                written.Append(c, 2);
            else
                written.Append(c);
        }

        return written.ToString();
    }

    private static string Read(string text, IMethodSymbol method)
    {
        if (text.StartsWith("{", StringComparison.Ordinal) && text.IndexOf(Else + "}", StringComparison.Ordinal) is > 0 and var last && text.IndexOf('}') == last + Else.Length)
            return ValueMarkOf(text.Substring(1, last - 1), method) is { } given ? Otherwise.With(given, Read(text.Substring(last + Else.Length + 1), method)) : SqlEffects.Hole.ToString();
        var read = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is '{' or '}' && i + 1 < text.Length && text[i + 1] == text[i])
            {
                read.Append(text[i++]);
            }
            else if (text[i] == '{' && text.IndexOf('}', i) is > 0 and var end)
            {
                var name = text.Substring(i + 1, end - i - 1);
                // A name that the method doesn't know is something that nobody knows.
                read.Append((name.StartsWith(TypeName, StringComparison.Ordinal) ? TypeMarkOf(name.Substring(TypeName.Length), method) : ValueMarkOf(name, method)) ?? SqlEffects.Hole);
                i = end;
            }
            else
            {
                read.Append(text[i]);
            }
        }

        return read.ToString();
    }

    private static string NameOf(char mark, IMethodSymbol method) => Marks.Parameter(mark) is { } ordinal
        ? method.Parameters[ordinal].Name
        : method.AllTypeParameters()[Marks.TypeParameter(mark)!.Value].Name;

    private static char? MarkOf(string name, IMethodSymbol method) => TypeMarkOf(name, method) ?? ValueMarkOf(name, method);

    private static char? ValueMarkOf(string name, IMethodSymbol method) =>
        method.Parameters.FirstOrDefault(parameter => parameter.Name == name) is { } found ? Marks.Of(found) : null;

    private static char? TypeMarkOf(string name, IMethodSymbol method)
    {
        var all = method.AllTypeParameters();
        for (var i = all.Count - 1; i >= 0; i--)
            if (all[i].Name == name)
                return Marks.OfType(i);
        return null;
    }
}
