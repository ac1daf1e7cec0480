import { describe, expect, it } from 'vitest';
import { findQmProgram } from './open.ts';

const at = (...files: readonly string[]) => ({ exists: (file: string) => files.includes(file) });

describe('findQmProgram', () => {
  it('looks through PATH first, then in the usual folders', () => {
    const linux = { platform: 'linux', path: '/usr/bin::/opt/x/bin' } as const;
    expect(findQmProgram({ ...linux, ...at('/opt/x/bin/qm', '/usr/qmsys/bin/qm') })).toBe('/opt/x/bin/qm');
    expect(findQmProgram({ ...linux, ...at('/usr/qmsys/bin/qm') })).toBe('/usr/qmsys/bin/qm');
    expect(findQmProgram({ ...linux, ...at() })).toBeUndefined();
    expect(findQmProgram({ ...linux, path: undefined, ...at('qm') })).toBeUndefined();
  });

  it('has a default on Windows', () => {
    const windows = { platform: 'win32', path: 'C:\\Windows;D:\\qm\\bin' } as const;
    expect(findQmProgram({ ...windows, ...at('D:\\qm\\bin\\qm.exe') })).toBe('D:\\qm\\bin\\qm.exe');
    expect(findQmProgram({ ...windows, ...at('C:\\qmsys\\bin\\qm.exe') })).toBe('C:\\qmsys\\bin\\qm.exe');
  });
});
