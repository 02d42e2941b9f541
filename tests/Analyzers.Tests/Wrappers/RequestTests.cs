using ImmutableGuard.Analyzers.Tests.Guarding;

namespace ImmutableGuard.Analyzers.Tests.Wrappers;

/// <summary>Methods that send what they are given: the method of the request, or the request itself, says what their callers do.</summary>
public sealed class RequestTests
{
    private const string Send = "public static Task<HttpResponseMessage> Send(HttpClient c, HttpMethod method, string url) => c.SendAsync(new HttpRequestMessage(method, url));";
    private const string Whole = "public static Task<HttpResponseMessage> Whole(HttpClient c, HttpRequestMessage request) => c.SendAsync(request);";

    [Theory]
    [InlineData(Send, "Send(c, HttpMethod.Delete, \"https://a.example/b\")", "delete http:a.example/b")]
    [InlineData(Send, "Send(c, new HttpMethod(\"PATCH\"), \"https://a.example/b\")", "update http:a.example/b")]
    [InlineData(Send, "Send(c, i > 0 ? HttpMethod.Put : HttpMethod.Get, \"https://a.example/b\")", "update http:a.example/b")]
    [InlineData(Whole, "Whole(c, new HttpRequestMessage(HttpMethod.Delete, \"https://a.example/b\"))", "delete http:*")]
    [InlineData(Whole, "{ using var r = new HttpRequestMessage(); r.Method = HttpMethod.Delete; Whole(c, r); }", "delete http:*")]
    [InlineData(Whole + "static HttpRequestMessage Make(HttpMethod m) { var made = new HttpRequestMessage(); made.Method = m; return made; }", "{ var r = Make(HttpMethod.Delete); Whole(c, r); }", "delete http:*")]
    [InlineData(Send + "public static Task Outer(HttpClient c, HttpMethod m, string id) => Send(c, m, \"https://a.example/\" + id);", "Outer(c, HttpMethod.Delete, \"b\")", "delete http:a.example/b")]
    [InlineData(Whole + "public static Task Outer(HttpClient c, HttpMethod m, string url) => Whole(c, new HttpRequestMessage(m, url));", "Outer(c, HttpMethod.Delete, \"b\")", "delete http:*")]
    public void CallOfASender_IsTheRequestThatItSends(string sender, string call, string effect)
    {
        var sites = Sites(sender, call);
        Assert.Equal(effect, string.Join("; ", Assert.Single(sites, site => site.Member.Contains("Caller", StringComparison.Ordinal)).Effects.Items));
    }

    [Theory]
    // What only reads is no access
    [InlineData(Send, "Send(c, HttpMethod.Get, \"https://a.example/b\")")]
    [InlineData(Whole, "Whole(c, new HttpRequestMessage { RequestUri = new Uri(\"https://a.example/b\") })")]
    public void CallThatReads_IsNoSite(string sender, string call) => Assert.DoesNotContain(Sites(sender, call), site => site.Member.Contains("Caller", StringComparison.Ordinal));

    [Theory]
    [InlineData(Send, "Send(c, method, \"https://a.example/b\")")]
    [InlineData(Whole, "Whole(c, requests[0])")]
    public void CallWithAMethodThatNobodySees_IsNotProven(string sender, string call) =>
        Assert.False(Assert.Single(Sites(sender, call), site => site.Member.Contains("Caller", StringComparison.Ordinal)).Effects.Complete);

    [Theory]
    // Somebody changes what callers made
    [InlineData("public static Task<HttpResponseMessage> Whole(HttpClient c, HttpRequestMessage request) { request.Method = HttpMethod.Delete; return c.SendAsync(request); }", "Whole(c, new HttpRequestMessage(HttpMethod.Get, \"b\"))")]
    [InlineData(Whole + "static void Change(HttpRequestMessage r) => r.Method = HttpMethod.Delete;", "{ var r = new HttpRequestMessage(HttpMethod.Get, \"b\"); Change(r); Whole(c, r); }")]
    public void RequestThatOthersChange_IsNoRead(string sender, string call) =>
        Assert.Contains(Sites(sender, call), site => !site.Effects.Complete || site.Effects.Items.Any(effect => effect.Operation == Operation.Delete));

    [Theory]
    [InlineData("{ var r = Make(); c.SendAsync(r); }", "delete http:*")]
    // What is set later counts, and on one way only it counts too
    [InlineData("{ var r = Make(); r.Method = HttpMethod.Put; c.SendAsync(r); }", "update http:*")]
    [InlineData("{ var r = Make(); if (i > 0) r.Method = HttpMethod.Put; c.SendAsync(r); }", "delete http:*; update http:*")]
    [InlineData("{ var r = requests[0]; r.Method = HttpMethod.Put; c.SendAsync(r); }", "update http:*")]
    public void RequestThatAnotherMethodMakes_IsWhatItIsMadeThere(string call, string effects)
    {
        var site = Assert.Single(Sites("static HttpRequestMessage Make() { var made = new HttpRequestMessage(); made.Method = HttpMethod.Delete; return made; }", call));
        Assert.Equal(effects, string.Join("; ", site.Effects.Items.Select(effect => effect.ToString()).Order(StringComparer.Ordinal)));
    }

    /// <summary>However many hands a request goes through, one of which sets its method: it is that, or not proven.</summary>
    [Theory]
    [InlineData("static HttpRequestMessage Change(HttpRequestMessage r) { r.Method = HttpMethod.Delete; return r; }", "{ var r = Change(new HttpRequestMessage()); c.SendAsync(r); }")]
    [InlineData("static HttpRequestMessage Change(HttpRequestMessage r) { r.Method = HttpMethod.Delete; return r; }", "{ var r = Change(i > 0 ? new HttpRequestMessage() : new HttpRequestMessage(HttpMethod.Get, \"b\")); c.SendAsync(r); }")]
    [InlineData("static HttpRequestMessage Make() => new(); static HttpRequestMessage Outer() { var x = Make(); x.Method = HttpMethod.Delete; return x; }", "{ var r = Outer(); c.SendAsync(r); }")]
    [InlineData("static HttpRequestMessage Make() => new(); static HttpRequestMessage Outer() { var x = Make(); x.Method = HttpMethod.Delete; return x; } static HttpRequestMessage More() => Outer();", "{ var r = More(); c.SendAsync(r); }")]
    public void RequestThatGoesThroughManyHands_IsNoRead(string members, string call) =>
        Assert.Contains(Sites(members, call), site => !site.Effects.Complete || site.Effects.Items.Any(effect => effect.Operation == Operation.Delete));

    private static IReadOnlyList<Manifests.AccessSite> Sites(string sender, string call)
    {
        var generated = Generated.From(Compiled.Create($$"""
            public static class W { {{sender}} public static void Caller(HttpClient c, int i, HttpMethod method, List<HttpRequestMessage> requests) { {{call}}; } }
            """));
        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        return generated.Manifest.Sites;
    }
}
