import { expect, it } from 'vitest';
import { grantHomeAccess } from './shared-home.ts';

it('lets SYSTEM, administrators and the named user in, and nobody by inheritance', async () => {
  const calls: string[] = [];
  const edges = {
    makeFolder: (folder: string) => void calls.push(`mkdir ${folder}`),
    run: async (program: string, args: readonly string[]) => {
      calls.push([program, ...args].join(' '));
      return '';
    },
  };
  await grantHomeAccess('C:\\ProgramData\\HAL Listener', 'HALBOX\\anna', edges);
  expect(calls).toEqual([
    'mkdir C:\\ProgramData\\HAL Listener',
    'icacls.exe C:\\ProgramData\\HAL Listener /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F /grant:r *S-1-5-32-544:(OI)(CI)F /grant:r HALBOX\\anna:(OI)(CI)M',
  ]);
  const rejected = { ...edges, run: () => Promise.reject(new Error('Access is denied.')) };
  await expect(grantHomeAccess('C:\\x', 'anna', rejected)).rejects.toThrow('administrator');
});
