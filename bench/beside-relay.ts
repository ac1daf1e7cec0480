import { resolve } from 'node:path';
import { clientFrame, TEXT } from './client.ts';
import { type Exchange, LoadGenerator } from './load-generator.ts';
import { CpuUsage } from './process-usage.ts';
import { type BenchContext, grouped, percent, type Row, verdict } from './row.ts';
import { type Server, startServer } from './server-process.ts';
import { measureInTurns } from './side-by-side.ts';

/** What makes the relay run its statements. */
export const RELAY_ASK = clientFrame(TEXT, 'ask');
/** V8 needs some thousand questions until its optimized code is stable. */
const WARM_UP_MS = 5_000;
const TURN_MS = 500;

/** Starts the relay in dist/bench. @param statements none: those of the benchmark's question */
export function startRelay(...statements: readonly string[]): Promise<Server> {
  return startServer({
    command: process.execPath,
    args: [resolve(import.meta.dirname, 'qm-relay.js'), ...statements],
    ready: 'ws://',
  });
}

interface BesideRelay {
  readonly what: string;
  readonly clients: number;
  readonly listener: Server;
  readonly relay: Server;
  /** What the clients ask the listener. */
  readonly question: Exchange;
  /** What the relay is, for the row. */
  readonly relayIs: string;
  /** The least share of the relay's throughput. */
  readonly min: number;
}

/** How many questions a second the listener passes to QM, beside a bare relay. */
export async function throughputBesideRelay(
  { what, clients, listener, relay, question, relayIs, min }: BesideRelay,
  { quick, note }: BenchContext,
): Promise<Row> {
  note(what);
  const ours = await LoadGenerator.connect(listener.port, clients, 1);
  const theirs = await LoadGenerator.connect(relay.port, clients, 0);
  const usage = { ours: new CpuUsage(listener.pid), relay: new CpuUsage(relay.pid) };
  const relayed = { ask: RELAY_ASK, answers: 1 };
  if (!quick) {
    await ours.saturate(question, WARM_UP_MS);
    await theirs.saturate(relayed, WARM_UP_MS);
  }
  const turns = await measureInTurns(quick ? 6 : 20, {
    ours: () => usage.ours.during(() => ours.saturate(question, TURN_MS)),
    relay: () => usage.relay.during(() => theirs.saturate(relayed, TURN_MS)),
  });
  note(`listener ${usage.ours.describe}; relay ${usage.relay.describe}`);
  ours.close();
  theirs.close();
  const ratio = turns.ratio('ours', 'relay');
  return {
    what,
    ours: `${grouped(turns.of('ours'))} /s`,
    yardstick: `${grouped(turns.of('relay'))} /s, ${relayIs}`,
    ratio: percent(ratio),
    aim: `≥ ${percent(min)}`,
    verdict: verdict(ratio >= min),
    ...turns.measured('ours', 'relay'),
  };
}
