import type { RunTool } from '../platform/run-tool.ts';
import { type Firewall, type FirewallCommand, FirewallError, type FirewallTarget } from './firewall.ts';
import { firewalld } from './firewalld.ts';
import { nftables } from './nftables.ts';
import { ufw } from './ufw.ts';
import { powershellFirewall } from './windows-firewall.ts';

/**
 * The firewall that is active on this machine: of several on Linux the one that manages the others. Undefined if the system
 * has none that this program knows.
 */
export async function activeFirewall(
  platform: NodeJS.Platform,
  run: RunTool,
  target: FirewallTarget,
): Promise<Firewall | undefined> {
  if (platform === 'win32') return powershellFirewall(run);
  if (platform !== 'linux') return undefined;
  for (const firewall of [ufw(run), firewalld(run), nftables(run)]) {
    if ((await firewall.read(target)).kind !== 'off') return firewall;
  }
  return undefined;
}

/** Runs commands, one after the other. @throws FirewallError with the command that failed */
export async function applyCommands(run: RunTool, commands: readonly FirewallCommand[]): Promise<void> {
  for (const [program, ...args] of commands) {
    await run(program, args).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new FirewallError(`${why}. Try as an administrator.`);
    });
  }
}

/** A command as an administrator types it. */
export function formatCommand(command: FirewallCommand): string {
  return command
    .map((word) => (/^[\w./:=,@%+-]+$/.test(word) ? word : `"${word.replaceAll('"', '\\"')}"`))
    .join(' ');
}
