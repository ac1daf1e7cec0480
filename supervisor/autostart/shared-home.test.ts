import { expect, it } from 'vitest';
import { grantHomeAccess } from './shared-home.ts';

it('lets SYSTEM, administrators and the named user in, and nobody by inheritance', async () => {
  const done: string[] = [];
  const edges = {
    makeFolder: (folder: string) => void done.push(`mkdir ${folder}`),
    run: async (program: string, args: readonly string[]) => {
      done.push([program, ...args].join(' '));
      return '';
    },
  };
  await grantHomeAccess('C:\\ProgramData\\HAL Listener', 'HALBOX\\anna', edges);
  expect(done).toEqual([
    'mkdir C:\\ProgramData\\HAL Listener',
    'icacls.exe C:\\ProgramData\\HAL Listener /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F /grant:r *S-1-5-32-544:(OI)(CI)F /grant:r HALBOX\\anna:(OI)(CI)M',
  ]);
  const refused = { ...edges, run: () => Promise.reject(new Error('Access is denied.')) };
  await expect(grantHomeAccess('C:\\x', 'anna', refused)).rejects.toThrow('administrator');
});
