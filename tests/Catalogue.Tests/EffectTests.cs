using ImmutableGuard.Analyzers.Guarding;
using ImmutableGuard.Manifests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ImmutableGuard.Catalogue.Tests;

/// <summary>What calls of the real libraries are told to do, and to what.</summary>
public sealed class EffectTests
{
    private const string Usings = """
        using System; using System.IO; using System.Linq; using System.Net.Http; using System.Threading.Tasks; using System.Collections.Generic;
        using MongoDB.Driver; using StackExchange.Redis; using Azure.Storage.Blobs; using Azure.Data.Tables; using Azure.Storage.Queues; using Microsoft.Azure.Cosmos;
        using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Microsoft.EntityFrameworkCore; using Microsoft.EntityFrameworkCore.Migrations; using LinqToDB; using RestSharp; using Dapper;
        public class Customer { public int Id; }
        [LinqToDB.Mapping.Table("orders", Schema = "sales")] public class Order { public int Id; }
        public class SpecialOrder : Order { }
        [LinqToDB.Mapping.Table(Schema = "sales")] public class Bare { public int Id; }
        [LinqToDB.Mapping.Table("a", Configuration = "x")] [LinqToDB.Mapping.Table("b")] public class Twice { public int Id; }
        [System.ComponentModel.DataAnnotations.Schema.Table("annotated")] public class Annotated { public int Id; }
        [SQLite.Table("notes")] public class Note { public int Id; }

        """;

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Service", [], Libraries.Platform.Concat(Libraries.Current).DistinctBy(Path.GetFileName).Select(path => MetadataReference.CreateFromFile(path)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    [Theory]
    // A collection is told from where it was got
    [InlineData("void M(IMongoDatabase d) => d.GetCollection<Customer>(\"customers\").DeleteOne(c => c.Id == 1);", "delete mongo:customers")]
    [InlineData("void M(IMongoDatabase d) { var c = d.GetCollection<Customer>(\"customers\").WithWriteConcern(WriteConcern.W1); c.ReplaceOne(x => x.Id == 1, new()); }", "update mongo:customers")]
    [InlineData("readonly IMongoCollection<Customer> f; C(IMongoDatabase d) => f = d.GetCollection<Customer>(\"customers\"); void M() => f.InsertOne(new());", "insert mongo:customers")]
    [InlineData("IMongoDatabase d = null; IMongoCollection<Customer> Customers => d.GetCollection<Customer>(\"customers\"); Task M() => Customers.FindOneAndDeleteAsync(c => c.Id == 1);", "delete mongo:customers")]
    [InlineData("void M(IMongoCollection<Customer> c) => c.BulkWrite(null);", "unknown mongo:*")]
    // Names that overrides return
    [InlineData("abstract class R { IMongoDatabase d = null; protected abstract string Name { get; } public void M() => d.GetCollection<Customer>(Name).DeleteOne(c => c.Id == 1); } class S : R { protected override string Name => \"customers\"; } class T : R { protected override string Name { get { return \"people\"; } } }", "delete mongo:customers, delete mongo:people")]
    [InlineData("abstract class R { IMongoDatabase d = null; protected abstract string Name { get; } public void M() => d.GetCollection<Customer>(Name).DeleteOne(c => c.Id == 1); } class S : R { protected override string Name => \"customers\"; } class T : R { protected override string Name => Environment.MachineName; }", "delete mongo:*")]
    [InlineData("void M(IMongoDatabase d, string n) => d.GetCollection<Customer>(n).Indexes.DropAll();", "schema mongo:*")]
    [InlineData("void M(IMongoDatabase d) => d.GetCollection<Customer>(\"customers\").Indexes.DropAll();", "schema mongo:customers")]
    [InlineData("void M(IMongoDatabase d) { d.DropCollection(\"old\"); d.RenameCollection(\"a\", \"b\"); }", "schema mongo:old, schema mongo:a, schema mongo:b")]
    // A filter limits unless it lets everything through
    [InlineData("void M(IMongoCollection<Customer> c, int i) => c.DeleteMany(x => x.Id == i);", "delete mongo:*")]
    [InlineData("void M(IMongoCollection<Customer> c) => c.DeleteMany(_ => true);", "delete mongo:* (unbounded)")]
    [InlineData("void M(IMongoCollection<Customer> c) => c.DeleteMany(\"{ }\");", "delete mongo:* (unbounded)")]
    [InlineData("void M(IMongoCollection<Customer> c) { var all = Builders<Customer>.Filter.Empty; c.UpdateMany(all, Builders<Customer>.Update.Set(x => x.Id, 1)); }", "update mongo:* (unbounded)")]
    [InlineData("void M(IMongoCollection<Customer> c, FilterDefinition<Customer> f) => c.DeleteMany(f);", "delete mongo:*")]
    [InlineData("void M(ITable<Customer> t) { t.Delete(); t.Delete(c => c.Id == 1); t.Where(c => c.Id == 1).Delete(); t.Truncate(); }", "delete sql:Customer (unbounded), delete sql:Customer, delete sql:Customer, truncate sql:Customer")]
    // linq2db's tables: the attribute, the fluent mapping, the call
    [InlineData("void M(ITable<Order> t) => t.Where(c => c.Id == 1).Delete();", "delete sql:sales.orders")]
    [InlineData("void M(ITable<SpecialOrder> t) => t.Where(c => c.Id == 1).Delete();", "delete sql:sales.orders")]
    [InlineData("void M(ITable<Bare> t) => t.Where(c => c.Id == 1).Delete();", "delete sql:sales.Bare")]
    [InlineData("void M(ITable<Twice> t) => t.Where(c => c.Id == 1).Delete();", "delete sql:*")]
    [InlineData("void M(ITable<Annotated> t) => t.Where(c => c.Id == 1).Delete();", "delete sql:annotated")]
    [InlineData("void M(IDataContext d, Order o) { d.Delete(o); d.Delete(o, tableName: \"archive\"); d.Update(o, schemaName: \"old\"); }", "delete sql:sales.orders, delete sql:archive, update sql:old.orders")]
    [InlineData("void M(IDataContext d, string n) => d.GetTable<Order>().TableName(n).Where(o => o.Id == 1).Delete();", "delete sql:*")]
    [InlineData("void M(IDataContext d) => d.GetTable<Order>().TableName(\"archive\").SchemaName(\"old\").Where(o => o.Id == 1).Delete();", "delete sql:old.archive")]
    [InlineData("void M(LinqToDB.Mapping.FluentMappingBuilder b, ITable<Customer> t) { b.Entity<Customer>().HasTableName(\"customers\").HasSchemaName(\"crm\"); t.Truncate(); }", "truncate sql:crm.customers")]
    [InlineData("void M(LinqToDB.Mapping.FluentMappingBuilder b, ITable<Customer> t, string n) { b.Entity<Customer>().HasTableName(n); t.Truncate(); }", "truncate sql:*")]
    // SQLite-net's
    [InlineData("void M(SQLite.SQLiteConnection c) { c.Delete(new Note()); c.DeleteAll<Customer>(); }", "delete sql:notes, delete sql:Customer (unbounded)")]
    // A container through a field that the constructor sets
    [InlineData("readonly BlobContainerClient f; C(BlobServiceClient s) { f = s.GetBlobContainerClient(\"invoices\"); } void M() => f.DeleteBlob(\"x\");", "delete blob:invoices")]
    [InlineData("IMongoCollection<Customer> f; C(IMongoDatabase d) { f = d.GetCollection<Customer>(\"customers\"); } void M(IMongoCollection<Customer> other, bool b) { if (b) f = other; f.InsertOne(new()); }", "insert mongo:*")]
    // Keys
    [InlineData("void M(IDatabase d, int i) { d.KeyDelete(\"users\"); d.KeyDelete($\"user:{i}\"); }", "delete redis:users, delete redis:user:*")]
    // A transaction carries out what is called on it
    [InlineData("async Task M(IDatabase d) { var t = d.CreateTransaction(); _ = t.KeyDeleteAsync(\"a\"); await t.ExecuteAsync(); t.Execute(); d.Execute(\"DEL\", \"b\"); await t.ExecuteAsync(\"DEL\", \"b\"); }", "delete redis:a, unknown redis:*, unknown redis:*")]
    [InlineData("void M(IDatabase d, int i) { RedisKey key = \"user:\" + i; d.HashDelete(key, \"name\"); }", "delete redis:user:*")]
    [InlineData("void M(IDatabase d, RedisKey[] keys) => d.KeyDelete(keys);", "delete redis:*")]
    [InlineData("Task M(IDatabase d) => d.KeyRenameAsync(\"a\", \"b\");", "update redis:a, update redis:b")]
    [InlineData("void M(IDatabase d, IServer s) { d.StringSet(\"a\", 1); s.FlushDatabase(); d.Execute(\"DEL\", \"a\"); }", "insert redis:a, truncate redis:*, unknown redis:*")]
    [InlineData("void M(IDatabase d) { d.KeyCopy(\"a\", \"b\"); d.KeyCopy(\"a\", \"b\", replace: true); }", "update redis:b")]
    // Files
    [InlineData("void M() { File.Copy(\"/a\", \"/b\"); File.Copy(\"/a\", \"/b\", false); File.Copy(\"/a\", \"/b\", overwrite: true); }", "update file:/b")]
    [InlineData("void M(bool o) => new FileInfo(\"/a\").CopyTo(\"/b\", o);", "update file:/b")]
    [InlineData("void M() { File.Move(\"/a\", \"/b\"); File.WriteAllText(\"/log\", \"\"); Directory.Delete(\"/d\", true); }", "update file:/a, update file:/b, insert file:/log, delete file:/d")]
    // Requests
    [InlineData("Task M(HttpClient h) => h.PutAsync(\"https://api/orders/1\", null);", "update http:api/orders/1")]
    [InlineData("Task M(HttpClient h) => h.SendAsync(new HttpRequestMessage(HttpMethod.Delete, \"https://api/orders/1\"));", "delete http:api/orders/1")]
    [InlineData("Task M(HttpClient h, int i) { var r = new HttpRequestMessage { RequestUri = new Uri($\"https://api/orders/{i}\") }; r.Method = HttpMethod.Patch; return h.SendAsync(r); }", "update http:api/orders/*")]
    [InlineData("void M(HttpClient h) => h.Send(new HttpRequestMessage());", "read http:*")]
    [InlineData("Task M(HttpClient h, bool b) => h.SendAsync(new HttpRequestMessage(b ? HttpMethod.Get : HttpMethod.Delete, \"https://api\"));", "read http:api/, delete http:api/")]
    [InlineData("Task M(HttpClient h, HttpRequestMessage r) => h.SendAsync(r);", "?: the request's HTTP method is not constant")]
    [InlineData("Task M(HttpClient h, HttpMethod m) => h.SendAsync(new HttpRequestMessage(m, \"https://api\"));", "?: the request's HTTP method is not constant")]
    [InlineData("Task M(HttpClient h) { var r = new HttpRequestMessage(); Prepare(r); return h.SendAsync(r); } void Prepare(HttpRequestMessage r) => r.Method = HttpMethod.Delete;", "?: the request's HTTP method is not constant")]
    [InlineData("Task M(HttpClient h) { var r = new HttpRequestMessage(); var same = r; same.Method = HttpMethod.Delete; return h.SendAsync(r); }", "?: the request's HTTP method is not constant")]
    [InlineData("async Task M(HttpClient h) { using var r = new HttpRequestMessage(HttpMethod.Post, \"https://api/orders\"); r.Headers.Add(\"a\", \"b\"); r.Content = new StringContent(\"\"); using var answer = await h.SendAsync(r); }", "insert http:api/orders")]
    [InlineData("Task M(IRestClient c) => c.ExecuteAsync(new RestRequest(\"orders\", Method.Delete));", "delete http:*")]
    // Containers, tables, queues
    [InlineData("void M(BlobServiceClient s) => s.GetBlobContainerClient(\"invoices\").GetBlobClient(\"x\").DeleteIfExists();", "delete blob:invoices")]
    [InlineData("void M(string s, Stream c) { var client = new BlobContainerClient(s, \"invoices\"); client.GetBlobClient(\"x\").Upload(c, true); client.GetBlobClient(\"x\").Upload(c, false); client.Delete(); }", "update blob:invoices, schema blob:invoices")]
    [InlineData("Task M(CosmosClient c) => c.GetContainer(\"shop\", \"orders\").DeleteItemAsync<Customer>(\"1\", PartitionKey.None);", "delete cosmos:orders")]
    [InlineData("Task M(Database d) => d.GetContainer(\"orders\").UpsertItemAsync(new Customer());", "update cosmos:orders")]
    [InlineData("void M(TableServiceClient s) { s.GetTableClient(\"orders\").DeleteEntity(\"a\", \"b\"); s.DeleteTable(\"old\"); }", "delete table:orders, schema table:old")]
    [InlineData("void M(string s) => new QueueClient(s, \"jobs\").ClearMessages();", "truncate queue:jobs")]
    [InlineData("Task M(IAmazonDynamoDB d) => d.DeleteItemAsync(\"orders\", null);", "delete table:orders")]
    [InlineData("Task M(IAmazonDynamoDB d) => d.DeleteItemAsync(new DeleteItemRequest { TableName = \"orders\" });", "delete table:orders")]
    [InlineData("void M(MigrationBuilder b) { b.DropTable(\"orders\"); b.Sql(\"DELETE FROM orders\"); b.CreateSequence(\"s\"); }", "schema sql:orders, delete sql:orders (unbounded)")]
    // Bulk copies: the table is set on what copies
    [InlineData("void M(string s, System.Data.DataTable t) { using var b = new Microsoft.Data.SqlClient.SqlBulkCopy(s) { DestinationTableName = \"[dbo].[orders]\" }; b.WriteToServer(t); }", "insert sql:dbo.orders")]
    [InlineData("Task M(MySqlConnector.MySqlConnection c, System.Data.DataTable t) { var b = new MySqlConnector.MySqlBulkCopy(c); b.DestinationTableName = \"orders\"; return b.WriteToServerAsync(t).AsTask(); }", "insert sql:orders")]
    [InlineData("void M(string s, System.Data.DataTable t, string n) { using var b = new Microsoft.Data.SqlClient.SqlBulkCopy(s); b.DestinationTableName = \"orders\"; b.DestinationTableName = n; b.WriteToServer(t); }", "insert sql:*")]
    [InlineData("void M(string s, System.Data.DataTable t) { using var b = new Microsoft.Data.SqlClient.SqlBulkCopy(s) { DestinationTableName = \"orders\" }; Set(b); b.WriteToServer(t); } void Set(Microsoft.Data.SqlClient.SqlBulkCopy b) => b.DestinationTableName = \"x\";", "insert sql:*")]
    [InlineData("void M(Microsoft.Data.SqlClient.SqlBulkCopy b, System.Data.DataTable t) => b.WriteToServer(t);", "insert sql:*")]
    [InlineData("void M() { new FileInfo(\"/a\").Delete(); }", "delete file:*")]
    // Several providers: a text that one of them alone understands
    [InlineData("void M(System.Data.IDbConnection c) => Dapper.SqlMapper.Execute(c, \"create table #t (id int); insert #t values (1); insert orders select id from #t\");", "insert sql:orders")]
    [InlineData("void M(System.Data.IDbConnection c) => Dapper.SqlMapper.Execute(c, \"drop table #a drop table #b\");", "")]
    [InlineData("void M(System.Data.IDbConnection c) => Dapper.SqlMapper.Execute(c, \"delete from orders where id = 1 # of a table\");", "delete sql:orders")]
    [InlineData("void M(System.Data.IDbConnection c) => Dapper.SqlMapper.Execute(c, \"select 1 from a # b\\n; delete from c\");", "read sql:a, delete sql:c (unbounded)")]
    [InlineData("void M(System.Data.IDbConnection c) => Dapper.SqlMapper.Query(c, \"select 1 from a # b\");", "read sql:a")]
    [InlineData("void M(MySqlConnector.MySqlConnection c) => Dapper.SqlMapper.Execute(c, \"delete from #t\\n orders\");", "delete sql:orders (unbounded)")]
    public void Call_is_told_what_it_does(string member, string effects) => Assert.Equal(effects, EffectsOf(member));

