using ImmutableGuard.Analyzers.Guarding;

namespace ImmutableGuard.Analyzers.Tests.Guarding;

/// <summary>The manifest names files the same on every system and in every folder.</summary>
public sealed class PathTests
{
    [Theory]
    [InlineData("/home/me/repo", "/home/me/repo/src/Orders.cs", "src/Orders.cs")]
    [InlineData("/home/me/repo/", "/home/me/repo/src/Orders.cs", "src/Orders.cs")]
    [InlineData(@"C:\work\repo", @"C:\work\repo\src\Orders.cs", "src/Orders.cs")]
    [InlineData(@"C:\work\repo\", @"c:\Work\repo\src\Orders.cs", "src/Orders.cs")]
    [InlineData(@"D:\a", @"D:\a\src/Orders.cs", "src/Orders.cs")]
    [InlineData("/repo", "/repository/Orders.cs", "Orders.cs")]
    [InlineData(@"C:\repo", @"D:\packages\content\Orders.cs", "Orders.cs")]
    [InlineData("/repo", "/_/src/Orders.cs", "Orders.cs")]
    public void FileOfTheRepository_IsRelativeWithForwardSlashes(string root, string path, string name) =>
        Assert.Equal(name, BuildOptions.Read(new Configured("", ("ImmutableGuardRepositoryRoot", root)).Options).Relative(path));
}
