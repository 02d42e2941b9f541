namespace ImmutableGuard.Analyzers;

/// <summary>The ids of the rules that the analyzers report. An id is never used again for something else.</summary>
internal static class RuleIds
{
    public const string DeleteOutsideSanction = "IG1001";
    public const string UpdateOutsideSanction = "IG1002";
    public const string SchemaChangeOutsideSanction = "IG1003";
    public const string UnboundedChange = "IG1004";
    public const string UnprovenAccess = "IG1005";
    public const string UndeclaredRead = "IG1006";
    public const string AppendOnlyChange = "IG1007";
    public const string UnguardableUse = "IG1008";
    public const string InvalidPolicy = "IG2001";
    public const string UnusedSanction = "IG2002";
    public const string ExpiredSanction = "IG2003";
    public const string BroadSanction = "IG2004";
    public const string SanctionWithoutReason = "IG2005";
    public const string InvalidCatalogue = "IG2006";
    public const string SanctionEndsSoon = "IG2007";
    public const string LoosenedPolicy = "IG2008";
    public const string SuppressedSite = "IG3006";
}
