import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadTolerant } from '../../listener/config/load.ts';
import { currentMachine } from '../../listener/config/machine.ts';
import { maskedWords } from '../masked-words.ts';
import { createBundle } from './bundle.ts';
import { found, ok } from './check.ts';
import { versionsCheck } from './checks/versions.ts';
import type { Diagnosis } from './diagnosis.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'hal-bundle-'));
  mkdirSync(path.join(home, 'logs'));
});
afterEach(() => rmSync(home, { recursive: true }));

const secrets: string[] = [];
function secret(): string {
  const text = `${randomBytes(9).toString('base64')}!`;
  secrets.push(text);
  return text;
}

/** What a secret may look like in a file. */
function formsOf(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const within = [0, 1, 2].map((offset) =>
    Buffer.concat([Buffer.from('xyz'.slice(0, offset)), bytes, Buffer.from('zz')])
      .toString('base64')
      // Without what its neighbours decide.
      .slice(4, 14),
  );
  return [
    text,
    encodeURIComponent(text),
    bytes.toString('hex'),
    JSON.stringify(text).slice(1, -1),
    ...within,
  ];
}

async function bundled(env: Record<string, string>): Promise<Readonly<Record<string, string>>> {
  const machine = currentMachine({ HAL_LISTENER_HOME: home, ...env });
  const configured = loadTolerant({ flags: {}, machine });
  const { config } = configured;
  const diagnosis = { home, config, options: { configured } } as unknown as Diagnosis;
  const results = [
    {
      number: 1,
      check: versionsCheck(),
      severity: 'warning' as const,
      ms: 1,
      findings: [
        found({ severity: 'warning', symptom: 's', advice: 'a' }, `the token ${config.token} of ${env.USER}`),
        ok('2 of 40 are used: 1 pts/0: ottilie', { names: ['ottilie'] }),
      ],
    },
  ];
  const zip = await createBundle(diagnosis, results, maskedWords(config, env));
  return Object.fromEntries(Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

it('holds what helps, and none of two hundred secrets in any form', async () => {
  secrets.length = 0;
  const [token, password, key] = [secret(), secret(), secret()];
  writeFileSync(
    path.join(home, 'config.json'),
    JSON.stringify({ token, qmPassword: password, assistKey: key }),
  );
  const known = [token, password, key];
  const stamp = '2026-11-28 12:00:00.000';
  const events: string[] = [];
  const gateway: string[] = [];
  const incidents: string[] = [];
  for (const one of known) {
    for (const form of formsOf(one).slice(0, 4)) {
      events.push(`${stamp} ERROR server  rejected a client with ${form} (401)`);
      incidents.push(
        JSON.stringify({
          at: 1,
          kind: 'crashed',
          cause: 'it said',
          by: 'watch',
          boot: 'b',
          count: 1,
          lines: [`got ${form}`],
        }),
      );
    }
    events.push(`${stamp} WARN  server  header Basic ${Buffer.from(`anna:${one}`).toString('base64')}`);
  }
  while (secrets.length < 200) {
    const kinds = [
      () =>
        events.push(`${stamp} INFO  query  answered question=${JSON.stringify(`what is ${secret()}?`)} ms=3`),
      () =>
        events.push(`${stamp} ERROR account  failed statement="LIST X WITH A = \\"${secret()}\\"" status=-1`),
      () => events.push(`${stamp} DEBUG qm      packet ${secret()} ${secret()}`),
      () =>
        gateway.push(
          `${stamp} query  client=192.0.2.7:5000 ms=3 question="${secret()}" answer="${secret()}"`,
        ),
      () =>
        gateway.push(`${stamp} opened client=192.0.2.8:5000 agent="/?token=${encodeURIComponent(secret())}"`),
      () => events.push(`${stamp} WARN  server  Authorization: Bearer ${secret()}`),
      () =>
        incidents.push(
          JSON.stringify({
            at: 1,
            kind: 'crashed',
            cause: `password=${secret()}`,
            by: 'cli',
            boot: 'b',
            count: 1,
          }),
        ),
    ];
    kinds[secrets.length % kinds.length]?.();
  }
  writeFileSync(path.join(home, 'logs/HAL.SPLITTER.LOG'), `${events.join('\n')}\n`);
  writeFileSync(path.join(home, 'logs/gateway.log'), `${gateway.join('\n')}\n`);
  writeFileSync(path.join(home, 'events.jsonl'), `${incidents.join('\n')}\n`);

  const files = await bundled({ USER: 'wilhelmina', COMPUTERNAME: 'FAMILYSERVER' });
  const text = Object.values(files).join('\n');
  const leaked = text
    .split('\n')
    .filter((line) => secrets.some((one) => formsOf(one).some((form) => line.includes(form))));
  expect(leaked).toEqual([]);
  expect(secrets.length).toBeGreaterThanOrEqual(200);
  for (const word of ['wilhelmina', 'ottilie', '192.0.2.7', 'FAMILYSERVER']) expect(text).not.toContain(word);

  expect(Object.keys(files).sort()).toEqual(
    ['README.txt', 'HAL.SPLITTER.LOG', 'config.json', 'diagnose.json', 'events.jsonl', 'gateway.log'].sort(),
  );
  expect(files['gateway.log']).toMatch(
    /query {2}client=<address 1>:5000 ms=3 question=<left out> answer=<left out>/,
  );
  expect(files['HAL.SPLITTER.LOG']).toContain('(401)');
  expect(JSON.parse(files['diagnose.json'] ?? '')).toMatchObject({ result: 'warning' });
  expect(JSON.parse(files['config.json'] ?? '').settings).toContainEqual(
    expect.objectContaining({ name: 'token', value: '(set)' }),
  );
});
