using CsCheck;

namespace ImmutableGuard.MsBuildTasks.Tests.Git;

public sealed class RepositoryUrlTests
{
    [Theory]
    [InlineData("https://example.com/shop/orders.git", "https://example.com/shop/orders.git")]
    [InlineData("https://example.com:8443/shop/orders", "https://example.com:8443/shop/orders")]
    [InlineData("https://token@example.com/shop/orders.git", "https://example.com/shop/orders.git")]
    [InlineData("HTTPS://user:token@example.com/shop", "https://example.com/shop")]
    [InlineData("https://user:p@ss@example.com/shop", "https://example.com/shop")]
    [InlineData("https://example.com/@scope/orders", "https://example.com/@scope/orders")]
    [InlineData("https://example.com/orders?private_token=secret#x", "https://example.com/orders")]
    [InlineData("ssh://git@example.com/shop/orders.git", "ssh://git@example.com/shop/orders.git")]
    [InlineData("ssh://git:secret@example.com:22/orders.git", "ssh://git@example.com:22/orders.git")]
    [InlineData("git@example.com:shop/orders.git", "git@example.com:shop/orders.git")]
    [InlineData("example.com:orders.git\n", "example.com:orders.git")]
    public void AddressOthersCanUse_IsPublishedWithoutCredentials(string url, string published) =>
        Assert.Equal(published, RepositoryUrl.Publish(url));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/srv/git/orders.git")]
    [InlineData("../orders")]
    [InlineData("./with:colon")]
    [InlineData(@"C:\git\orders")]
    [InlineData("C:/git/orders")]
    [InlineData("file:///srv/git/orders.git")]
    [InlineData("https:///orders")]
    [InlineData("ext::sh -c secret")]
    [InlineData("codecommit::eu-west-1://secret@orders")]
    [InlineData("user:secret@example.com:orders.git")]
    [InlineData("https://example.com/\u0007orders")]
    public void PathOrUnknownForm_IsNotPublished(string? url) => Assert.Null(RepositoryUrl.Publish(url));

    [Fact]
    public void Secret_NeverGetsThrough() =>
        Gen.Select(
                Gen.OneOf("http", "https", "ssh", "git+ssh", "ftp"),
                Gen.Char["abz019:@%.-_~!$&'()*+,;="].Array[0, 8].Select(chars => new string(chars)),
                Gen.OneOf("example.com", "example.com:8443", "[::1]:22"),
                Gen.OneOf("", "/", "/orders.git", "/a@b/c:d?token=SECRET", "#SECRET"))
            .Sample((scheme, noise, host, path) =>
                RepositoryUrl.Publish($"{scheme}://user:{noise}SECRET{noise}@{host}{path}")?.Contains("SECRET") == false);
}
