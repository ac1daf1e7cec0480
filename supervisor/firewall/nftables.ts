import { z } from 'zod';
import { oneLine } from '../../lib/text.ts';
import { type RunTool, ToolError } from '../platform/run-tool.ts';
import {
  type Firewall,
  type FirewallCommand,
  FirewallError,
  type FirewallState,
  RULE_NAME,
} from './firewall.ts';

/** The kernel's packet filter, with rules of an administrator's own. Reading needs root. */

const CHAIN = z.object({
  family: z.string(),
  table: z.string(),
  name: z.string(),
  hook: z.string().optional(),
  policy: z.string().optional(),
});
const RULE = z.object({
  family: z.string(),
  table: z.string(),
  chain: z.string(),
  handle: z.number().int(),
  comment: z.string().optional(),
  expr: z.array(z.unknown()),
});
/** Of `nft --json list ruleset` (libnftables-json(5)); other entries are ignored. */
const RULESET = z.object({
  nftables: z.array(z.object({ chain: CHAIN.optional(), rule: RULE.optional() })).max(100_000),
});

type Ruleset = z.infer<typeof RULESET>;
type Chain = z.infer<typeof CHAIN>;

const LIST = ['--json', 'list', 'ruleset'] as const;

export function nftables(run: RunTool): Firewall {
  const list = async (): Promise<Ruleset> => RULESET.parse(JSON.parse(await run('nft', LIST)));
  return {
    name: 'nftables',
    async read({ port }) {
      try {
        return judgeRuleset(await list(), port);
      } catch (error) {
        if (error instanceof ToolError && error.exitCode === undefined) return { kind: 'off' };
        return { kind: 'unknown', why: `nft: ${oneLine(error)}` };
      }
    },
    async addCommands({ port }) {
      const [chain] = filteringChains(await list());
      if (chain === undefined)
        throw new FirewallError('There is no chain that filters incoming packets, so no rule is needed.');
      const { family, table, name } = chain;
      const rule = `tcp dport ${port} accept comment "${RULE_NAME}"`;
      return [['nft', `insert rule ${family} ${table} ${name} ${rule}`]];
    },
    async removeCommands() {
      const ours = (await list()).nftables.flatMap(({ rule }) => (rule?.comment === RULE_NAME ? [rule] : []));
      return ours.map(
        ({ family, table, chain, handle }): FirewallCommand => [
          'nft',
          `delete rule ${family} ${table} ${chain} handle ${handle}`,
        ],
      );
    },
  };
}

/**
 * Whether packets for a port are let in, as far as the rules of the input chains say so plainly. A chain that drops by its
 * policy, or by a rule without a port at its end, needs a rule that accepts the port.
 */
function judgeRuleset(ruleset: Ruleset, port: number): FirewallState {
  const chains = filteringChains(ruleset);
  if (chains.length === 0) return { kind: 'off' };
  const rules: string[] = [];
  for (const chain of chains) {
    const accepting = rulesOf(ruleset, chain).filter(({ expr }) => acceptsPort(expr, port));
    if (accepting.length === 0) {
      const jumps = rulesOf(ruleset, chain).some(({ expr }) =>
        expr.some((part) => hasKey(part, 'jump') || hasKey(part, 'goto')),
      );
      const name = `${chain.family} ${chain.table} ${chain.name}`;
      if (jumps)
        return { kind: 'unknown', why: `nft: chain ${name} goes on in others, which are not followed` };
      return { kind: 'closed', why: `nft: chain ${name} drops packets, and no rule accepts port ${port}` };
    }
    rules.push(
      ...accepting.map(({ handle, comment }) => comment ?? `${chain.table} ${chain.name} handle ${handle}`),
    );
  }
  return { kind: 'open', rules };
}

/** Chains for packets to this machine that drop what no rule accepts. */
function filteringChains(ruleset: Ruleset): readonly Chain[] {
  return ruleset.nftables.flatMap(({ chain }) => {
    if (chain?.hook !== 'input') return [];
    const last = rulesOf(ruleset, chain).at(-1)?.expr ?? [];
    const dropsAll =
      last.length > 0 &&
      last.every(
        (part) =>
          hasKey(part, 'drop') || hasKey(part, 'reject') || hasKey(part, 'counter') || hasKey(part, 'log'),
      );
    return chain.policy === 'drop' || dropsAll ? [chain] : [];
  });
}

function rulesOf({ nftables: entries }: Ruleset, { family, table, name }: Chain) {
  return entries.flatMap(({ rule }) =>
    rule?.family === family && rule.table === table && rule.chain === name ? [rule] : [],
  );
}

const PORT_MATCH = z.object({
  match: z.object({
    op: z.enum(['==', 'in']),
    left: z.object({ payload: z.object({ protocol: z.enum(['tcp', 'th']), field: z.literal('dport') }) }),
    right: z.unknown(),
  }),
});

/** Whether a rule accepts the port, and asks for nothing else than the protocol. */
function acceptsPort(expr: readonly unknown[], port: number): boolean {
  if (!expr.some((part) => hasKey(part, 'accept'))) return false;
  const matches = expr.filter((part) => hasKey(part, 'match'));
  const ports = matches.flatMap((part) => PORT_MATCH.safeParse(part).data ?? []);
  return (
    matches.length === ports.length &&
    ports.length > 0 &&
    ports.every(({ match }) => holds(match.right, port))
  );
}

/** A number, a range, or a set of both. */
function holds(right: unknown, port: number): boolean {
  if (typeof right === 'number') return right === port;
  const { range, set } = z
    .object({ range: z.tuple([z.number(), z.number()]).optional(), set: z.array(z.unknown()).optional() })
    .catch({})
    .parse(right);
  if (range !== undefined) return port >= range[0] && port <= range[1];
  return set?.some((part) => holds(part, port)) === true;
}

function hasKey(part: unknown, key: string): boolean {
  return typeof part === 'object' && part !== null && key in part;
}
