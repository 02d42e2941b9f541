using ImmutableGuard.Analyzers.Tests.Guarding;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Tests.Wrappers;

/// <summary>A base class that runs what those who derive from it say: nothing can stand around their calls, so it is told at the base.</summary>
public sealed class ProtectedTests
{
    private const string Derived = """
        public class Orders(IDbConnection c) : Base(c) { public int Delete() => Execute("DELETE FROM orders WHERE id = 1"); }
        public class Carts(IDbConnection c) : Base(c) { public void Tidy(int id) { Execute($"DELETE FROM carts WHERE id = {id}"); Execute("SELECT name FROM carts"); } }
        """;

    [Theory]
    // Whoever derives elsewhere may say anything else
    [InlineData("public abstract class Base(IDbConnection c) { protected int Execute(string sql) => c.Execute(sql); }", "delete sql:orders, delete sql:carts, read sql:carts, ?")]
    [InlineData("public abstract class Base(IDbConnection c) { protected virtual int Execute(string sql) => c.Execute(sql); }", "delete sql:orders, delete sql:carts, read sql:carts, ?")]
    [InlineData("public abstract class Base { readonly IDbConnection c; internal Base(IDbConnection c) => this.c = c; protected int Execute(string sql) => c.Execute(sql); }", "delete sql:orders, delete sql:carts, read sql:carts")]
    [InlineData("abstract class Root { protected abstract int Execute(string sql); } abstract class Base(IDbConnection c) : Root { protected override int Execute(string sql) => c.Execute(sql); }", "delete sql:orders, delete sql:carts, read sql:carts, ?")]
    // Others may call it, and are told themselves
    [InlineData("public abstract class Base(IDbConnection c) { public int Execute(string sql) => c.Execute(sql); }", "?")]
    public void BaseThatRunsATextOfItsDerived_IsTold(string source, string effects) =>
        Assert.Equal(effects, EffectsOf(Compiled.Create(source + (source.StartsWith("abstract", StringComparison.Ordinal) ? Derived.Replace("public class", "class", StringComparison.Ordinal) : Derived))));

    [Theory]
    [InlineData(OutputKind.DynamicallyLinkedLibrary, "delete sql:*_log, ?")]
    [InlineData(OutputKind.ConsoleApplication, "delete sql:orders, delete sql:carts, read sql:carts")]
    public void BaseOfAProgram_IsDerivedFromHereAlone(OutputKind kind, string effects)
    {
        var compilation = Compiled.Create(kind == OutputKind.ConsoleApplication
            ? "public abstract class Base(IDbConnection c) { protected int Execute(string sql) => c.Execute(sql); } class Program { static void Main() { } }" + Derived
            : "public abstract class Base(IDbConnection c) { protected string name = \"a\"; protected int Execute(string sql) => c.Execute(sql); protected int Run() => Execute($\"DELETE FROM {name}_log WHERE id = 1\"); }");
        Assert.Equal(effects, EffectsOf(compilation.WithOptions(compilation.Options.WithOutputKind(kind))));
    }

    private static string EffectsOf(Compilation compilation)
    {
        var effects = Assert.Single(Generated.From((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)compilation).Manifest.Sites, site => site.Member.Contains("Base", StringComparison.Ordinal)).Effects;
        return string.Join(", ", [.. effects.Items.Select(effect => effect.ToString()), .. effects.Complete ? Array.Empty<string>() : ["?"]]);
    }
}
