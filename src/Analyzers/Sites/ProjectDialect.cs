using ImmutableGuard.Sql;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Sites;

/// <summary>
/// The SQL dialect of a project's accesses through ADO.NET's own types (<c>DbConnection</c>, <c>IDbCommand</c>), which tell none:
/// the one that the build names (<c>ImmutableGuardSqlDialect</c>), or that of the only provider the project references.
/// </summary>
internal static class ProjectDialect
{
    /// <summary>The parse option by which the build names the dialect.</summary>
    public const string Feature = "ImmutableGuardSqlDialect";

    /// <summary>The dialect; <see cref="SqlDialect.Any"/> where nothing tells it.</summary>
    public static SqlDialect Of(Compilation compilation)
    {
        if (compilation.SyntaxTrees.FirstOrDefault()?.Options.Features.TryGetValue(Feature, out var name) == true && SqlDialects.TryParse(name!, out var named))
            return named;
        var referenced = compilation.ReferencedAssemblyNames
            .Select(assembly => SqlDialects.OfProvider(assembly.Name))
            .Where(dialect => dialect != SqlDialect.Any)
            .Distinct()
            .ToList();
        return referenced is [var only] ? only : SqlDialect.Any;
    }
}
