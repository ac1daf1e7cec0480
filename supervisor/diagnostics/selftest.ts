import { createServer, type Server } from 'node:net';
import type { Clock } from '../../lib/clock.ts';
import { sameStart } from '../../lib/processes.ts';
import { oneLine } from '../../lib/text.ts';
import type { Autostart } from '../autostart/autostart.ts';
import type { Platform } from '../platform/platform.ts';
import { type RunTool, ToolError } from '../platform/run-tool.ts';

/** Runs everything by which the product reads the operating system, and shows what it got. */

export interface SelftestCheck {
  readonly name: string;
  /** `failed`: something else came than is the case here. `unknown`: the system does not say. */
  readonly verdict: 'ok' | 'failed' | 'unknown';
  readonly found: string;
}

/** A tool that was run. */
export interface ToolRecord {
  readonly command: string;
  /** `exit code 0`, or why it failed. */
  readonly end: string;
  readonly ms: number;
  readonly output: string;
}

/** Shown of an output, characters. */
const MAX_OUTPUT = 6_000;

/** The same tools, and a record of what they were asked and said. */
export function recordedTools(
  run: RunTool,
  clock: Clock,
): { readonly run: RunTool; readonly records: ToolRecord[] } {
  const records: ToolRecord[] = [];
  return {
    records,
    run: async (program, args, purpose) => {
      const since = clock.monotonic();
      const keep = (end: string, output: string): void => {
        const ms = Math.round(clock.monotonic() - since);
        records.push({ command: [program, ...args].join(' '), end, ms, output: output.slice(0, MAX_OUTPUT) });
      };
      try {
        const output = await run(program, args, purpose);
        keep('exit code 0', output);
        return output;
      } catch (error) {
        keep(oneLine(error), error instanceof ToolError ? error.stdout : '');
        throw error;
      }
    },
  };
}

export interface SelftestSubject {
  /** The process that runs the selftest. */
  readonly self: { readonly pid: number; readonly start: string };
  /** Ways to read processes and ports, with a name each. */
  readonly platforms: readonly { readonly name: string; readonly platform: Platform }[];
  readonly autostarts: readonly { readonly kind: string; readonly autostart: Autostart }[];
  /** Other readers: a name, and what they read; undefined if the system does not say. */
  readonly others: readonly { readonly name: string; readonly read: () => Promise<string | undefined> }[];
}

export async function selftest({
  self,
  platforms,
  autostarts,
  others,
}: SelftestSubject): Promise<readonly SelftestCheck[]> {
  const checks: SelftestCheck[] = [];
  const check = async (
    name: string,
    read: () => Promise<Pick<SelftestCheck, 'verdict' | 'found'>>,
  ): Promise<void> => {
    const result = await read().catch((error: unknown) => ({
      verdict: 'unknown' as const,
      found: oneLine(error),
    }));
    checks.push({ name, ...result });
  };
  await withListeningPort(async (port) => {
    for (const { name, platform } of platforms) {
      await check(`this process, ${name}`, async () => {
        const found = await platform.process(self.pid);
        const isRight =
          found !== undefined && (found.start === undefined || sameStart(found.start, self.start));
        return { verdict: isRight ? 'ok' : 'failed', found: JSON.stringify(found ?? null) };
      });
      await check(`the owner of a port, ${name}`, async () => {
        const owner = await platform.portOwner(port);
        const isOurs = owner.kind === 'process' && owner.process.pid === self.pid;
        const verdict = isOurs ? 'ok' : owner.kind === 'hidden' ? 'unknown' : 'failed';
        return { verdict, found: JSON.stringify(owner) };
      });
    }
    return port;
  }).then(async (port) => {
    for (const { name, platform } of platforms) {
      await check(`a free port, ${name}`, async () => {
        const owner = await platform.portOwner(port);
        return { verdict: owner.kind === 'free' ? 'ok' : 'failed', found: JSON.stringify(owner) };
      });
    }
  });
  for (const { kind, autostart } of autostarts) {
    await check(`autostart ${kind}`, async () => {
      const state = await autostart.read();
      return { verdict: state.kind === 'unknown' ? 'unknown' : 'ok', found: JSON.stringify(state) };
    });
  }
  for (const { name, read } of others) {
    await check(name, async () => {
      const found = await read();
      return { verdict: found === undefined ? 'unknown' : 'ok', found: found ?? 'the system does not say' };
    });
  }
  return checks;
}

/** Runs work while this process listens on a port of this machine, which is free again afterwards. */
async function withListeningPort<T>(work: (port: number) => Promise<T>): Promise<T> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  try {
    return await work(portOf(server));
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
