import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Controls } from './testing/controls.ts';

/**
 * The recorded output of a QM without a free seat for `qm -u` and for a statement. Over a pipe it closes the
 * connection.
 */
const TABLE = [
  ' Uid Pid........ Puid Origin................. Username',
  '   1       27776    0                         root                            ',
  '   2       27782    0 pts/3                   anna                            ',
];
const REFUSAL = '\x07User limit reached\r\n';

/** A home whose QM has no free seat. With `mute`, its program does not list its users either. */
async function fullQm({ mute = false } = {}): Promise<Controls> {
  const here = await Controls.open();
  const program = path.join(here.home, 'qm');
  const users = mute ? REFUSAL : `${TABLE.join('\n')}\n`;
  writeFileSync(
    program,
    `#!${process.execPath}
    const [, , first] = process.argv;
    if (first === '-u') process.stdout.write(${JSON.stringify(users)});
    else if (first === '-Q') process.stdin.once('data', () => process.exit(0));
    else process.stdout.write(${JSON.stringify(REFUSAL)}, () => process.exit(1));
    `,
  );
  chmodSync(program, 0o755);
  writeFileSync(
    path.join(here.home, 'config.json'),
    JSON.stringify({ driver: 'command', qmProgram: program }),
    { mode: 0o600 },
  );
  return here;
}

const HOLDERS = /\b2 users have QM's seats:\n USER +PID .*\n 1 +27776 +: root\n 2 +27782 +pts\/3: anna\n/;
const ADVICE = /What you can do: LOGOUT n in QM, or "qm -k n" outside/;

describe.skipIf(process.platform === 'win32')('where no seat of QM is free', () => {
  it('account users tells them all the same', async () => {
    const here = await fullQm();
    const { code, out, err } = await here.run(['account', 'users']);
    expect(out).toMatch(/^ USER +PID .*\n 1 +27776 +: root\n 2 +27782 +pts\/3: anna\n$/);
    expect(err).toContain('QM has no free seat (licence limit, NUMUSERS)');
    expect(err).toContain('The users come from "qm -u"');
    expect(code).toBe(0);
    const { out: json } = await here.run(['account', 'users', '--json']);
    expect(JSON.parse(json)).toMatchObject([
      { userNo: 1, pid: 27776 },
      { userNo: 2, origin: 'pts/3: anna' },
    ]);
  });

  it.each([['exec', 'WHO'], ['locks'], ['check'], ['install'], ['remove'], ['status']])(
    'account %s says who has them, and what to do',
    async (...args) => {
      const here = await fullQm();
      const { code, out, err } = await here.run([
        'account',
        ...args,
        // These commands write, which the driver `command` rejects before it needs a seat.
        ...(['install', 'remove'].includes(args[0] ?? '') ? ['--driver', 'pipe'] : []),
      ]);
      expect(`${out}${err}`).toContain('QM has no free seat');
      expect(err).toMatch(HOLDERS);
      expect(err).toMatch(ADVICE);
      expect(code).toBe(1);
    },
  );

  it('says where to look when the program does not tell', async () => {
    const here = await fullQm({ mute: true });
    const users = await here.run(['account', 'users']);
    expect([users.code, users.out]).toEqual([1, '']);
    expect(users.err).toMatch(/^QM has no free seat .*\nOn QM's machine "qm -u" shows who has the seats.\n/);
    expect(users.err).toMatch(ADVICE);
  });

  it('a start, a check and a probe name the command that tells', async () => {
    const here = await fullQm();
    const started = await here.run(['start']);
    expect(started.out).toContain('RUNNING');
    const named = /no free seat .* account users/;
    expect(`${started.out}${started.err}`).toMatch(named);
    const probed = await here.run(['account', 'probe']);
    expect(probed.out).toMatch(/all seats are taken \(".* account users" shows by whom\)/);
    const [pid] = here.pids();
    const killed = await here.run(['kill', '10001']);
    expect([killed.code, killed.out, here.pids()]).toEqual([0, expect.stringContaining(String(pid)), []]);
  });
});
