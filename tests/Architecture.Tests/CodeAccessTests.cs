namespace ImmutableGuard.Architecture.Tests;

/// <summary>Who looks at code.</summary>
public sealed class CodeAccessTests
{
    // SourceCode gives code out and notes it; the others note it themselves, or look at what counts as declared.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "SourceCode.cs", "WrittenNames.cs", "EntityModelReader.cs", "MappingSyntax.cs", "NamedUses.cs", "Scope.cs", "Declarations.cs", "Memory.cs", "AddedFiles.cs", "SyntaxPlaces.cs", "Wrappers.cs", "Callers.cs",
        "DerivedSinks.cs", "ProjectDialects.cs", "Parts.cs", "GivenToFunctions.cs", "RuledOut.cs", "SiteFinder.cs", "HttpInterfaces.cs", "TextFiles.cs", "SemanticModels.cs", "Written.cs", "KeptCommands.cs", "AddedCode.cs", "AddedNames.cs",
    };

    private static readonly string[] Accesses = ["GetSemanticModel(", ".SyntaxTrees", "GetSyntax(", "GetRoot(", ".GetText(", "ModelOf(", ".Text()"];

    /// <summary>What is found is kept after an edit where nothing is different that it was read from: whoever reads code must have it noted (decision 0017).</summary>
    [Fact]
    public void Code_is_looked_at_only_where_that_is_noted() =>
        Assert.All(
            Repository.Files("src/Analyzers/Sites", ".cs").Where(file => Accesses.Any(File.ReadAllText(file).Contains)),
            file => Assert.Contains(Path.GetFileName(file), Known));
}
