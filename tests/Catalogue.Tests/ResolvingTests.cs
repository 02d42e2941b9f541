using ImmutableGuard.Sinks;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>Every line of the catalogue, looked up in the library itself.</summary>
public class ResolvingTests
{
    private static readonly HashSet<string> Types = [.. SinkCatalogue.Embedded.Types];
    private static readonly PublicMethods Current = WithDerived();
    private static readonly PublicMethods Older = new(Libraries.Older, Types);

    private static IEnumerable<(string Place, Sink Sink)> Verified =>
        from line in CatalogueLine.All from sink in line.Sinks where !sink.Unverified select (line.Place, sink);

    [Fact]
    public void Every_line_names_a_public_method_of_its_library() =>
        AssertNone(from entry in Verified where Overloads(entry.Sink).Count == 0 select Describe(entry));

    [Fact]
    public void Line_that_says_until_names_no_method_of_todays_library() =>
        AssertNone(from entry in Verified where entry.Sink.Until is not null && Current.Overloads(entry.Sink.Type, entry.Sink.Method).Count > 0 select Describe(entry));

    [Fact]
    public void Line_that_can_be_looked_up_is_not_marked_as_unverified() =>
        AssertNone(from line in CatalogueLine.All from sink in line.Sinks where sink.Unverified && Overloads(sink).Count > 0 select Describe((line.Place, sink)));

    [Fact]
    public void Every_line_of_the_shipped_catalogue_can_be_read() => AssertNone(
        from file in SinkCatalogue.EmbeddedFiles() from problem in Problems(file.Text) select $"{file.File}({problem.Line}): {problem.Message}");

    [Fact]
    public void What_is_indexed_is_what_is_read() => Assert.Equal(
        CatalogueLine.All.SelectMany(line => line.Sinks).Select(sink => sink.ToString()), SinkCatalogue.Embedded.All.Select(sink => sink.ToString()));

    [Fact]
    public void Every_parameter_that_is_named_is_one_of_an_overload() => AssertNone(
        from entry in Verified
        from name in Parameters(entry.Sink)
        where !Overloads(entry.Sink).Any(overload => overload.Names.Contains(name) || overload.TypeParameters.Contains(name))
        select $"{Describe(entry)}: {name}");

    /// <summary>The compiled call has no names: the other engine takes the first string for the text, and the first Boolean for the condition.</summary>
    [Fact]
    public void Text_and_condition_are_the_first_of_their_type() => AssertNone(
        from entry in Verified
        from overload in Overloads(entry.Sink)
        where !entry.Sink.AlwaysGuarded && !IsFirst(overload, "System.String", entry.Sink.Text)
            || entry.Sink.Switch is { } name && overload.Types.Contains(entry.Sink.SwitchType) && !IsFirst(overload, entry.Sink.SwitchType, [name])
        select $"{Describe(entry)}: {string.Join(", ", overload.Names)}");

    [Fact]
    public void No_sink_is_there_twice() => AssertNone(
        SinkCatalogue.Embedded.All.GroupBy(sink => (sink.Type, sink.Method, sink.Parameters, sink.SwitchValue)).Where(group => group.Count() > 1).Select(group => group.Key.ToString()));

    private static PublicMethods WithDerived()
    {
        var methods = new PublicMethods(Libraries.Platform.Concat(Libraries.Current), Types);
        methods.AddDerived(Libraries.Current, Verified.Select(entry => (entry.Sink.Type, entry.Sink.Method)).Where(one => methods.Overloads(one.Type, one.Method).Count == 0).ToHashSet());
        return methods;
    }

    private static void AssertNone(IEnumerable<string> failures) => Assert.True(!failures.Any(), string.Join("\n", failures));

    private static IReadOnlyList<SinkProblem> Problems(string text)
    {
        SinkReader.Read(text, out var problems);
        return problems;
    }

    private static bool IsFirst(PublicMethod overload, string type, IReadOnlyList<string> parameters)
    {
        var first = overload.Types.ToList().IndexOf(type);
        return first < 0 || parameters.All(parameter => !overload.Names.Contains(parameter)) || parameters.Contains(overload.Names[first]);
    }

    private static IReadOnlyList<PublicMethod> Overloads(Sink sink) => (sink.Until is null ? Current : Older).Overloads(sink.Type, sink.Method);

    private static IEnumerable<string> Parameters(Sink sink) => sink.Text.Take(1)
        .Concat(sink.Resources.Where(resource => resource.Kind is PlaceholderKind.Argument or PlaceholderKind.Entity).Select(resource => resource.Placeholder))
        .Concat(new[] { sink.Verb, sink.Connection, sink.Switch, sink.Filters.Count == 0 ? null : string.Join("|", sink.Filters) }.OfType<string>())
        .SelectMany(path => path.Split('|'))
        .Select(path => path.Split('.')[0])
        .Where(name => name != "this");

    private static string Describe((string Place, Sink Sink) entry) => $"{entry.Place}: {entry.Sink.Type}.{entry.Sink.Method}";
}
