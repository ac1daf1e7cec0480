import { oneLine } from '../../lib/text.ts';
import { type RunTool, ToolError } from '../platform/run-tool.ts';
import type { Firewall, FirewallState } from './firewall.ts';

/** The firewall of Red Hat and SUSE. */
export function firewalld(run: RunTool): Firewall {
  return {
    name: 'firewalld',
    async read({ port }) {
      try {
        await run('firewall-cmd', ['--state']);
      } catch (error) {
        // 252 is "not running" (firewall-cmd(1)).
        const isOff = !(error instanceof ToolError) || error.exitCode === undefined || error.exitCode === 252;
        return isOff ? { kind: 'off' } : { kind: 'unknown', why: `firewalld: ${oneLine(error)}` };
      }
      try {
        return parseZone(await run('firewall-cmd', ['--list-all']), port);
      } catch (error) {
        return { kind: 'unknown', why: `firewalld: ${oneLine(error)}` };
      }
    },
    addCommands: async ({ port }) => [
      ['firewall-cmd', '--permanent', `--add-port=${port}/tcp`],
      ['firewall-cmd', '--reload'],
    ],
    removeCommands: async ({ port }) => [
      ['firewall-cmd', '--permanent', `--remove-port=${port}/tcp`],
      ['firewall-cmd', '--reload'],
    ],
  };
}

/** @param text of `firewall-cmd --list-all`, of the default zone */
export function parseZone(text: string, port: number): FirewallState {
  const target = /^ {2}target: (\S+)/m.exec(text)?.[1];
  const ports = /^ {2}ports: (.*)$/m.exec(text)?.[1];
  if (ports === undefined) return { kind: 'unknown', why: `firewalld: ${oneLine(text).slice(0, 200)}` };
  if (target === 'ACCEPT') return { kind: 'open', rules: ['target: ACCEPT'] };
  const rules = ports.split(' ').filter((rule) => {
    const [, from, to = from] = /^(\d+)(?:-(\d+))?\/tcp$/.exec(rule) ?? [];
    return from !== undefined && port >= Number(from) && port <= Number(to);
  });
  if (rules.length > 0) return { kind: 'open', rules };
  return { kind: 'closed', why: `firewalld is active, and its default zone does not list port ${port}` };
}
