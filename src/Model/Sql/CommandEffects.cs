namespace ImmutableGuard.Sql;

/// <summary>What a command does whose text is a name instead of SQL.</summary>
public static class CommandEffects
{
    /// <summary>The call of a stored routine (<c>CommandType.StoredProcedure</c>).</summary>
    /// <param name="name">Its name, quoted or not; a <see cref="SqlEffects.Hole"/> in it is a part that isn't known.</param>
    public static Effects OfProcedure(string name) => new([new Effect(Operation.Call, Resource(name))]);

    /// <summary>The read of a whole table (<c>CommandType.TableDirect</c>).</summary>
    /// <param name="name"><inheritdoc cref="OfProcedure" path="/param[@name='name']"/></param>
    public static Effects OfTable(string name) => new([new Effect(Operation.Read, Resource(name))]);

    private static string Resource(string name) =>
        "sql:" + string.Concat(name.Trim().Where(c => c is not ('[' or ']' or '"' or '`'))).Replace(SqlEffects.Hole, '*');
}
