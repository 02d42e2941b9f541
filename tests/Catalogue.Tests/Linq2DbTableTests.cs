namespace ImmutableGuard.Catalogue.Tests;

/// <summary>Which table of linq2db a change is of, where one is named at the call, where it was got, or by a helper.</summary>
public sealed class Linq2DbTableTests
{
    [Theory]
    // Through a local variable, a method, a field, a query
    [InlineData("void M(IDataContext d) { var t = d.GetTable<Order>().TableName(\"archive\"); t.Where(o => o.Id == 1).Delete(); }", "delete sql:archive")]
    [InlineData("ITable<Order> Old(IDataContext d) => d.GetTable<Order>().TableName(\"archive\"); void M(IDataContext d) => Old(d).Where(o => o.Id == 1).Delete();", "delete sql:archive")]
    [InlineData("ITable<Order> Old(IDataContext d, string n) => d.GetTable<Order>().TableName(n); void M(IDataContext d) { Old(d, \"a\").Truncate(); Old(d, \"b\").Truncate(); }", "truncate sql:a, truncate sql:b")]
    [InlineData("IQueryable<Order> Old(IDataContext d) => from o in d.GetTable<Order>().TableName(\"archive\") where o.Id > 1 select o; void M(IDataContext d) => Old(d).Delete();", "delete sql:archive")]
    [InlineData("void M(IDataContext d) { const string n = \"archive\"; var t = n; d.Delete(new Order(), t); }", "delete sql:archive")]
    [InlineData("void M(IDataContext d, bool old) { var t = old ? d.GetTable<Order>().TableName(\"archive\") : d.GetTable<Order>(); t.Where(o => o.Id == 1).Delete(); }", "delete sql:archive, delete sql:sales.orders")]
    [InlineData("void M(IDataContext d) { using var t = d.CreateTempTable<Order>(\"wanted\"); t.Truncate(); }", "truncate sql:wanted")]
    [InlineData("void M(IDataContext d) { using var t = new TempTable<Order>(d, \"wanted\"); t.Truncate(); }", "truncate sql:wanted")]
    [InlineData("void M(IDataContext d, string n) { using var t = d.CreateTempTable<Order>(n); t.Truncate(); }", "truncate sql:*")]
    [InlineData("IDataContext d = null; ITable<Order> Orders => d.GetTable<Order>(); void M() => Orders.Where(o => o.Id == 1).Delete();", "delete sql:sales.orders")]
    // The outermost name counts
    [InlineData("ITable<Order> Old(IDataContext d) => d.GetTable<Order>().TableName(\"archive\"); void M(IDataContext d) => Old(d).TableName(\"older\").Truncate();", "truncate sql:older")]
    // Another entity's table has another name
    [InlineData("void M(IDataContext d) => d.GetTable<Customer>().TableName(\"people\").Where(c => c.Id == 1).SelectMany(c => d.GetTable<Order>()).Delete();", "delete sql:sales.orders")]
    [InlineData("void M(IDataContext d, IQueryable<Order> q) => d.GetTable<Customer>().TableName(\"people\").Select(c => c.Id).Count();", "")]
    // A merge changes its target
    [InlineData("void M(IDataContext d) { var t = d.GetTable<Order>().TableName(\"archive\"); t.Merge().Using(d.GetTable<Order>()).OnTargetKey().DeleteWhenMatched().Merge(); }", "delete sql:archive")]
    [InlineData("void M(IDataContext d) => d.GetTable<Order>().TableName(\"fresh\").MergeInto(d.GetTable<Order>().TableName(\"archive\")).OnTargetKey().DeleteWhenMatched().Merge();", "delete sql:archive")]
    // What is set, and what a query of pairs is told to change
    [InlineData("void M(IDataContext d) => (from o in d.GetTable<Order>() from c in d.GetTable<Customer>() where c.Id == o.Id select new { o, c }).Set(p => p.o.Id, p => p.c.Id).Update();", "update sql:sales.orders")]
    [InlineData("void M(IDataContext d) => (from o in d.GetTable<Order>() from c in d.GetTable<Customer>() where c.Id == o.Id select new { o, c }).Update(p => p.o, p => new Order { Id = p.c.Id });", "update sql:sales.orders")]
    [InlineData("void M(IDataContext d) => (from o in d.GetTable<Order>() from c in d.GetTable<Customer>() where c.Id == o.Id select new { o, c }).Update(d.GetTable<Order>(), p => new Order { Id = p.c.Id });", "update sql:sales.orders")]
    public void Table_is_the_one_that_was_named(string member, string effects) => Assert.Equal(effects, EffectTests.EffectsOf(member));

    [Theory]
    // A helper that is handed the table's name: where it is null, the table is the entity's
    [InlineData("public static void Fresh<T>(IDataContext d, string n = null) { d.DropTable<T>(n); d.CreateTable<T>(n); } void M(IDataContext d) { Fresh<Order>(d); Fresh<Order>(d, null); }", "schema sql:*, schema sql:sales.orders, schema sql:sales.orders")]
    [InlineData("public static void Fresh<T>(IDataContext d, string n = null) => d.DropTable<T>(n); void M(IDataContext d) => Fresh<Order>(d, \"archive\");", "schema sql:*, schema sql:archive")]
    [InlineData("public static void Fresh<T>(IDataContext d, string n = null) => d.DropTable<T>(n); void M(IDataContext d, string s) => Fresh<Order>(d, s.Trim());", "schema sql:*, schema sql:*")]
    [InlineData("public static void Fresh<T>(IDataContext d, string n, string s) => d.DropTable<T>(n, schemaName: s); void M(IDataContext d) { Fresh<Order>(d, \"archive\", \"old\"); Fresh<Order>(d, null, \"old\"); }", "schema sql:*, schema sql:old.archive, schema sql:old.orders")]
    [InlineData("public static void Fresh<T>(IDataContext d, string n) => d.DropTable<T>(n); public static void Refresh<T>(IDataContext d, string n) => Fresh<T>(d, n); void M(IDataContext d) => Refresh<Order>(d, \"archive\");", "schema sql:*, schema sql:archive, schema sql:archive")]
    // Not the parameter alone: nobody knows
    [InlineData("public static void Fresh<T>(IDataContext d, string n) => d.DropTable<T>(\"old_\" + n); void M(IDataContext d) => Fresh<Order>(d, \"archive\");", "schema sql:*")]
    [InlineData("public static void Fresh<T>(IDataContext d, string n) { n ??= \"x\"; d.DropTable<T>(n); } void M(IDataContext d) => Fresh<Order>(d, \"archive\");", "schema sql:*")]
    [InlineData("public static void Fresh<T>(IDataContext d, string n) where T : class => d.GetTable<T>().TableName(n).Drop(); void M(IDataContext d) => Fresh<Order>(d, \"archive\");", "schema sql:*")]
    public void Helper_hands_on_the_tables_name(string member, string effects) => Assert.Equal(effects, EffectTests.EffectsOf(member));
}
