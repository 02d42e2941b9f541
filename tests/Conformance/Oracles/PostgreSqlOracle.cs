using System.Diagnostics;
using System.Text.Json;
using ImmutableGuard.Sql;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>PostgreSQL's own parser, as libpg_query packs it, in a node process that is asked line by line.</summary>
public sealed class PostgreSqlOracle : IOracle
{
    private const int Depth = 5000;

    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = Depth };

    private readonly Process node;

    /// <summary>Installs the parser where this program is, unless it is there, and starts it.</summary>
    /// <exception cref="OracleMissingException">Node, npm or the package can't be had.</exception>
    public PostgreSqlOracle()
    {
        if (Programs.Find("node") is not { } program || Programs.Find("npm") is not { } npm)
            throw new OracleMissingException("node and npm aren't on the PATH: install nodejs and npm");
        var folder = Path.Combine(AppContext.BaseDirectory, "Oracles", "pg");
        if (!File.Exists(Path.Combine(folder, "node_modules", "libpg-query", "package.json")))
            Install(npm, folder);
        node = Process.Start(new ProcessStartInfo(program, [Path.Combine(folder, "parse.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <inheritdoc/>
    public SqlDialect Dialect => SqlDialect.PostgreSql;

    /// <inheritdoc/>
    public Operation Sees => Operation.Read | Operation.Insert | Operation.Update | Operation.Delete | Operation.Truncate | Operation.Schema;

    /// <inheritdoc/>
    public Seen Ask(string text)
    {
        node.StandardInput.WriteLine($"{{\"sql\":{JsonSerializer.Serialize(text)}}}");
        node.StandardInput.Flush();
        var line = node.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The parser ended at: {text}");
        using var tree = JsonDocument.Parse(line, Deep);
        if (tree.RootElement.TryGetProperty("error", out var error))
            return Seen.Rejected(error.GetString()!, unfinished: true);
        var visitor = new PgVisitor();
        if (tree.RootElement.TryGetProperty("stmts", out var statements))
            foreach (var statement in statements.EnumerateArray())
                if (statement.TryGetProperty("stmt", out var node))
                    visitor.Read(node);
        return Seen.Of(visitor.Changes, visitor.Possible);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        node.StandardInput.Close();
        if (!node.WaitForExit(TimeSpan.FromSeconds(5)))
            node.Kill();
        node.Dispose();
    }

    private static void Install(string npm, string folder)
    {
        using var installing = Process.Start(new ProcessStartInfo(npm, ["ci", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = installing.StandardError.ReadToEndAsync();
        installing.StandardOutput.ReadToEnd();
        installing.WaitForExit();
        if (installing.ExitCode != 0)
            throw new OracleMissingException($"'npm ci' failed in {folder}: {said.Result}");
    }
}
