import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SERVICE_HOST_SOURCE } from './service-host-source.ts';

const mono = ['mcs', 'mono'].every((tool) => spawnSync(tool, ['--version']).status === 0);

/** Starts and ends the service as the control manager does. */
const DRIVER = `
using System; using System.Collections.Generic; using System.Reflection; using System.Threading;
public static class Driver {
  public static int Main(string[] args) {
    var all = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;
    var type = typeof(HalListenerService);
    var service = type.GetConstructors(all)[0].Invoke(new object[] { 5000, new List<string>(args) });
    type.GetMethod("OnStart", all).Invoke(service, new object[] { new string[0] });
    Console.In.ReadLine();
    type.GetMethod("OnShutdown", all).Invoke(service, null);
    return 0;
  }
}`;

it.skipIf(!mono)(
  `starts the command of the service, ends it and stops the listener for now${mono ? '' : ' (skipped: no Mono here)'}`,
  () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hal-service-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = (name: string): string => path.join(folder, name);
    writeFileSync(file('host.cs'), SERVICE_HOST_SOURCE);
    writeFileSync(file('driver.cs'), DRIVER);
    // C# 5 is what the compiler of Windows knows.
    const compile = (source: string, reference: string): unknown => {
      const out = source.replace('.cs', '.exe');
      const args = [
        '-langversion:5',
        '-r:System.ServiceProcess',
        ...(reference === '' ? [] : [`-r:${reference}`]),
      ];
      return spawnSync('mcs', [...args, source, `-out:${out}`], { cwd: folder, encoding: 'utf8' }).stderr;
    };
    expect([compile('host.cs', ''), compile('driver.cs', 'host.exe')]).toEqual(['', '']);
    const program = file('program');
    writeFileSync(
      program,
      `#!/bin/sh\nfor word in "$@"; do printf '<%s>' "$word" >> "${file('log')}"; done; echo >> "${file('log')}"\ncase "$*" in *watch*) exec sleep 60;; esac\n`,
    );
    chmodSync(program, 0o755);
    const words = [program, 'a b"c\\', 'watch', '--home=/x y\\', '--host=1', '--port=9'];
    const { status, stderr } = spawnSync('mono', ['driver.exe', ...words], {
      cwd: folder,
      input: '\n',
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(readFileSync(file('log'), 'utf8')).toBe(
      '<a b"c\\><watch><--home=/x y\\><--host=1><--port=9>\n<a b"c\\><stop><--for-now><--home=/x y\\><--port=9>\n',
    );
    // Started by hand it says what it is.
    const byHand = spawnSync('mono', ['host.exe'], { cwd: folder, encoding: 'utf8' });
    expect([byHand.status, byHand.stderr]).toEqual([2, expect.stringContaining('started by Windows')]);
  },
);
