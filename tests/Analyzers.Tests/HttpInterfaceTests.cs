using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Interfaces whose methods a library implements, by attributes that say which request is sent.</summary>
public sealed class HttpInterfaceTests
{
    private const string Refit = """
        namespace Refit { public abstract class HttpMethodAttribute(string path) : Attribute { public string Path => path; } public class DeleteAttribute(string path) : HttpMethodAttribute(path); public class PutAttribute(string path) : HttpMethodAttribute(path); public class PatchAttribute(string path) : HttpMethodAttribute(path); public class PostAttribute(string path) : HttpMethodAttribute(path); public class GetAttribute(string path) : HttpMethodAttribute(path); }
        namespace Other { public class DeleteAttribute(string path) : Attribute { public string Path => path; } }
        namespace Shop {
        public interface IOrders
        {
            [Refit.Delete("/orders/{id}")] Task Cancel(int id);
            [Refit.Put("/orders/{id}?dry=1")] Task Change(int id);
            [Refit.Patch("orders")] Task Amend(int id);
            [Refit.Post("/orders")] Task Place(int id);
            [Refit.Get("/orders/{id}")] Task Look(int id);
            [Other.Delete("/orders")] Task Unknown(int id);
            [Refit.Delete("https://elsewhere/orders")] Task Elsewhere(int id);
        }

        """;

    [Theory]
    [InlineData("Cancel", "delete http:*/orders/*")]
    [InlineData("Change", "update http:*/orders/*")]
    [InlineData("Amend", "update http:*/orders")]
    [InlineData("Place", "insert http:*/orders")]
    [InlineData("Elsewhere", "delete http:*")]
    [InlineData("Look", "")]
    [InlineData("Unknown", "")]
    public void Request_IsWhatItsAttributeSays(string method, string effect)
    {
        var generated = Generated.From(Compiled.Create(Refit + $"public class C {{ Task A(IOrders orders) => orders.{method}(1); }} }}"));
        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Equal(effect, string.Join("; ", generated.Manifest.Sites.SelectMany(site => site.Effects.Items)));
        Assert.Empty(generated.Manifest.Unproven);
    }

    [Fact]
    public Task Request_IsReportedLikeAnyOther() => Compiled.AssertReportsAsync(Refit + """
        public class C
        {
            Task A(IOrders orders) => orders.Cancel(1); // IG1001
            Task? B(IOrders? orders) => orders?.Change(1); // IG1002
            Task D(IOrders orders) => orders.Place(1);
            Func<int, Task> E(IOrders orders) => orders.Cancel; // IG1001 IG1008
            class Fake : IOrders { public Task Cancel(int id) => Task.CompletedTask; public Task Change(int id) => Cancel(id); public Task Amend(int id) => Cancel(id); public Task Place(int id) => Cancel(id); public Task Look(int id) => Cancel(id); public Task Unknown(int id) => Cancel(id); public Task Elsewhere(int id) => Cancel(id); }
        }
        }
        """);
}
