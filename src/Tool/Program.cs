using ImmutableGuard.Tool;

using var terminal = Terminal.OfProcess();
return await ToolCommand.RunAsync(args, terminal);
