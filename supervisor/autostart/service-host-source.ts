/**
 * The program that Windows' service control manager starts, in C# 5, which every Windows since 8 and Server 2012 compiles
 * itself. A program of Node.js cannot answer the control manager.
 *
 * Its arguments are how long a stop may take (ms), and the command that keeps the listener running, which has `watch` as an
 * argument. A stop ends that command, and then the listener by `stop --for-now`, so that the next start of the machine
 * starts it again.
 */
export const SERVICE_HOST_SOURCE = String.raw`
using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.ServiceProcess;
using System.Text;

public sealed class HalListenerService : ServiceBase
{
    // ERROR_PROCESS_ABORTED: with "failureflag 1" the recovery actions of the service follow.
    private const int Aborted = 1067;
    private readonly object gate = new object();
    private readonly int stopTimeoutMs;
    private readonly List<string> command;
    private Process child;
    private bool stopping;

    private HalListenerService(int stopTimeoutMs, List<string> command)
    {
        ServiceName = "HAL Listener";
        CanShutdown = true;
        this.stopTimeoutMs = stopTimeoutMs;
        this.command = command;
    }

    public static int Main(string[] args)
    {
        int timeout;
        List<string> command = new List<string>(args);
        if (args.Length < 3 || !int.TryParse(args[0], out timeout) || !command.Contains("watch"))
        {
            Console.Error.WriteLine("This program is started by Windows, as the service HAL Listener.");
            return 2;
        }
        command.RemoveAt(0);
        Run(new HalListenerService(timeout, command));
        return 0;
    }

    protected override void OnStart(string[] args)
    {
        child = Launch(command);
        child.EnableRaisingEvents = true;
        child.Exited += delegate { OnChildExited(); };
    }

    private void OnChildExited()
    {
        lock (gate)
        {
            if (stopping) return;
            stopping = true;
        }
        ExitCode = Aborted;
        // An account with few rights may not write there.
        try { EventLog.WriteEntry("The supervisor of the HAL listener has ended with exit code " + child.ExitCode, EventLogEntryType.Error); }
        catch (Exception) { }
        Stop();
    }

    protected override void OnStop()
    {
        lock (gate) { stopping = true; }
        RequestAdditionalTime(stopTimeoutMs + 10000);
        End();
    }

    protected override void OnShutdown()
    {
        lock (gate) { stopping = true; }
        End();
    }

    private void End()
    {
        try { if (child != null && !child.HasExited) { child.Kill(); child.WaitForExit(5000); } }
        catch (InvalidOperationException) { }
        using (Process stop = Launch(StopCommand())) { stop.WaitForExit(stopTimeoutMs); }
    }

    // What stands before "watch" is the program; of its flags, those that say where the listener is.
    private List<string> StopCommand()
    {
        int at = command.IndexOf("watch");
        List<string> words = command.GetRange(0, at);
        words.Add("stop");
        words.Add("--for-now");
        foreach (string word in command.GetRange(at + 1, command.Count - at - 1))
            if (word.StartsWith("--home=", StringComparison.Ordinal) || word.StartsWith("--port=", StringComparison.Ordinal)) words.Add(word);
        return words;
    }

    private static Process Launch(List<string> words)
    {
        StringBuilder line = new StringBuilder();
        foreach (string word in words.GetRange(1, words.Count - 1)) line.Append(line.Length == 0 ? "" : " ").Append(Quote(word));
        ProcessStartInfo start = new ProcessStartInfo(words[0], line.ToString());
        start.UseShellExecute = false;
        start.CreateNoWindow = true;
        return Process.Start(start);
    }

    // As CommandLineToArgvW takes it apart: backslashes are doubled before a quote.
    private static string Quote(string word)
    {
        StringBuilder quoted = new StringBuilder("\"");
        int backslashes = 0;
        foreach (char letter in word)
        {
            if (letter == '\\') { backslashes++; continue; }
            quoted.Append('\\', letter == '"' ? backslashes * 2 + 1 : backslashes).Append(letter);
            backslashes = 0;
        }
        return quoted.Append('\\', backslashes * 2).Append('"').ToString();
    }
}
`;
