using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Rules and manifest must mean the same member, or a sanction would count for one and not for the other.</summary>
public sealed class MembersTests
{
    [Theory]
    [InlineData("void M() => File.Delete(\"/a\");", "M:C.M")]
    [InlineData("void M() { Action a = () => Inner(); void Inner() => File.Delete(\"/a\"); }", "M:C.M")]
    [InlineData("IEnumerable<int> M() { File.Delete(\"/a\"); yield break; }", "M:C.M")]
    [InlineData("void M<T>(T a) => File.Delete(\"/a\");", "M:C.M``1(``0)")]
    [InlineData("int P { get { File.Delete(\"/a\"); return 1; } }", "P:C.P")]
    [InlineData("int this[int i] { set => File.Delete(\"/a\"); }", "P:C.Item(System.Int32)")]
    [InlineData("Action f = () => File.Delete(\"/a\");", "F:C.f")]
    [InlineData("Action P { get; } = () => File.Delete(\"/a\");", "P:C.P")]
    [InlineData("event Action E { add => File.Delete(\"/a\"); remove { } }", "E:C.E")]
    [InlineData("C() => File.Delete(\"/a\");", "M:C.#ctor")]
    [InlineData("static C() => File.Delete(\"/a\");", "M:C.#cctor")]
    [InlineData("Action<string> M() => File.Delete;", "M:C.M")]
    public async Task Member_IsTheSameForRulesAndManifest(string member, string id)
    {
        var source = $"class C {{ {member} }}";
        var reported = Assert.Single(await Compiled.DiagnosticsAsync(source), diagnostic => diagnostic.Id == "IG1001").Properties[SanctionProperties.Member];
        Assert.Equal((id, id), (reported, Assert.Single(Generated.From(Compiled.Create(source)).Manifest.Sites).Member));
    }
}
