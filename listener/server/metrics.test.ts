import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

const promtool = spawnSync('promtool', ['--version']).status === 0;

/** Each figure once with a value, as after a day. */
async function text(): Promise<string> {
  const metrics = createMetrics({
    isDraining: () => false,
    connections: () => 3,
    pendingSockets: () => 1,
    certificateEndsAt: () => 1_800_000_000_000,
    account: () => ({
      state: 'ready',
      seats: { used: 1, limit: 2, waiting: 0 },
      sessions: [{ state: 'idle', keeper: true }],
    }),
  });
  for (const metric of Object.values(metrics)) {
    const labels = {
      by: 'client',
      reason: 'token',
      code: 'BAD_JSON',
      intent: 'A"B\\C\n',
      status: 'success',
      outcome: 'assisted',
    };
    if (typeof metric !== 'object' || !('inc' in metric)) continue;
    const names: readonly string[] = Reflect.get(metric, 'labelNames');
    metric.inc(Object.fromEntries(Object.entries(labels).filter(([name]) => names.includes(name))), 1);
  }
  metrics.querySeconds.observe(0.2);
  return metrics.text();
}

interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
}

function familiesOf(exposition: string): readonly Family[] {
  return [...exposition.matchAll(/^# HELP (\S+) (.*)\n# TYPE \S+ (\S+)$/gm)].map(
    ([, name = '', help = '', type = '']) => {
      return { name, help, type };
    },
  );
}

it('is valid Prometheus text', async () => {
  const exposition = await text();
  const families = familiesOf(exposition);
  expect(families.length).toBeGreaterThan(20);
  for (const { name, type, help } of families) {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(help, name).not.toBe('');
    expect([name, name.endsWith('_total')]).toEqual([name, type === 'counter']);
    expect(name).not.toMatch(/_(?:count|sum|bucket|ms|milliseconds|kb|mb|percent)(?:_|$)/);
  }
  const known = new Set(
    families.flatMap(({ name }) => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`]),
  );
  const samples = exposition.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  for (const line of samples) {
    const name = /^([a-z0-9_]+)(?:\{.*\})? (?:[-+.\deE]+|Nan|NaN|[-+]Inf)$/.exec(line)?.[1];
    expect(known.has(name ?? ''), line).toBe(true);
  }
  expect(new Set(samples.map((line) => line.replace(/ \S+$/, ''))).size).toBe(samples.length);
});

it.skipIf(!promtool)('has nothing that promtool would remark on', async () => {
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: await text(),
    encoding: 'utf8',
  });
  expect([status, stdout, stderr]).toEqual([0, '', '']);
});
