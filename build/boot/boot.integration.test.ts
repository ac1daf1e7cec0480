import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMMAND_JSON, type DiagnoseJson } from '../../contract/command-json.ts';
import { freePort } from '../../lib/testing/free-port.ts';
import { HalClient } from '../../listener/server/testing/hal-client.ts';
import { buildDeb } from '../packages/deb.ts';
import { copyRoot, inRoot, missingForBoot } from './debian-root.ts';
import { VirtualMachine } from './virtual-machine.ts';

/**
 * The Debian package on an emulated computer: installed on a fresh Debian, then powered on. Whatever happens to the
 * computer from then on, clients are answered, unless an operator stopped the listener.
 */
const asked = process.env.BOOT_TEST === '1';
const missing = asked ? missingForBoot() : [];
const why = !asked ? 'npm run test:boot runs it' : missing.length > 0 ? `it needs ${missing.join(', ')}` : '';

const HOME = '/var/lib/hal-listener';
const USERS = 'ps -o user= -C hal-listener | sort -u';
const OLD = '0.0.9';
const NEW = '0.1.0';

describe.skipIf(why !== '')(`the Debian package, booted${why === '' ? '' : ` (skipped: ${why})`}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'hal-boot-'));
  let machine: VirtualMachine;
  let port = 0;
  /** Files that existed before the package was installed. */
  let before: readonly string[] = [];

  beforeAll(async () => {
    port = await freePort();
    const root = copyRoot(path.join(folder, 'root'));
    const compression = ['-Zzstd', '-z3'];
    for (const version of [OLD, NEW]) {
      const deb = buildDeb({ version, compression, folder });
      copyFileSync(deb, path.join(root.folder, 'root', path.basename(deb)));
    }
    before = filesOf(inRoot(root.folder, ...FIND));
    inRoot(root.folder, 'dpkg', '-i', `/root/hal-listener_${OLD}_amd64.deb`);
    // Set explicitly, because example data is not served at boot by default.
    inRoot(root.folder, 'hal-listener', 'config', 'set', 'example', 'on');
    machine = new VirtualMachine(root, folder, { 8768: port });
    rmSync(root.folder, { recursive: true });
    machine.powerOn();
  });
  afterAll(async () => {
    await machine?.cutPower();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Retries until answered: while the machine boots, connections are accepted and closed, or told to wait. */
  const answered = async (ms = 300_000): Promise<string> => {
    let last: unknown;
    for (const end = performance.now() + ms; ; ) {
      try {
        const client = await HalClient.greeted(`ws://127.0.0.1:${port}`);
        const { text } = await client.ask('What medications am I taking?');
        await client.close();
        if (String(text).includes('3 medications')) return String(text);
        last = text;
      } catch (error) {
        last = error;
      }
      if (performance.now() > end) throw new Error(`no answer:\n${machine.console}`, { cause: last });
      await pause(250);
    }
  };
  /** What `hal-listener diagnose` says about the last start of the machine. */
  const reboot = async (): Promise<Diagnosed> => {
    const { output } = await machine.type('hal-listener diagnose --json 2> /dev/null');
    const found = COMMAND_JSON.diagnose.parse(JSON.parse(output)).checks.find(({ id }) => id === 'reboot');
    if (found === undefined) throw new Error(`no check "reboot" in:\n${output}`);
    return found;
  };
  const isUp = async (): Promise<boolean> => {
    const { code } = await machine.type('hal-listener status > /dev/null');
    return code === 0;
  };

  it('answers a client after power-on, as a user of its own that may do little', async () => {
    const started = performance.now();
    expect(await answered()).toContain('3 medications');
    console.log(
      `the first answer ${((performance.now() - started) / 1_000).toFixed(1)} s after the test began`,
    );
    expect((await machine.must(USERS)).trim()).toBe('hal-listener');
    const access = await machine.must(
      `stat -c '%a %U %G %n' ${HOME} /var/log/hal-listener /etc/hal-listener/config.json`,
    );
    expect(access.trim().split('\n')).toEqual([
      `700 hal-listener hal-listener ${HOME}`,
      '700 hal-listener hal-listener /var/log/hal-listener',
      '640 root hal-listener /etc/hal-listener/config.json',
    ]);
    expect(await machine.must('ls /var/log/hal-listener')).toContain('HAL.SPLITTER.LOG');
    const exposure = await machine.must('systemd-analyze security --no-pager hal-listener | tail -n 1');
    expect(Number(/: (\d+\.\d+) OK/.exec(exposure)?.[1])).toBeLessThan(2);
    expect(await machine.must('hal-listener list')).toContain('watch');
  });

  it('answers again after the power was cut, and diagnose says that it survived', async () => {
    // Half a minute later it would be there anyway.
    await machine.must(`sync ${HOME}/events.jsonl`);
    await machine.cutPower();
    machine.powerOn();
    expect(await answered()).toContain('3 medications');
    expect(await reboot()).toMatchObject({
      result: 'ok',
      findings: [{ text: expect.stringMatching(/^machine .*, listener .* by watch \(hal-listener\)$/) }],
    });
  });

  it('recovers when everything of it is killed', async () => {
    const boot = await machine.must(
      'cat /proc/sys/kernel/random/boot_id; pidof hal-listener | tr " " "\\n" | sort',
    );
    await machine.must('systemctl kill -s KILL hal-listener');
    expect(await answered()).toContain('3 medications');
    const now = await machine.must(
      'cat /proc/sys/kernel/random/boot_id; pidof hal-listener | tr " " "\\n" | sort',
    );
    expect(now.split('\n')[0]).toBe(boot.split('\n')[0]);
    expect(now).not.toBe(boot);
  });

  it('stays stopped after a deliberate stop, also across a boot, until it is started', async () => {
    await machine.must('hal-listener stop');
    expect(await isUp()).toBe(false);
    await machine.must('sync');
    await machine.cutPower();
    machine.powerOn();
    await machine.must('until systemctl is-active hal-listener; do sleep 1; done');
    // The supervisor is running, has checked, and does nothing.
    await pause(5_000);
    expect(await isUp()).toBe(false);
    expect(await machine.must('systemctl is-active hal-listener')).toContain('active');
    // Started by root, but it is the supervisor that starts it, as the service's user and within its unit.
    await machine.must('hal-listener start');
    expect(await answered()).toContain('3 medications');
    expect((await machine.must(USERS)).trim()).toBe('hal-listener');
  });

  it('answers after an upgrade, as the new version, with its configuration', async () => {
    await machine.must(`dpkg -i /root/hal-listener_${NEW}_amd64.deb`);
    expect(await answered()).toContain('3 medications');
    expect(await machine.must('dpkg -s hal-listener | grep ^Version')).toContain(NEW);
    expect(await machine.must('stat -c %a /etc/hal-listener/config.json')).toContain('640');
    expect(await machine.must('cat /etc/hal-listener/config.json')).toContain('"example": true');
    // Configuring it again changes nothing.
    await machine.must(
      'dpkg-reconfigure hal-listener 2>/dev/null || /var/lib/dpkg/info/hal-listener.postinst configure',
    );
    expect(await answered()).toContain('3 medications');
  });

  it('keeps the service disabled on upgrade if an administrator disabled it, and diagnose says what that costs', async () => {
    await machine.must('systemctl disable --now hal-listener');
    await machine.must(`dpkg -i /root/hal-listener_${NEW}_amd64.deb`);
    expect((await machine.type('systemctl is-enabled hal-listener')).output).toContain('disabled');
    await machine.must('sync');
    await machine.cutPower();
    machine.powerOn();
    expect(await reboot()).toMatchObject({
      result: 'problem',
      findings: [{ text: expect.stringMatching(/^the machine was started .*, and the listener was not$/) }],
    });
    await machine.must('runuser -u hal-listener -- hal-listener start');
    expect(await answered()).toContain('3 medications');
    expect(await reboot()).toMatchObject({
      result: 'problem',
      findings: [
        {
          text: expect.stringMatching(/^machine .*, listener .* by cli \(hal-listener\)$/),
          advice: expect.stringContaining('autostart'),
        },
      ],
    });
    // From here on the unit's own listener serves.
    await machine.must('systemctl enable --now hal-listener && hal-listener restart');
    expect(await answered()).toContain('3 medications');
  });

  it('keeps configuration and records on removal, and deletes everything on purge', async () => {
    await machine.must('dpkg -r hal-listener');
    expect((await machine.type('pidof hal-listener')).code).toBe(1);
    await machine.must(`test -s /etc/hal-listener/config.json && test -d ${HOME}`);
    await machine.must('dpkg -P hal-listener');
    expect((await machine.type('getent passwd hal-listener || getent group hal-listener')).code).toBe(2);
    const after = filesOf(await machine.must(`${FIND.join(' ')}`));
    expect(after.filter((file) => !before.includes(file) && !OF_THE_SYSTEM.test(file))).toEqual([]);
  });
});

type Diagnosed = DiagnoseJson['checks'][number];

const FIND = ['find', '/etc', '/usr', '/lib/systemd', '/var', '/opt', '/home', '/tmp', '-xdev'];
/** Files that a running Debian creates. */
const OF_THE_SYSTEM =
  /^\/(?:var\/(?:log|cache|tmp|lib\/(?:dpkg|systemd|private|apt))|etc\/(?:machine-id|\.updated|resolv\.conf|[^/]*-|\.pwd\.lock)|tmp\/(?:systemd-private|\.))|^\/var\/\.updated$/;

function filesOf(listing: string): readonly string[] {
  return listing.split('\n').filter((line) => line.startsWith('/'));
}
