import { oneLine } from '../../lib/text.ts';
import { type RunTool, ToolError } from '../platform/run-tool.ts';
import { type Firewall, type FirewallState, RULE_NAME } from './firewall.ts';

/** Ubuntu's firewall. `ufw status` needs root; its output is not translated, as no language is passed to tools. */
export function ufw(run: RunTool): Firewall {
  return {
    name: 'ufw',
    async read({ port }) {
      try {
        return parseUfwStatus(await run('ufw', ['status', 'verbose']), port);
      } catch (error) {
        if (!(error instanceof ToolError) || error.exitCode === undefined) return { kind: 'off' };
        return { kind: 'unknown', why: `ufw: ${oneLine(error)}` };
      }
    },
    addCommands: async ({ port }) => [['ufw', 'allow', `${port}/tcp`, 'comment', RULE_NAME]],
    removeCommands: async ({ port }) => [['ufw', 'delete', 'allow', `${port}/tcp`]],
  };
}

/** @param text of `ufw status verbose` */
export function parseUfwStatus(text: string, port: number): FirewallState {
  const status = /^Status: (\w+)/m.exec(text)?.[1];
  if (status === 'inactive') return { kind: 'off' };
  if (status !== 'active') return { kind: 'unknown', why: `ufw: ${oneLine(text).slice(0, 200)}` };
  const rows = text.split(/\r?\n/).flatMap((line) => {
    const [to = '', actionAndDirection = '', ...rest] = line.split(/ {2,}/);
    const action = /^(?:ALLOW|DENY|REJECT|LIMIT)(?= IN$|$)/.exec(actionAndDirection)?.[0];
    const from = rest.join(' ');
    return action === undefined || !isAbout(to, port)
      ? []
      : [{ action, text: oneLine(`${to} ${action} ${from}`), from }];
  });
  // The first rule that fits decides.
  const [first] = rows.filter(({ from }) => /^Anywhere/.test(from));
  const isAllowed = (action: string): boolean => action === 'ALLOW' || action === 'LIMIT';
  if (first !== undefined) {
    return isAllowed(first.action)
      ? { kind: 'open', rules: rows.filter(({ action }) => isAllowed(action)).map(({ text }) => text) }
      : { kind: 'closed', why: `ufw: ${first.text}` };
  }
  const allowed = rows.filter(({ action }) => isAllowed(action));
  if (allowed.length > 0) return { kind: 'open', rules: allowed.map(({ text }) => text) };
  if (/^Default: allow \(incoming\)/m.test(text))
    return { kind: 'open', rules: ['Default: allow (incoming)'] };
  return { kind: 'closed', why: `ufw is active, and no rule allows port ${port}` };
}

/** Whether a rule is about the port: `8768/tcp`, `8768`, `8000:9000/tcp`, `22,8768/tcp`, `Anywhere`. */
function isAbout(to: string, port: number): boolean {
  const bare = to.replace(/ \(v6\)$/, '');
  if (bare === 'Anywhere') return true;
  const [, ports = ''] = /^([\d,:]+)(?:\/tcp)?$/.exec(bare) ?? [];
  return ports.split(',').some((part) => {
    const [from = Number.NaN, to = from] = part.split(':').map(Number);
    return port >= from && port <= to;
  });
}
