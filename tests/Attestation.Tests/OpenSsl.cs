using System.Diagnostics;

namespace ImmutableGuard.Attestation.Tests;

/// <summary>Programs that aren't ours, in a folder of their own.</summary>
internal sealed class OpenSsl : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("attestation-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Skips the test where there is no openssl.</summary>
    public static void Require() =>
        Skip.If(TryRun(Path.GetTempPath(), "openssl", "version") is not { ExitCode: 0 }, "needs the openssl program: apt-get install openssl");

    /// <summary>A new key: the paths of its private and its public PEM.</summary>
    public (string Private, string Public) NewKey(string algorithm)
    {
        var (privateKey, publicKey) = (Path.Combine(Folder, algorithm + ".pem"), Path.Combine(Folder, algorithm + ".pub.pem"));
        string[] kind = algorithm == "EC" ? ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"] : ["-algorithm", algorithm];
        Run(["genpkey", .. kind, "-out", privateKey]);
        Run("pkey", "-in", privateKey, "-pubout", "-out", publicKey);
        return (privateKey, publicKey);
    }

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string Run(params string[] arguments)
    {
        var (exitCode, output) = TryRun(Folder, "openssl", arguments)!.Value;
        Assert.True(exitCode == 0, $"openssl {string.Join(' ', arguments)}: {output}");
        return output;
    }

    public static (int ExitCode, string Output)? TryRun(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
