import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { type PanelProgram, shippedProgram } from './program.ts';

/** Stands for the product: what it does is the text it is started with. */
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'hal-panel-program-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

function programThat(does: string): PanelProgram {
  const script = path.join(folder, 'program.cjs');
  writeFileSync(script, does);
  return shippedProgram({ program: process.execPath, args: [script] }, ['--home=/a home']);
}

const ask = (program: PanelProgram, signal = new AbortController().signal) =>
  program.call('settings-check', { edits: [{ name: 'token', value: 'a secret' }] }, { signal });

const ANSWER = `console.log(JSON.stringify({ kind: 'ok', ok: { problems: [] } }));`;

it('passes parameters by standard input only, tells progress and returns the answer', async () => {
  const program = programThat(`
    let text = '';
    process.stdin.on('data', (chunk) => (text += chunk)).on('end', () => {
      console.log('noise');
      console.log(JSON.stringify({ kind: 'progress', progress: [process.argv.slice(2), JSON.parse(text)] }));
      ${ANSWER}
    });`);
  const seen: unknown[] = [];
  const signal = new AbortController().signal;
  const edits = [{ name: 'token', value: 'a secret' }];
  const answer = await program.call(
    'settings-check',
    { edits },
    { signal, onProgress: (progress) => seen.push(progress) },
  );
  expect(answer).toEqual({ problems: [] });
  expect(seen).toEqual([[['from-panel', '--home=/a home', 'settings-check'], { edits }]]);
});

it('says why there is no answer', async () => {
  await expect(
    ask(programThat(`console.log('{"kind":"error","message":"No.","advice":"Yes."}')`)),
  ).rejects.toMatchObject({ code: 'REFUSED', message: 'No.', advice: 'Yes.' });
  await expect(ask(programThat(`console.error('a\\nbroken'); process.exit(3)`))).rejects.toMatchObject({
    code: 'FAILED',
    message: 'broken',
  });
  await expect(ask(programThat('process.exit(3)'))).rejects.toMatchObject({
    message: 'The program ended with exit code 3.',
  });
  await expect(ask(programThat(`console.log('{"kind":"ok","ok":{"problems":7}}')`))).rejects.toMatchObject({
    message: 'The program gave no usable answer to "settings-check".',
  });
  await expect(
    ask(shippedProgram({ program: path.join(folder, 'nothing'), args: [] })),
  ).rejects.toMatchObject({
    message: expect.stringMatching(/^The program could not be run/),
  });
});

it('ends the program when nobody waits any more', async () => {
  const pidFile = path.join(folder, 'pid');
  const program = programThat(`
    require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
    setInterval(() => undefined, 1000);`);
  const caller = new AbortController();
  const answer = ask(program, caller.signal);
  const pid = await vi.waitFor(() => {
    const text = readFileSync(pidFile, 'utf8');
    expect(text).not.toBe('');
    return Number(text);
  }, 20_000);
  caller.abort();
  await expect(answer).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(() => process.kill(pid, 0)).toThrow();
  await expect(ask(programThat(ANSWER), caller.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
});

it('runs three at once, and the others after them', async () => {
  const program = programThat(`
    const fs = require('node:fs');
    const folder = ${JSON.stringify(folder)};
    fs.writeFileSync(folder + '/running-' + process.pid, '');
    setTimeout(() => {
      const running = fs.readdirSync(folder).filter((name) => name.startsWith('running-')).length;
      fs.unlinkSync(folder + '/running-' + process.pid);
      console.log(JSON.stringify({ kind: 'ok', ok: { problems: [{ message: String(running) }] } }));
    }, 100);`);
  const answers = await Promise.all(Array.from({ length: 7 }, () => ask(program)));
  const most = answers.map(({ problems }) => Number(problems[0]?.message));
  expect(most.every((count) => count >= 1 && count <= 3)).toBe(true);
});
