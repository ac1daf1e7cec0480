import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { programVersion, QM_PROGRAMS } from './programs.ts';

/** What each version is. A changed program is another version: an account tells by it what is stale. */
const KNOWN: Readonly<Record<string, string>> = {
  'WEBSOCKET.LISTENER': '4 9702641bdb15',
  EXECUTE: '2 eacbcfa3e6c5',
  'KILL.PHANTOM': '2 9ff5f2be8eed',
  'CHECK.WEBSOCKET.LISTENER': '4 78508b540bad',
  'STOP.WEBSOCKET.LISTENER': '2 bce0ef75586b',
  'HAL.QUERY.EXAMPLE': '2 b760ec38697f',
};

describe.each(QM_PROGRAMS)('$name', ({ name, source, version, kind }) => {
  const lines = source.split('\u00fe');

  it('has the version it is known by', () => {
    const digest = createHash('sha256').update(source, 'latin1').digest('hex').slice(0, 12);
    expect(
      `${version} ${digest}`,
      `${name} changed: raise its version, in both places, and note its digest`,
    ).toBe(KNOWN[name]);
  });

  it('has its version once in a comment and once in a constant, which its object contains', () => {
    const versionLines = lines.filter((line) => programVersion(line)?.name === name);
    const words = `hal-listener program ${name}, version ${version}.`;
    expect(versionLines).toEqual([`* ${words}`, expect.stringContaining(`   VERSION = '${words}'`)]);
  });

  it('is plain text with lines that QM accepts, its name first', () => {
    expect(lines[0]).toMatch(kind === 'verb' ? `PROGRAM ${name}` : `SUBROUTINE ${name}(`);
    expect(lines.at(-1)).toBe('END');
    expect(lines.filter((line) => !/^[\x20-\x7e]{0,120}$/.test(line))).toEqual([]);
  });

  it('uses nothing that QM 2.6 lacks', () => {
    const unsupported = /\b(JPARSE|JBUILD|CREATE\.SERVER\.SOCKET|ACCEPT\.SOCKET\.CONNECTION|GETVAR|CATCH)\b/;
    expect(lines.filter((line) => unsupported.test(line))).toEqual([]);
  });
});

it('finds the version in a source and in an object, where any byte may follow it', () => {
  expect(programVersion('x hal-listener program A.B, version 12.9\u00ff')).toEqual({
    name: 'A.B',
    version: 12,
  });
  expect(programVersion('hal-listener program A.B version 12')).toBeUndefined();
  expect(programVersion('PROGRAM EXECUTE')).toBeUndefined();
});
