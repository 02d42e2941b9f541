using ImmutableGuard.Analyzers.Tests.Guarding;
using Microsoft.CodeAnalysis;

namespace ImmutableGuard.Analyzers.Tests.Mapping;

/// <summary>ASP.NET Core Identity: its contexts name the tables of its entities, and its managers delete from them.</summary>
public sealed class IdentityTests
{
    private const string Identity = """
        namespace Microsoft.AspNetCore.Identity
        {
            public class IdentityUser<TKey> { public TKey Id { get; set; } = default!; }
            public class IdentityUser : IdentityUser<string>;
            public class IdentityRole<TKey> { public TKey Id { get; set; } = default!; }
            public class UserManager<TUser> where TUser : class { public virtual System.Threading.Tasks.Task<int> DeleteAsync(TUser user) => null!; public virtual System.Threading.Tasks.Task<int> RemoveFromRoleAsync(TUser user, string role) => null!; }
            public class RoleManager<TRole> where TRole : class { public virtual System.Threading.Tasks.Task<int> UpdateAsync(TRole role) => null!; }
        }
        namespace Microsoft.AspNetCore.Identity.EntityFrameworkCore
        {
            public abstract class IdentityUserContext<TUser, TKey> : DbContext where TUser : IdentityUser<TKey> { public virtual DbSet<TUser> Users { get; set; } = default!; }
            public class IdentityDbContext<TUser, TRole, TKey> : IdentityUserContext<TUser, TKey> where TUser : IdentityUser<TKey> where TRole : IdentityRole<TKey>;
            public class IdentityDbContext<TUser> : IdentityDbContext<TUser, IdentityRole<string>, string> where TUser : IdentityUser<string>;
            public class IdentityDbContext : IdentityDbContext<IdentityUser>;
        }
        """;

    private const string Shop = """
        public class Member : Microsoft.AspNetCore.Identity.IdentityUser<int> { public List<Note> Notes { get; set; } = []; }
        public class Group : Microsoft.AspNetCore.Identity.IdentityRole<int>;
        public class Note { public int Id { get; set; } }
        public class Guest : Microsoft.AspNetCore.Identity.IdentityUser;
        public class Other : Microsoft.AspNetCore.Identity.IdentityUser<int>;
        [System.ComponentModel.DataAnnotations.Schema.Table("own")] public class Named : Microsoft.AspNetCore.Identity.IdentityUser;
        public class Renamed : Microsoft.AspNetCore.Identity.IdentityUser;
        public class Db : Microsoft.AspNetCore.Identity.EntityFrameworkCore.IdentityDbContext<Member, Group, int> { public DbSet<Member> People => Set<Member>(); public DbSet<Note> Jottings => Set<Note>(); }
        public class GuestDb : Microsoft.AspNetCore.Identity.EntityFrameworkCore.IdentityDbContext<Guest> { }
        public class NamedDb : Microsoft.AspNetCore.Identity.EntityFrameworkCore.IdentityDbContext<Named> { }
        public class RenamedDb : Microsoft.AspNetCore.Identity.EntityFrameworkCore.IdentityDbContext<Renamed> { protected override void OnModelCreating(ModelBuilder b) { base.OnModelCreating(b); b.Entity<Renamed>().ToTable("Accounts"); } }
        public class Plain : DbContext { public DbSet<Other> Others => Set<Other>(); }
        """;

    [Theory]
    [InlineData("void A(Db db, Member m) => db.People.Remove(m);", "delete sql:AspNetUsers")]
    [InlineData("void A(Db db, Group g) => db.Remove(g);", "delete sql:AspNetRoles")]
    [InlineData("void A(Db db, Note n) => db.Jottings.Remove(n);", "delete sql:Jottings")]
    [InlineData("void A(GuestDb db, Guest g) => db.Users.Remove(g);", "delete sql:AspNetUsers")]
    // Identity's configuration goes before the attribute, one's own after it
    [InlineData("void A(NamedDb db, Named n) => db.Users.Remove(n);", "delete sql:AspNetUsers")]
    [InlineData("void A(RenamedDb db, Renamed r) => db.Users.Remove(r);", "delete sql:Accounts")]
    // Kept by another context
    [InlineData("void A(Plain db, Other o) => db.Others.Remove(o);", "delete sql:Others")]
    [InlineData("System.Threading.Tasks.Task A(Microsoft.AspNetCore.Identity.UserManager<Member> users, Member m) => users.DeleteAsync(m);", "delete sql:AspNetUsers")]
    [InlineData("System.Threading.Tasks.Task A(Microsoft.AspNetCore.Identity.UserManager<Member> users, Member m) => users.RemoveFromRoleAsync(m, \"a\");", "delete sql:*")]
    [InlineData("System.Threading.Tasks.Task A(Microsoft.AspNetCore.Identity.RoleManager<Group> roles, Group g) => roles.UpdateAsync(g);", "update sql:AspNetRoles")]
    // No context of Entity Framework has it
    [InlineData("System.Threading.Tasks.Task A(Microsoft.AspNetCore.Identity.UserManager<Note> users, C c) => users.DeleteAsync(null!);", "delete sql:Jottings")]
    [InlineData("System.Threading.Tasks.Task A(Microsoft.AspNetCore.Identity.UserManager<C> users, C c) => users.DeleteAsync(c);", "delete sql:*")]
    public void Entity_IsKeptInTheTableOfIdentity(string member, string effect)
    {
        var shop = Compiled.Create(Shop).AddReferences(Emit(Compiled.Create(Identity).WithAssemblyName("Identity")));
        AssertTells(shop.AddSyntaxTrees(Compiled.Parse($"public class C {{ {member} }}", path: "/repo/src/C.cs")), effect);
        var elsewhere = Compiled.Create($"public class C {{ {member} }}").WithAssemblyName("Web").AddReferences(shop.References.Last(), Emit(shop.WithAssemblyName("Data")));
        // What a context elsewhere configures by its own code isn't seen.
        if (!effect.EndsWith("Accounts", StringComparison.Ordinal))
            AssertTells(elsewhere, effect);
    }

    private static void AssertTells(Compilation compilation, string effect)
    {
        var generated = Generated.From((Microsoft.CodeAnalysis.CSharp.CSharpCompilation)compilation);
        Assert.DoesNotContain(generated.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(effect, Assert.Single(Assert.Single(generated.Manifest.Sites).Effects.Items).ToString());
    }

    private static MetadataReference Emit(Compilation compilation)
    {
        using var file = new MemoryStream();
        var emitted = compilation.Emit(file);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        file.Position = 0;
        return MetadataReference.CreateFromStream(file);
    }
}
