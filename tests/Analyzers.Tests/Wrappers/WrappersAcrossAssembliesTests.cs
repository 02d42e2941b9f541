using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Analyzers.Tests.Guarding;
using ImmutableGuard.Inspection;
using ImmutableGuard.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace ImmutableGuard.Analyzers.Tests.Wrappers;

/// <summary>Wrappers in another assembly: the manifest embedded in it, which reference assemblies carry too, says what they pass on.</summary>
public sealed class WrappersAcrossAssembliesTests
{
    private const string Library = """
        namespace Lib;
        public class Sql { public static int Run(IDbConnection c, string sql, CommandType kind = CommandType.Text) => c.Execute(sql, commandType: kind); }
        public interface IStore<T> where T : class { void Delete(T item); void Purge(string table); }
        public class Store<T>(DbContext db, IDbConnection c) : IStore<T> where T : class
        {
            public void Delete(T item) => db.Set<T>().Remove(item);
            public void Purge(string table) => c.Execute($"DELETE FROM {table} -- {{all}}");
            public int PurgeOwn() => c.Execute("DELETE FROM " + typeof(T).Name);
        }
        """;

    private const string Middle = """
        namespace Mid;
        public class Orders(IDbConnection c) { public int Remove(string where) => Lib.Sql.Run(c, "DELETE FROM orders WHERE " + where); }
        public abstract class Service<T>(Lib.IStore<T> store) where T : class { public void Forget(T item) => store.Delete(item); }
        """;

