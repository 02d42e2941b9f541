using System.Collections.Concurrent;
using System.Data;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Runtime;

/// <summary>What the statements of this process do; each text is classified once as long as it is remembered.</summary>
internal static class StatementEffects
{
    // Texts made with values in them never come back: past this many characters everything is forgotten and begun anew.
    private const int MostCharacters = 8 * 1024 * 1024;

    private static readonly ConcurrentDictionary<(string Text, SqlDialect Dialect), Effects> Known = new();
    private static int characters;

    public static Effects Of(IDbCommand command) => command.CommandType switch
    {
        CommandType.StoredProcedure => CommandEffects.OfProcedure(command.CommandText),
        CommandType.TableDirect => CommandEffects.OfTable(command.CommandText),
        _ => Of(command.CommandText, command.GetType().Namespace),
    };

    public static Effects Of(string? text, IDbConnection? connection) => Of(text, connection?.GetType().Namespace);

    private static Effects Of(string? text, string? provider)
    {
        if (text is null)
            return Effects.Unknown("there is no text to look at");
        var key = (text, SqlDialects.OfProvider(provider));
        if (Known.TryGetValue(key, out var effects))
            return effects;
        effects = SqlEffects.Of(text, key.Item2);
        if (Interlocked.Add(ref characters, text.Length) > MostCharacters)
        {
            Known.Clear();
            Interlocked.Exchange(ref characters, text.Length);
        }

        Known.TryAdd(key, effects);
        return effects;
    }
}