    /// <summary>What the sites of a member are told to do.</summary>
    /// <param name="member">The member's source.</param>
    /// <param name="library">A library that can't be had here; null where none is needed.</param>
    internal static string EffectsOf(string member, MetadataReference? library = null)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest).WithFeatures([new("InterceptorsNamespaces", "ImmutableGuard.Generated")]);
        var compilation = (library is null ? Empty : Empty.AddReferences(library)).AddSyntaxTrees(CSharpSyntaxTree.ParseText($"{Usings}class C {{ C() {{ }} {member} }}", options, "/repo/C.cs", System.Text.Encoding.UTF8));

        CSharpGeneratorDriver.Create([new GuardedCallsGenerator().AsSourceGenerator()], parseOptions: options).RunGeneratorsAndUpdateCompilation(compilation, out var generated, out var failures);
        Assert.Empty(failures);

        Assert.DoesNotContain(generated.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return string.Join(", ", Sites(generated).Select(site => site.Effects.Complete ? string.Join(", ", site.Effects.Items) : "?: " + site.Effects.Reason));
    }

    private static IReadOnlyList<AccessSite> Sites(Compilation generated) => ManifestReader.Read(((LiteralExpressionSyntax)generated.SyntaxTrees.Last().GetRoot().DescendantNodes()
        .OfType<AttributeSyntax>().First(node => node.Name.ToString().EndsWith("AccessManifestAttribute", StringComparison.Ordinal))
        .ArgumentList!.Arguments[0].Expression).Token.ValueText).Sites;
}
