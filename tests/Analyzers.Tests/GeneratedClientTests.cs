using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests;

/// <summary>Clients that Kiota generates, as Microsoft.Graph's: each request is a method that only a derived builder has.</summary>
public sealed class GeneratedClientTests
{
    private const string Client = """
        namespace Microsoft.Kiota.Abstractions { public abstract class BaseRequestBuilder { } }
        namespace Graph
        {
            public class UserItemRequestBuilder : Microsoft.Kiota.Abstractions.BaseRequestBuilder
            {
                public Task DeleteAsync() => Task.CompletedTask;
                public Task PatchAsync(object body) => Task.CompletedTask;
                public Task GetAsync() => Task.CompletedTask;
            }
            public class Other { public Task DeleteAsync() => Task.CompletedTask; }
        }

        """;

    [Theory]
    [InlineData("b.DeleteAsync()", "delete http:*")]
    [InlineData("b.PatchAsync(b)", "update http:*")]
    // Near misses
    [InlineData("b.GetAsync()", "")]
    [InlineData("o.DeleteAsync()", "")]
    public void RequestOfADerivedBuilder(string call, string effects) => Assert.Equal(effects, string.Join("; ", Generated.From(Compiled.Create(Client + $$"""
        public class C { public Task A(Graph.UserItemRequestBuilder b, Graph.Other o) => {{call}}; }
        """)).Manifest.Sites.SelectMany(site => site.Effects.Items)));
}
