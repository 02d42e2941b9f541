using System.Text.RegularExpressions;
using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites.Commands;

/// <summary>
/// The SQL dialects of a project's accesses through ADO.NET's own types (<c>DbConnection</c>, <c>IDbCommand</c>), which tell none:
/// the one that the build names (<c>ImmutableGuardSqlDialect</c>), or those of the providers the project references.
/// </summary>
internal sealed class ProjectDialects
{
    /// <summary>The parse option by which the build names the dialect.</summary>
    public const string Feature = "ImmutableGuardSqlDialect";

    // A longer text isn't read once more for each dialect.
    private const int Long = 1 << 14;

    private static readonly SqlDialect[] AllDialects = [SqlDialect.TSql, SqlDialect.PostgreSql, SqlDialect.MySql, SqlDialect.Sqlite, SqlDialect.Oracle];

    // No database but SQL Server has such a name: to MySQL it is a comment, and then the name that must stand here is missing.
    private static readonly Regex TemporaryName = new(@"\b(FROM|JOIN|INTO|TABLE|UPDATE|INSERT|DELETE|TRUNCATE|EXISTS|ON|PROC|PROCEDURE|EXEC|EXECUTE)\s+##?\w", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly IReadOnlyList<SqlDialect> candidates;

    private ProjectDialects(IReadOnlyList<SqlDialect> candidates) =>
        (Single, this.candidates) = (candidates is [var only] ? only : SqlDialect.Any, candidates.Count == 0 ? AllDialects : candidates);

    /// <summary>The only dialect; <see cref="SqlDialect.Any"/> where there are several, or none is known.</summary>
    public SqlDialect Single { get; }

    /// <summary>The dialects of a project.</summary>
    public static ProjectDialects Of(Compilation compilation)
    {
        if (compilation.SyntaxTrees.FirstOrDefault()?.Options.Features.TryGetValue(Feature, out var name) == true && SqlDialects.TryParse(name!, out var named))
            return new([named]);
        return new([.. compilation.ReferencedAssemblyNames
            .Select(assembly => SqlDialects.OfProvider(assembly.Name))
            .Where(dialect => dialect != SqlDialect.Any)
            .Distinct()]);
    }

    /// <summary>What a text does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dialect">The dialect that the call's types tell; <see cref="SqlDialect.Any"/> where they tell none.</param>
    public Effects EffectsOf(string text, SqlDialect dialect)
    {
        if (dialect == SqlDialect.Any)
            dialect = Single != SqlDialect.Any || !candidates.Contains(SqlDialect.TSql) || text.IndexOf('#') < 0 || !TemporaryName.IsMatch(text) ? Single : SqlDialect.TSql;
        var effects = SqlEffects.Of(text, dialect);
        return dialect != SqlDialect.Any || effects.Complete || text.Length > Long ? effects : InSomeDialect(text) ?? effects;
    }

    /// <summary>
    /// What a text does that not every dialect understands: all that it does in those that do. A dialect that doesn't is left out
    /// where nothing in it hints at another kind of change: the database would refuse the text (a <c>#table</c> is a comment to MySQL),
    /// and what it doesn't refuse the guard reads in the connection's own dialect. What only reads isn't taken for granted so.
    /// </summary>
    private Effects? InSomeDialect(string text)
    {
        var readings = candidates.Select(candidate => SqlEffects.Of(text, candidate)).ToList();
        var items = readings.Where(reading => reading.Complete).SelectMany(reading => reading.Items).Distinct().ToList();
        if (items.Count == 0)
            return null;
        var operations = items.Aggregate(Operation.Read, (all, effect) => all | effect.Operation);
        var isUnderstood = readings.All(reading => reading.Complete);
        var isOnlyRefused = operations != Operation.Read && readings.All(reading => reading.Items.All(effect => (effect.Operation & ~operations) == 0));
        return isUnderstood || isOnlyRefused ? new(items) : null;
    }
}