    private const string App = """
        namespace App;
        public class Order { public int Id { get; set; } }
        public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        public class OrderService(Lib.IStore<Order> store) : Mid.Service<Order>(store);
        public class Caller
        {
            void Direct(IDbConnection c) => Lib.Sql.Run(c, "DELETE FROM orders WHERE id = 1");
            void Routine(IDbConnection c) => Lib.Sql.Run(c, "tidy", CommandType.StoredProcedure);
            void Through(Mid.Orders o) => o.Remove("id = 1");
            void Entity(OrderService s) => s.Forget(new());
            void Interface(Lib.IStore<Order> s) => s.Purge("carts");
            void TypeName(Lib.Store<Order> s) => s.PurgeOwn();
            void Unknown(IDbConnection c) => Lib.Sql.Run(c, File.ReadAllText("a.sql"));
            void Read(IDbConnection c) => Lib.Sql.Run(c, "SELECT 1 FROM orders");
            int Other(string text) => text.Length;
        }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ChainOfThreeAssemblies_TellsWhatTheAppDeletes(bool asReferenceAssembly)
    {
        var library = Compile("Lib", Library, asReferenceAssembly: asReferenceAssembly);
        var middle = Compile("Mid", Middle, [library], asReferenceAssembly);
        var app = Generated.From(Create("App", App, [library, middle]));

        Assert.DoesNotContain(app.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(
            [
                "Direct: delete sql:orders", "Entity: delete sql:Orders", "Interface: delete sql:carts", "Read: read sql:orders", "Routine: call sql:tidy",
                "Through: delete sql:orders", "TypeName: delete sql:Order", "Unknown: incomplete",
            ],
            app.Manifest.Sites.Where(site => site.Derived).Select(site => $"{site.Member.Split('(')[0].Split('.')[^1]}: {(site.Effects.Complete ? Assert.Single(site.Effects.Items).ToString().Split(" (")[0] : "incomplete")}").Order(StringComparer.Ordinal));
        Assert.Empty(MediationProof.Holes(app.Inspect()));
    }

    /// <summary>What the middle one asks for is fixed in part; what it passes on stands in its own manifest.</summary>
    [Fact]
    public void ManifestOfTheMiddleOne_HasItsOwnDerivedSinks()
    {
        var generated = Generated.From(Create("Mid", Middle, [Compile("Lib", Library)]));
        Assert.Equal(
            ["M:Mid.Orders.Remove(System.String): DELETE FROM orders WHERE {where}", "M:Mid.Service`1.Forget(`0): sql:{entity:T}"],
            generated.Manifest.DerivedSinks.Select(sink => $"{sink.Id}: {Assert.Single(sink.Accesses) switch { var access => access.Text ?? access.Resource }}"));
    }

    [Fact]
    public void ManifestOfTheLibrary_KeepsBracesApartFromPlaceholders()
    {
        var generated = Generated.From(Create("Lib", Library, []));
        var purge = Assert.Single(generated.Manifest.DerivedSinks, sink => sink.Id == "M:Lib.Store`1.Purge(System.String)");
        Assert.Equal("DELETE FROM {table} -- {{all}}", Assert.Single(purge.Accesses).Text);
        Assert.Contains(generated.Manifest.DerivedSinks, sink => sink.Id == "M:Lib.IStore`1.Purge(System.String)");
        Assert.DoesNotContain(generated.Manifest.Sites, site => site.Derived);
        Assert.Equal(["M:Lib.IStore`1.Delete(`0)", "M:Lib.Store`1.Delete(`0)"], Assert.Single(generated.Manifest.Sites, site => site.Member.Contains("Delete", StringComparison.Ordinal)).GivenBy);
    }

    /// <summary>The table of an entity whose context isn't seen is not guessed by its name.</summary>
    [Fact]
    public void EntityOfAnotherContext_IsNotGuessed()
    {
        var app = Generated.From(Create("App", "namespace App; public class Order { } class C { void M(Lib.IStore<Order> s) => s.Delete(new()); }", [Compile("Lib", Library)]));
        Assert.Equal("delete sql:*", Assert.Single(Assert.Single(app.Manifest.Sites).Effects.Items).ToString());
    }

    /// <summary>The method of a request is the caller's wherever the request is sent from.</summary>
    [Theory]
    [InlineData("Lib.Web.Send(c, HttpMethod.Delete, \"https://a.example/b\")", "delete http:a.example/b")]
    [InlineData("Lib.Web.Whole(c, new HttpRequestMessage(HttpMethod.Delete, \"https://a.example/b\"))", "delete http:*")]
    [InlineData("{ var r = new HttpRequestMessage(); r.Method = HttpMethod.Put; Lib.Web.Whole(c, r); }", "update http:*")]
    [InlineData("Lib.Web.Whole(c, given)", "the request's HTTP method is not constant")]
    // Near miss: it only reads
    [InlineData("Lib.Web.Send(c, HttpMethod.Get, \"https://a.example/b\")", "")]
    public void RequestOfTheLibrarysSender_IsTheApps(string call, string effects)
    {
        var library = Compile("Lib", """
            namespace Lib;
            public static class Web
            {
                public static Task<HttpResponseMessage> Send(HttpClient c, HttpMethod method, string url) => c.SendAsync(new HttpRequestMessage(method, url));
                public static Task<HttpResponseMessage> Whole(HttpClient c, HttpRequestMessage request) => c.SendAsync(request);
            }
            """);
        var app = Generated.From(Create("App", $"class C {{ protected virtual void M(HttpClient c, HttpRequestMessage given) {{ {call}; }} }}", [library]));

        Assert.DoesNotContain(app.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(effects, string.Join("; ", app.Manifest.Sites.Select(site => site.Effects.Reason ?? string.Join(", ", site.Effects.Items))));
        Assert.Empty(MediationProof.Holes(app.Inspect()));
    }

    /// <summary>Of a table that may be named otherwise, the manifest says by which parameters; linq2db's signatures stand here.</summary>
    [Theory]
    [InlineData("Lib.Fresh.Make<Order>(d, \"archive\")", "schema sql:archive")]
    [InlineData("Lib.Fresh.Make<Order>(d)", "schema sql:Order")]
    [InlineData("Lib.Fresh.Make<Order>(d, null, \"old\")", "schema sql:old.Order")]
    [InlineData("Lib.Fresh.Make<Order>(d, name)", "schema sql:*")]
    public void NameOfATable_IsTheApps(string call, string effects)
    {
        var library = Compile("Lib", """
            namespace LinqToDB
            {
                public interface IDataContext { }
                public static class DataExtensions { public static void DropTable<T>(this IDataContext dataContext, string? tableName = null, string? schemaName = null) { } }
            }
            namespace Lib
            {
                using LinqToDB;
                public static class Fresh { public static void Make<T>(IDataContext d, string? n = null, string? s = null) => d.DropTable<T>(n, s); }
            }
            """);
        var app = Generated.From(Create("App", $"class Order {{ }} class C {{ protected virtual void M(LinqToDB.IDataContext d, string name) {{ {call}; }} }}", [library]));

        Assert.Equal(effects, Assert.Single(Assert.Single(app.Manifest.Sites).Effects.Items).ToString());
    }

    [Fact]
    public void LibraryWithoutAManifest_HasNoDerivedSinks()
    {
        var library = Emit(Create("Lib", Library, []), asReferenceAssembly: false);
        var middle = Compile("Mid", Middle, [library]);
        var app = Generated.From(Create("App", App, [library, middle]));
        Assert.DoesNotContain(app.Manifest.Sites, site => site.Derived);
    }

    [Theory]
    [InlineData("sql:orders", "delete", "Lib:code:M:Lib.Sql.Run(System.Data.IDbConnection,System.String,System.Data.CommandType)")]
    [InlineData("sql:carts", "delete", null)]
    [InlineData("sql:orders", "update", null)]
    public async Task SanctionOfTheLibrarysWrapper_CountsInTheApp(string resource, string operation, string? sanction)
    {
        var attribute = $"[SanctionedAccess(Operation.{char.ToUpperInvariant(operation[0])}{operation[1..]}, \"{resource}\", Reason = \"r\")] public static int Run";
        var library = Compile("Lib", Library.Replace("public static int Run", attribute));
        var app = Create("App", "class C { void M(IDbConnection c) => Lib.Sql.Run(c, \"DELETE FROM orders WHERE id = 1\"); }", [library]);

        Assert.Equal(sanction, Assert.Single(Generated.From(app).Manifest.Sites).Sanction);
        Assert.Equal(sanction is null ? ["IG1001"] : [], (await Compiled.DiagnosticsAsync(app, null, new Configured(""))).Select(diagnostic => diagnostic.Id));
    }

    /// <summary>
    /// Whoever calls another assembly's interface may not even reference the assembly that implements it: nobody but the implementation
    /// can be told, and who does reference both is told too.
    /// </summary>
    [Fact]
    public async Task ImplementationOfAnotherAssemblysInterface_IsReportedItself()
    {
        var library = Compile("Lib", "namespace Lib; public interface IJanitor { void Purge(System.Data.IDbConnection c, string table); }");
        var own = Create("Own", """
            namespace Own;
            public class Janitor : Lib.IJanitor { public void Purge(IDbConnection c, string table) => c.Execute($"DELETE FROM {table} WHERE id = 1"); }
            public class Caller { void M(IDbConnection c) { new Janitor().Purge(c, "orders"); } }
            """, [library]);
        Assert.Equal(["IG1001", "IG1001"], (await Compiled.DiagnosticsAsync(own, null, new Configured(""))).Select(diagnostic => diagnostic.Id));
    }

    /// <summary>Domain, data, web: the web project knows the interface by the one and what implements it by the other.</summary>
    [Theory]
    [InlineData("void M(Domain.IStore<Order> s) => s.Delete(new());", "delete sql:Orders")]
    [InlineData("void M(Domain.IStore<Order> s) => s.Purge(\"carts\");", "delete sql:carts")]
    [InlineData("void M(Domain.Janitor j) => j.Tidy(\"carts\");", "delete sql:carts")]
    // Both that implement it may be meant
    [InlineData("void M(Domain.IJob j) => j.Run(\"carts\");", "delete sql:carts, delete sql:carts_archive")]
    // Near misses: what implements it for something else, and what passes nothing on
    [InlineData("void M(Domain.IStore<string> s) => s.Delete(\"\");", "delete sql:*")]
    [InlineData("void M(Domain.IFixed f) => f.Tidy(\"carts\");", "")]
    [InlineData("void M(Domain.IStore<Order> s) => s.Find(1);", "")]
    public void InterfaceOfOneAssemblyImplementedInAnother_TellsWhoReferencesBoth(string member, string effects)
    {
        var domain = Compile("Domain", """
            namespace Domain;
            public interface IStore<T> where T : class { void Delete(T item); void Purge(string table); T? Find(int id); }
            public interface IJob { void Run(string name); }
            public interface IFixed { void Tidy(string name); }
            public abstract class Janitor { public abstract void Tidy(string table); }
            """);
        var data = Compile("Data", """
            namespace Data;
            public class Store<T>(DbContext db, IDbConnection c) : Domain.IStore<T> where T : class
            {
                public void Delete(T item) => db.Set<T>().Remove(item);
                public void Purge(string table) => c.Execute($"DELETE FROM {table} WHERE id = 1");
                public T? Find(int id) => db.Set<T>().Find(id);
            }
            public class Job(IDbConnection c) : Domain.IJob { public void Run(string name) => c.Execute($"DELETE FROM {name} WHERE id = 1"); }
            public class Fixed(IDbConnection c) : Domain.IFixed { public void Tidy(string name) => c.Execute("DELETE FROM carts WHERE name = @name", new { name }); }
            internal class OwnJanitor(IDbConnection c) : Domain.Janitor { public override void Tidy(string table) => c.Execute($"DELETE FROM {table} WHERE id = 1"); }
            """, [domain]);
        var archive = Compile("Archive", """
            namespace Archive;
            public class Job(IDbConnection c) : Domain.IJob { void Domain.IJob.Run(string name) => c.Execute($"DELETE FROM {name}_archive WHERE id = 1"); }
            """, [domain]);
        var app = Generated.From(Create("App", $$"""
            namespace App;
            public class Order { public int Id { get; set; } }
            public class Shop : DbContext { public DbSet<Order> Orders => Set<Order>(); }
            class C { {{member}} }
            """, [domain, data, archive]));

        Assert.DoesNotContain(app.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(effects, string.Join("; ", app.Manifest.Sites.Select(site => site.Effects.Reason ?? string.Join(", ", site.Effects.Items.Select(effect => effect.ToString().Split(" (")[0])))));
        Assert.Empty(MediationProof.Holes(app.Inspect()));
    }

    /// <summary>Files are copied from one project to another: what one assembly says of its type isn't said of another's of the same name.</summary>
    [Theory]
    [InlineData("one", "delete sql:orders")]
    [InlineData("two", "")]
    public void TypesOfOneNameInTwoAssemblies_AreKeptApart(string alias, string effects)
    {
        var one = Compile("One", "namespace Copied; public static class Sql { public static void Run(IDbConnection c, string sql) => c.Execute(sql); }").WithAliases(["one"]);
        var two = Compile("Two", "namespace Copied; public static class Sql { public static void Run(IDbConnection c, string sql) { } }").WithAliases(["two"]);
        var app = Generated.From(Create("App", $"namespace App {{ extern alias {alias}; class C {{ void M(IDbConnection c) => {alias}::Copied.Sql.Run(c, \"DELETE FROM orders WHERE id = 1\"); }} }}", [one, two]));
        Assert.DoesNotContain(app.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(effects, string.Join("; ", app.Manifest.Sites.SelectMany(site => site.Effects.Items).Select(effect => effect.ToString().Split(" (")[0])));
    }

    [Fact]
    public void EditThatChangesNothingOfWrappers_RecomputesNothing() =>
        Assert.All(ReasonsAfter("namespace App; public class Order2 { int M() => 2; }"), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reason.ToString()));

    [Fact]
    public void NewCallOfAWrapper_IsSeen() =>
        Assert.Contains(IncrementalStepRunReason.Modified, ReasonsAfter("namespace App; public class More { void M(Mid.Orders o) => o.Remove(\"1 = 1\"); }"));

    private static IEnumerable<IncrementalStepRunReason> ReasonsAfter(string added)
    {
        var library = Compile("Lib", Library);
        var compilation = Create("App", App, [library, Compile("Mid", Middle, [library])]);
        var driver = Generated.Driver().RunGenerators(compilation).RunGenerators(compilation.AddSyntaxTrees(Compiled.Parse(added, path: "/repo/src/Added.cs")));
        return driver.GetRunResult().Results.Single().TrackedSteps[GuardedCallsGenerator.DerivedStep].Concat(driver.GetRunResult().Results.Single().TrackedSteps[GuardedCallsGenerator.SourceStep])
            .SelectMany(step => step.Outputs.Select(output => output.Reason));
    }

    private static CSharpCompilation Create(string name, string source, IReadOnlyList<MetadataReference> references) =>
        Compiled.Create("").RemoveAllSyntaxTrees().AddSyntaxTrees(Compiled.Parse(source, path: $"/repo/src/{name}.cs")).AddReferences(references).WithAssemblyName(name);

    private static MetadataReference Compile(string name, string source, IReadOnlyList<MetadataReference>? references = null, bool asReferenceAssembly = false)
    {
        var generated = Generated.From(Create(name, source, references ?? []));
        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return Emit(generated.Compilation, asReferenceAssembly);
    }

    private static PortableExecutableReference Emit(Compilation compilation, bool asReferenceAssembly)
    {
        // The other engine reads files.
        var path = Path.Combine(Directory.CreateTempSubdirectory("wrappers-").FullName, compilation.AssemblyName + ".dll");
        using (var image = File.Create(path))
            Assert.True(compilation.Emit(image, options: new EmitOptions(metadataOnly: asReferenceAssembly, includePrivateMembers: !asReferenceAssembly)).Success);
        return MetadataReference.CreateFromFile(path);
    }
}
