import { expect, it } from 'vitest';
import type { PhantomOrigin } from '../contract/phantom-origins.ts';
import { PanelError } from '../wording/panel-error.ts';
import { startWithPanel } from './panel.ts';

function desk(before?: PhantomOrigin, refusal?: PanelError) {
  const told: string[] = [];
  const scene = { runs: before };
  const backend = {
    start: async () => {
      if (refusal !== undefined) throw refusal;
      told.push('start');
      scene.runs = 'panel';
      return 'The listener runs.';
    },
    stop: async () => {
      told.push('stop');
      scene.runs = undefined;
      return 'The listener was stopped.';
    },
  };
  const found = async () =>
    scene.runs === undefined ? undefined : { userNo: 10_001, pid: 42, origin: scene.runs };
  return { told, scene, parts: { backend, found } };
}

it('starts the listener with the panel and ends it with the panel', async () => {
  const { told, parts } = desk();
  const listener = await startWithPanel(parts);
  expect(listener.startMessage).toBe('The listener runs. It ends with the panel.');
  expect(await listener.end()).toBe('The listener was stopped. The panel has ended.');
  expect(told).toEqual(['start', 'stop']);
});

it('leaves alone what ran before, whoever restarted it meanwhile', async () => {
  const { told, scene, parts } = desk('cli');
  const listener = await startWithPanel(parts);
  expect(listener.startMessage).toContain('is already running (User No. 10001, PID 42, started by cli)');
  scene.runs = 'panel';
  expect(await listener.end()).toContain('keeps running (User No. 10001, PID 42, started by panel)');
  expect(told).toEqual([]);
});

it('leaves alone what somebody else has started since, and says when nobody runs', async () => {
  const { told, scene, parts } = desk();
  const listener = await startWithPanel(parts);
  scene.runs = 'cli';
  expect(await listener.end()).toContain('keeps running');
  scene.runs = undefined;
  expect(await listener.end()).toBe('The panel has ended; no listener is running.');
  expect(told).toEqual(['start']);
});

it('says why it did not start, and leaves the panel to show it', async () => {
  const { parts } = desk(undefined, new PanelError('START_FAILED', 'Port 8768 is in use by python.'));
  const listener = await startWithPanel(parts);
  expect(listener.startMessage).toBe('Port 8768 is in use by python.');
  const broken = {
    ...parts,
    backend: { ...parts.backend, start: async () => Promise.reject(new TypeError('x')) },
  };
  await expect(startWithPanel(broken)).rejects.toThrow(TypeError);
});
