import { expect, it } from 'vitest';
import { type Execute, ToolError, toolRunner } from './run-tool.ts';

const ENV = { SystemRoot: 'C:\\Windows' };
const CMD = 'C:\\Windows\\System32\\cmd.exe';
const CHCP = 'C:\\Windows\\System32\\chcp.com';

type Answer = { readonly out?: Uint8Array; readonly err?: Uint8Array; readonly code?: number };

/** A Windows whose console has a code page, and whose tools answer by what their command line contains. */
function windows(codePage: string, answers: Readonly<Record<string, Answer>>) {
  const ran: string[] = [];
  const execute: Execute = async (program, args, verbatim) => {
    const line = [program, ...args].join(' ');
    ran.push(line);
    expect(verbatim).toBe(program === CMD);
    if (program === CHCP) return result({ out: Buffer.from(codePage, 'latin1') });
    return result(Object.entries(answers).find(([words]) => line.includes(words))?.[1] ?? { code: 1 });
  };
  return { ran, run: toolRunner({ platform: 'win32', env: ENV, execute }) };
}

function result({ out = Buffer.of(), err = Buffer.of(), code = 0 }: Answer) {
  return { stdout: Buffer.from(out), stderr: Buffer.from(err), exitCode: code, failure: undefined };
}

it('asks in a console of UTF-8, which has the letters of every country', async () => {
  const { run, ran } = windows('Aktive Codepage: 850.', { query: { out: Buffer.from('表計 müller') } });
  expect(await run('reg.exe', ['query', 'HKCU\\Software', '/v', 'HAL Listener'], 'query')).toBe(
    '表計 müller',
  );
  expect(ran).toEqual([
    `${CMD} /d /s /c "${CHCP} 65001 >nul & C:\\Windows\\System32\\reg.exe query HKCU\\Software /v "HAL Listener""`,
  ]);
});

it.each([
  ['Aktive Codepage: 850.\r\n', [0x6d, 0x81, 0x6c, 0x6c, 0x65, 0x72], 'müller'],
  // "現在のコード ページ: 932" in the bytes of that code page.
  ['\x8c\xbb\x8d\xdd\x82\xcc\x83R\x81[\x83h \x83y\x81[\x83W: 932\r\n', [0x95, 0x5c, 0x8c, 0x76], '表計'],
  ['Page de codes active : 850\r\n', [0x87, 0x61], 'ça'],
  ['nothing', [0xfc], 'ü'],
])('decodes by the code page of the console: %s', async (codePage, bytes, text) => {
  const { run, ran } = windows(codePage, { taskkill: { out: Uint8Array.from(bytes) } });
  expect(await run('taskkill.exe', ['/PID', '5'])).toBe(text);
  await run('taskkill.exe', ['/PID', '6']);
  // It is asked for once.
  expect(ran.filter((line) => line === CHCP)).toHaveLength(1);
});

it('says in readable letters why a tool failed, and how it ended', async () => {
  const { run } = windows('Aktive Codepage: 850.', {
    schtasks: { err: Uint8Array.from([0x5a, 0x75, 0x67, 0x72, 0x69, 0x66, 0x66, 0x81]), code: 5 },
  });
  const error = await run('schtasks.exe', ['/Delete']).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ToolError);
  expect(error).toMatchObject({ exitCode: 5, message: 'schtasks.exe: Zugriffü (exit code 5)' });
});

it('asks again without cmd.exe, which an administrator can forbid', async () => {
  const { run, ran } = windows('850', { [CMD]: { code: 1 }, '\\reg.exe query': { out: Buffer.from('x') } });
  expect(await run('reg.exe', ['query', 'HKCU'], 'query')).toBe('x');
  expect(ran.at(-1)).toBe('C:\\Windows\\System32\\reg.exe query HKCU');
});

it('never gives cmd.exe what it would interpret, nor a change', async () => {
  const { run, ran } = windows('850', { '.exe': {} });
  for (const word of ['%PATH%', 'a & b', 'x"y', 'a|b', '^', 'a>b', '(x)', '!v!', 'a\nb']) {
    await run('reg.exe', ['query', word], 'query');
  }
  await run('reg.exe', ['add', 'HKCU']);
  expect(ran.filter((line) => line.startsWith(CMD))).toEqual([]);
});

it('starts tools by their whole path, and programs with a path as they are', async () => {
  const { run, ran } = windows('850', { '.exe': {} });
  await run('powershell.exe', ['-Command', '1']);
  await run('D:\\tools\\nssm.exe', ['install']);
  expect(ran).toEqual([
    'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe -Command 1',
    'D:\\tools\\nssm.exe install',
  ]);
  const relative = toolRunner({
    platform: 'win32',
    env: { SystemRoot: 'tools' },
    execute: async (program) => result({ out: Buffer.from(program) }),
  });
  expect(await relative('net.exe', [])).toBe('C:\\Windows\\System32\\net.exe');
});
