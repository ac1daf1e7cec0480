import { Argument, Command } from 'commander';
import { notes } from '../help.ts';
import type { Terminal } from '../terminal.ts';
import { bashScript } from './bash.ts';
import { type CompletedCommand, completedCommands } from './completed-commands.ts';
import { powershellScript } from './powershell.ts';
import { zshScript } from './zsh.ts';

const SCRIPTS: Readonly<Record<string, (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  powershell: powershellScript,
};

const EXAMPLES = `
Prints a script that completes commands, flags and values. "hal-listener" has to be in the path.

Examples:
  source <(hal-listener completion bash)      now; put it into ~/.bashrc to keep it
  source <(hal-listener completion zsh)       behind compinit in ~/.zshrc
  hal-listener completion powershell | Out-String | Invoke-Expression
      in PowerShell; put it into the file that $PROFILE names to keep it
`;

/**
 * `hal-listener completion`: prints the completion script of a shell.
 *
 * @param program creates the whole command line
 */
export function completionVerb(terminal: Terminal, program: () => Promise<Command>): Command {
  return new Command('completion')
    .description('print a script that completes commands in your shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', notes(EXAMPLES))
    .action(async (shell: string) => {
      terminal.out(SCRIPTS[shell]?.(completedCommands(await program())) ?? '');
    });
}
