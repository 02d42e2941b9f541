namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Names are looked for in the text, and most are ruled out by declarations: what may be overlooked on the way there.</summary>
public sealed class NamesTests
{
    [Theory]
    [InlineData("File.@Delete(\"a\"); // IG1001")]
    [InlineData("File.D\\u0065lete(\"a\"); // IG1001")]
    [InlineData("global::System.IO.File . /* here */ Delete(\"a\"); // IG1001")]
    [InlineData("Gone.Delete(\"a\"); // IG1001")]
    [InlineData("Delete(\"a\"); // IG1001")]
    [InlineData("Action<string> all = File.Delete; // IG1001 IG1008")]
    [InlineData("Action<string> all = (Delete); // IG1001 IG1008")]
    [InlineData("information.Delete(); // IG1001")]
    [InlineData("this.information!.Delete(); // IG1001")]
    [InlineData("information?.Delete(); // IG1001")]
    [InlineData("holder.Information.Delete(); // IG1001")]
    [InlineData("holder?.Information.Delete(); // IG1001")]
    [InlineData("FileInfo.Delete(); // IG1001")]
    [InlineData("var local = information; local.Delete(); // IG1001")]
    [InlineData("FileInfo local = information; local.Delete(); // IG1001")]
    [InlineData("Action<FileInfo> each = one => one.Delete(); // IG1001")]
    [InlineData("foreach (FileInfo one in new[] { information }) one.Delete(); // IG1001")]
    [InlineData("(information ?? FileInfo).Delete(); // IG1001")]
    [InlineData("_ = typeof(File).GetMethod(\"Delete\"); // IG1001 IG1008")]
    [InlineData("_ = typeof(File).GetMethod(nameof(File.Delete)); // IG1001 IG1008")]
    [InlineData("const string name = \"Delete\"; _ = typeof(File).GetMethod(name); // IG1001 IG1008")]
    [InlineData("_ = typeof(File).GetMethod(Names.Wanted); // IG1001 IG1008")]
    [InlineData("_ = typeof(File).GetMethod(types: [typeof(string)], name: \"Delete\"); // IG1001 IG1008")]
    [InlineData("odd.Execute(\"DELETE FROM a WHERE id = 1\"); // IG1001")]
    [InlineData("odd?.Execute(\"DELETE FROM a WHERE id = 1\"); // IG1001")]
    // Near misses.
    [InlineData("Console.WriteLine(\"File.Delete\"); /* File.Delete(\"a\") */")]
    [InlineData("own.Delete();")]
    [InlineData("var is_it = odd.Execute;")]
    [InlineData("names.Delete = \"a\"; Console.WriteLine(names.Delete);")]
    [InlineData("_ = typeof(File).GetMethod(names.Delete);")]
    [InlineData("_ = typeof(File).GetMethod(\"Exists\");")]
    [InlineData("int Delete = 1; Console.WriteLine(Delete);")]
    public Task Use_IsSeenHoweverItIsWritten(string statement) => Compiled.AssertReportsAsync($$"""
        namespace Shop
        {
        using static System.IO.File;
        using Gone = System.IO.File;
        class Odd : SqliteConnection { public bool Execute => true; }
        class Own { public void Delete() { } }
        class Names { public const string Wanted = "Delete"; public string Delete = ""; }
        class Holder { public FileInfo Information => new("a"); }
        class C(Odd odd, Own own, Names names, Holder holder)
        {
            FileInfo information = new("a");
            FileInfo FileInfo => information;
            void M()
            {
                {{statement}}
            }
        }
        }
        """);

    /// <summary>A call looks past what can't be called, as far as a method of that name.</summary>
    [Theory]
    [InlineData("bool Delete => Delete(\"a\"); // IG1001")]
    [InlineData("readonly bool Delete; void M() => Delete(\"a\"); // IG1001")]
    [InlineData("class Inner { bool Delete { get { Delete(\"a\"); return true; } } } // IG1001")]
    // Near misses.
    [InlineData("readonly Action<string> Delete = _ => { }; void M() => Delete(\"a\");")]
    [InlineData("Action<string> Delete { get; } = _ => { }; void M() => Delete(\"a\");")]
    [InlineData("event Action<string>? Delete; void M() => Delete?.Invoke(\"a\");")]
    [InlineData("bool Delete => !Delete;")]
    public Task MemberOfASinksName_HidesItWhereItCanBeCalled(string member) => Compiled.AssertReportsAsync($$"""
        namespace Shop
        {
        using static System.IO.File;
        class C { static bool Other(bool b) => true; {{member}}
        }
        }
        """);
}
