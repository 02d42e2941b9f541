namespace ImmutableGuard.Analyzers.Tests.Fuzzing;

/// <summary>Sources that use sinks in every way that is followed: what the fuzzer begins with.</summary>
internal static class Seeds
{
    // Longer ones are slow to compile, and say no more.
    private const int LongestFile = 30_000;

    public static IReadOnlyList<string> All { get; } =
    [
        """"
        public class Texts(IDbConnection connection, string prefix)
        {
            private static readonly string Template = FormattableString.Invariant($"DELETE FROM {{0}}_LOCKS WHERE {"id"} = @id");
            private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> cache = new();
            private static string Table => "orders";
            public int Purge(int id, bool all)
            {
                var sql = "DELETE FROM " + Table;
                if (!all) sql += " WHERE id = @id"; else { sql = $"TRUNCATE TABLE {Table}"; }
                var builder = new System.Text.StringBuilder("UPDATE a SET ").AppendFormat("{0} = 1", "x");
                foreach (var part in new[] { " WHERE", " id = 1" }) builder.Append(part);
                connection.Execute(builder.ToString());
                connection.Execute(string.Format(Template, prefix), new { id });
                connection.Execute(cache.GetOrAdd("k", static key => $"DELETE FROM {key} WHERE id = 1"));
                connection.Query<int>(new CommandDefinition(all switch { true => "SELECT 1", _ => """SELECT 2""" }));
                var pair = (Make: (Func<string, string>)(t => $"DELETE FROM {t}"), "a");
                connection.Execute(pair.Make(pair.Item2) + string.Join(",", "a", "b").Replace("a", prefix));
                return connection.Execute(sql, new { id }, commandType: CommandType.Text);
            }
            private static async Task<string> LoadAsync(string name)
            {
                using var reader = new StreamReader(typeof(Texts).Assembly.GetManifestResourceStream($"Shop.{name}.sql")!);
                return await reader.ReadToEndAsync().ConfigureAwait(false);
            }
            public async Task RunAsync() { connection.Execute(await LoadAsync("purge")); connection.Execute(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "close.sql"))); }
        }
        """",
        """
        public static class Commands
        {
            private static DbCommand Make(this DbConnection connection, string text) { var c = connection.CreateCommand(); c.CommandText = text; return c; }
            public static async Task<int> Run(DbConnection connection, DbDataAdapter adapter, object? state)
            {
                using var command = connection.Make("DELETE FROM orders WHERE id = 1");
                command.CommandType = CommandType.Text;
                command.CommandText += " AND a = 2";
                using (var other = new SqliteCommand { CommandText = "UPDATE a SET x = 1", CommandType = CommandType.StoredProcedure }) other?.ExecuteScalar();
                await using var batch = connection.CreateBatch();
                var one = batch.CreateBatchCommand();
                one.CommandText = "DELETE FROM b";
                batch.BatchCommands.Add(one);
                await batch.ExecuteNonQueryAsync();
                adapter.Update(new DataSet());
                Func<int> run = command.ExecuteNonQuery;
                dynamic late = command;
                late.ExecuteNonQuery();
                typeof(DbCommand).GetMethod("ExecuteNonQuery")!.Invoke(command, null);
                void Local(string table) => connection.Make($"DELETE FROM {table}").ExecuteNonQuery();
                Local("a"); Local(nameof(Commands));
                return run() + await command.ExecuteNonQueryAsync();
            }
        }
        class Own : SqliteCommand { public override int ExecuteNonQuery() => base.ExecuteNonQuery(); }
        """,
        """
        [System.ComponentModel.DataAnnotations.Schema.Table("t_customer", Schema = "crm")]
        public class Customer { public int Id { get; set; } public List<Order> Orders { get; set; } = []; public Address? Home { get; set; } }
        public class Special : Customer { public int Rank { get; set; } }
        [Owned] public class Address { public string? City { get; set; } }
        public class Order { public int Id { get; set; } public int CustomerId { get; set; } public ICollection<Tag> Tags { get; } = new List<Tag>(); readonly List<Line> _lines = []; public IReadOnlyCollection<Line> Lines => _lines; public void Drop(Line l) => _lines.Remove(l); }
        public class Line { public int Id { get; set; } }
        public class Tag { public int Id { get; set; } public List<Order> Orders { get; set; } = []; }
        [AppendOnly] public class Entry { public int Id { get; set; } public int State { get; set; } }
        public class Map : IEntityTypeConfiguration<Order> { public void Configure(Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<Order> b) { b.ToTable("t_order", "sales"); b.OwnsMany(o => o.Lines, l => l.ToTable("t_line")); } }
        public class Shop : DbContext
        {
            public DbSet<Customer> Customers => Set<Customer>();
            public DbSet<Entry> Journal => Set<Entry>();
            protected override void OnModelCreating(ModelBuilder m)
            {
                m.HasDefaultSchema("x").Entity<Customer>().UseTptMappingStrategy();
                m.Entity<Order>().HasMany(o => o.Tags).WithMany(t => t.Orders).UsingEntity(j => j.ToTable("t_join"));
                m.Entity(typeof(Special), s => s.ToTable("t_special"));
                foreach (var e in m.Model.GetEntityTypes()) e.SetTableName(e.GetTableName() + "s");
            }
        }
        public class Service
        {
            [SanctionedAccess(ImmutableGuard.Operation.Delete, "sql:crm.*", Reason = "r")]
            public async Task Run(Shop shop, Order order, Tag tag, Special special)
            {
                shop.Remove(special); shop.RemoveRange(order, tag); shop.Customers.Update(special);
                order.Tags.Remove(tag); order?.Tags.Clear();
                IQueryable<Customer> query = shop.Customers;
                if (order!.Id > 0) query = query.Where(c => c.Id == 1);
                await query.ExecuteDeleteAsync();
                (from c in shop.Customers where c.Id == 1 select c).ExecuteUpdate(s => s.SetProperty(c => c.Id, 2));
                var entry = await shop.Journal.FirstAsync();
                entry.State++;
                foreach (var each in shop.Journal) each.State = 1;
                await shop.Database.ExecuteSqlAsync($"DELETE FROM customers WHERE id = {order.Id}");
                await shop.Database.EnsureDeletedAsync();
            }
        }
        """,
        """
        public interface IRepository<T> { void Delete(T item); }
        public class Repository<T>(DbContext context) : IRepository<T> where T : class { public void Delete(T item) => context.Set<T>().Remove(item); void IRepository<T>.Delete(T item) => Delete(item); }
        public partial class Files
        {
            public void Clean(string folder, int id, HttpClient http)
            {
                File.Delete($"/tmp/{folder}/{id}"); File.Copy("/a", "/b", overwrite: id > 0);
                Directory.EnumerateFiles(folder).ToList().ForEach(File.Delete);
                http.DeleteAsync(new Uri($"https://shop.example.com/orders/{id}"));
                var request = new HttpRequestMessage { RequestUri = new Uri("https://shop.example.com"), Method = HttpMethod.Put };
                http.Send(request);
                System.Linq.Expressions.Expression<Action> later = () => File.Delete("/c");
                Parallel.ForEach(new[] { "a", "b" }, async path => { await Task.Yield(); File.Move(path, path + ".old"); });
            }
            public string this[int i] { get { File.Delete("x"); return ""; } set => File.Delete(value); }
            event Action Done { add => File.Delete("a"); remove { } }
            ~Files() => File.Delete("y");
            public static Files operator +(Files a, SqliteConnection c) { c.Execute("DROP TABLE a; DELETE FROM b"); return a; }
        }
        record Query(string Sql, int Limit) { public int Run(SqliteConnection c) => c.Execute(Sql); }
        class Running { readonly string text; protected Running(string text) { this.text = text; } public void Run(SqliteConnection c) => c.Execute(text); }
        class Closing() : Running("UPDATE b SET x = 1 WHERE id = 1");
        """,
        """
        class Values
        {
            public int Run(SqliteConnection c, DbContext db, int id, string name)
            {
                c.Execute("DELETE FROM orders WHERE name = '" + name + "' AND id = " + id);
                c.Execute(@"DELETE FROM orders " + @"WHERE id = " + id, commandTimeout: 3);
                db.Database.ExecuteSqlRaw($"DELETE FROM orders WHERE id = {id} AND name = '{name}'");
                using var command = new SqliteCommand("DELETE FROM carts WHERE id = " + id, c);
                var other = c.CreateCommand();
                other.CommandText = $"DELETE FROM orders WHERE id = {id}";
                return command.ExecuteNonQuery() + other.ExecuteNonQuery();
            }
        }
        """,
    ];

    /// <summary>Those, and the files of other people's code below the folder <c>IMMUTABLEGUARD_FUZZ_SOURCES</c>, where there is one.</summary>
    public static IReadOnlyList<string> AllAndGiven { get; } = Environment.GetEnvironmentVariable("IMMUTABLEGUARD_FUZZ_SOURCES") is { Length: > 0 } folder
        ? [.. All, .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(file => new FileInfo(file).Length < LongestFile).Select(File.ReadAllText)]
        : All;
}
