using ImmutableGuard.Sinks;

namespace ImmutableGuard.Model.Tests.Sinks;

public class ToldLibraryTests
{
    [Fact]
    public void Line_about_a_library_is_no_sink()
    {
        const string Text = "A:Dapper 2.0-2.1 update delete but=T:Dapper.A+B,M:Dapper.A.C,N:Dapper.D # why\nM:A.B.C delete resource=file:*";
        Assert.Equal("C", Assert.Single(SinkReader.Read(Text, out var problems)).Method);
        Assert.Empty(problems);

        var library = Assert.Single(SinkReader.ReadLibraries(Text));
        Assert.Equal(("Dapper", new Version(2, 0), new Version(2, 1)), (library.Assembly, library.First, library.Last));
        Assert.Equal([Operation.Update, Operation.Delete], library.Operations);
        Assert.Equal(["T:Dapper.A+B", "M:Dapper.A.C", "N:Dapper.D"], library.Exceptions);
    }

    [Theory]
    [InlineData("2.0.123", true)]
    [InlineData("2.1.86", true)]
    [InlineData("2.1", true)]
    [InlineData("2.1-preview.4", true)]
    [InlineData("2.1.0+0123456", true)]
    [InlineData("2.2.0", false)]
    [InlineData("2.10.0", false)]
    [InlineData("1.9.9", false)]
    [InlineData("3.0", false)]
    [InlineData("2", false)]
    [InlineData("", false)]
    [InlineData("2.x", false)]
    public void Version_is_one_of_the_line_by_its_two_leading_numbers(string version, bool has) =>
        Assert.Equal(has, ToldLibrary.Parse("A:Dapper 2.0-2.1").Has(version));

    [Theory]
    [InlineData("A:Dapper")]
    [InlineData("A: 2.0-2.1")]
    [InlineData("A:Dapper 2.1")]
    [InlineData("A:Dapper 2.1-2.0")]
    [InlineData("A:Dapper 2-3")]
    [InlineData("A:Dapper 2.0-2.1-2.2")]
    [InlineData("A:Dapper 2.0-2.1 sql")]
    [InlineData("A:Dapper 2.0-2.1 but=")]
    [InlineData("A:Dapper 2.0-2.1 but=Dapper.A")]
    [InlineData("A:Dapper 2.0-2.1 but=T:")]
    [InlineData("A:Dapper 2.0-2.1 but=T:A,")]
    public void Line_that_cannot_be_read_is_a_problem_and_says_nothing(string line)
    {
        Assert.Empty(SinkReader.Read(line, out var problems));
        Assert.StartsWith("a line about a library is 'A:Assembly 1.0-2.3", Assert.Single(problems).Message, StringComparison.Ordinal);
        Assert.Empty(SinkReader.ReadLibraries(line));
    }
}
