using ImmutableGuard.Sinks;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>The libraries of which the catalogue says that their SQL is told where they are called, held against the libraries themselves.</summary>
public class ToldLibraryTests
{
    private static readonly IReadOnlyList<ToldLibrary> Lines = [.. SinkCatalogue.EmbeddedFiles().SelectMany(file => SinkReader.ReadLibraries(file.Text))];

    /// <summary>Methods that lead to a command and change no data by it, with the reason; an ending stands for all that have it.</summary>
    private static readonly string[] Reviewed =
    [
        // The text is of the library's own making: a transaction's, a savepoint's, or a question about the schema.
        ".Commit", ".CommitAsync", ".Rollback", ".RollbackAsync", ".Save", ".SaveAsync", ".Release", ".ReleaseAsync",
        ".BeginTransaction", ".BeginTransactionAsync", ".BeginDbTransaction", ".BeginDbTransactionAsync", ".EnlistTransaction",
        ".CreateSavepoint", ".CreateSavepointAsync", ".ReleaseSavepoint", ".ReleaseSavepointAsync", ".RollbackToSavepoint", ".RollbackToSavepointAsync",
        ".GetSchema", ".GetSchemaAsync", ".GetSchemaTable", ".GetSchemaTableAsync", ".GetColumnSchema", ".GetColumnSchemaAsync", ".DeriveParameters",
        // Sets the connection up; reads a large value by another look at its row.
        "SqliteConnection.Open",
        "SqliteDataReader.GetBytes", "SqliteDataReader.GetChars", "SqliteDataReader.GetFieldValue", "SqliteDataReader.GetStream", "SqliteDataReader.GetTextReader",
        // Ends what runs.
        ".Cancel", ".Close", ".CloseAsync", ".Dispose", ".DisposeAsync",
        // What the base's public methods, which are sinks, call: nobody else can.
        ".ExecuteDbDataReader", ".ExecuteDbDataReaderAsync", "MySqlDataAdapter.ExecuteBatch",
        // Goes on with a reader that QueryMultiple gave.
        "GridReader.Read",
    ];

    public static TheoryData<string> Assemblies => [.. Lines.Where(line => PathOf(line.Assembly) is not null).Select(line => line.Assembly)];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Every_method_that_carries_out_SQL_is_a_sink_or_an_exception(string assembly)
    {
        var exceptions = Lines.Single(line => line.Assembly == assembly).Exceptions;
        var told = SqlOfLibrary.In(PathOf(assembly)!, Libraries.Platform.Concat(Libraries.Current))
            .Where(method => !Reviewed.Any(ending => method.EndsWith(ending, StringComparison.Ordinal)))
            .Where(method => !exceptions.Any(exception => method.StartsWith(exception[2..], StringComparison.Ordinal)));
        Assert.Empty(told);
    }

    [Fact]
    public void Method_that_is_no_sink_is_found()
    {
        // A library that is not told: its providers run texts of their own.
        var path = Libraries.Current.Single(library => Path.GetFileName(library) == "dbup-core.dll");
        Assert.Contains(SqlOfLibrary.In(path, Libraries.Platform.Concat(Libraries.Current)), method => method.StartsWith("DbUp.", StringComparison.Ordinal));
    }

    [Fact]
    public void Library_that_is_looked_into_here_is_of_a_version_that_its_line_speaks_of() =>
        Assert.DoesNotContain(Lines, line => PathOf(line.Assembly) is { } path && !line.Has(Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(path))))!));

    [Fact]
    public void Most_libraries_are_looked_into() => Assert.True(Lines.Count(line => PathOf(line.Assembly) is not null) >= 6);

    private static string? PathOf(string assembly) => Libraries.Current.FirstOrDefault(library => Path.GetFileNameWithoutExtension(library) == assembly);
}
