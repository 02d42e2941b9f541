using System.Diagnostics;
using MySqlConnector;

namespace ImmutableGuard.Conformance.Oracles;

/// <summary>A MariaDB server of our own, with its data in a temporary folder; it answers on a socket in that folder only.</summary>
public sealed class MariaDbServer : IDisposable
{
    /// <summary>The database that the tables are made in.</summary>
    public const string Database = "shop";

    /// <summary>The user who is asked to do things without any right to.</summary>
    public const string Nobody = "nobody";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ig-");
    private readonly Process server;

    /// <summary>Starts the server.</summary>
    /// <exception cref="OracleMissingException">MariaDB isn't on this machine, or doesn't start.</exception>
    public MariaDbServer()
    {
        if (Programs.Find("mariadbd") is not { } program || Programs.Find("mariadb-install-db") is not { } install)
            throw new OracleMissingException("MariaDB isn't on the PATH: install mariadb-server (Debian) or mariadb (Homebrew)");
        try
        {
            var user = $"--user={Environment.UserName}";
            using (var installing = Start(install, "--no-defaults", $"--datadir={Data}", "--auth-root-authentication-method=normal", "--skip-test-db", user))
                if (!installing.WaitForExit(Patience) || installing.ExitCode != 0)
                    throw new OracleMissingException($"{install} didn't make a database in {Data}");
            server = Start(
                program, "--no-defaults", $"--datadir={Data}", $"--socket={Socket}", $"--pid-file={Path.Combine(folder.FullName, "pid")}",
                $"--secure-file-priv={folder.CreateSubdirectory("files").FullName}", $"--log-error={Path.Combine(folder.FullName, "log")}", "--skip-networking", user,
                "--innodb-flush-log-at-trx-commit=0", "--innodb-fast-shutdown=2", "--innodb-buffer-pool-size=32M", "--sql-mode=");
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }

        // A test host that is stopped in the middle doesn't dispose of its fixtures.
        AppDomain.CurrentDomain.ProcessExit += Stop;
        WaitForAnswer();
    }

    private string Data => Path.Combine(folder.FullName, "data");

    private string Socket => Path.Combine(folder.FullName, "s");

    /// <summary>A new connection, open, in <see cref="Database"/> unless that isn't made yet.</summary>
    public MySqlConnection Connect(string user, string database = Database)
    {
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder
        {
            Server = Socket,
            ConnectionProtocol = MySqlConnectionProtocol.UnixSocket,
            UserID = user,
            Database = database,
            Pooling = false,
            AllowUserVariables = true,
            AllowLoadLocalInfile = false,
            CharacterSet = "utf8mb4",
        }.ConnectionString);
        connection.Open();
        return connection;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= Stop;
        Stop(null, EventArgs.Empty);
        server.Dispose();
    }

    private void Stop(object? sender, EventArgs e)
    {
        if (!server.HasExited)
        {
            server.Kill();
            server.WaitForExit(Patience);
        }

        if (folder.Exists)
            folder.Delete(recursive: true);
    }

    private void WaitForAnswer()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                Connect("root", "mysql").Dispose();
                return;
            }
            catch (MySqlException) when (!server.HasExited && watch.Elapsed < Patience)
            {
                // Until it is asked again, or at once where it gives up.
                server.WaitForExit(Pause);
            }
            catch (MySqlException e)
            {
                var log = Path.Combine(folder.FullName, "log");
                var said = File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(5)) : "";
                Dispose();
                throw new OracleMissingException($"MariaDB doesn't answer: {e.Message}\n{said}");
            }
        }
    }

    private static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
