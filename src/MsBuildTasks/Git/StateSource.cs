namespace ImmutableGuard.MsBuildTasks.Git;

/// <summary>Who said which commit a build comes from.</summary>
internal enum StateSource
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>The git repository around the project.</summary>
    Git,

    /// <summary>The variables of a continuous integration system; there is no repository here.</summary>
    Environment,

    /// <summary>A build property, which names another commit than the repository does, or there is no repository.</summary>
    Property,
}
