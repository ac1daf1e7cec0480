import { cpSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { scratchHome } from '../../../supervisor/testing/scratch-home.ts';
import type { Diagnosis } from '../diagnosis.ts';
import { formsCheck } from './forms.ts';

const OLD_HOME = path.resolve(import.meta.dirname, '../../testing/home-0.1.0');

it.each([
  ['config.json', '{"form": 2}'],
  ['intents.json', '{"form": 3, "subjects": []}'],
  ['sessions.json', '{"version":2,"sessions":[\n]}\n'],
  ['events.jsonl', '{"form":1}\n{"form":2}\n'],
  ['run/desired.json', '{"form": 2, "desired": "stopped"}'],
])('finds that %s is of a newer version, and nothing once it is not', async (file, content) => {
  const home = scratchHome();
  cpSync(OLD_HOME, home, { recursive: true });
  const run = () => formsCheck.run({ home } as unknown as Diagnosis);
  expect(await run()).toMatchObject([{ severity: 'ok' }]);
  writeFileSync(path.join(home, file), content);
  expect(await run()).toMatchObject([{ severity: 'problem', text: expect.stringContaining(file) }]);
  writeFileSync(path.join(home, file), 'damaged');
  expect(await run()).toMatchObject([{ severity: 'ok' }]);
  rmSync(path.join(home, file));
  expect(await run()).toMatchObject([{ severity: 'ok' }]);
});
