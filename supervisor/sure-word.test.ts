import { expect, it, vi } from 'vitest';
import { z } from 'zod';
import * as readFile from '../lib/read-file.ts';
import { HomeError, readStateFile, readStateFileOrThrow } from './registry/desired-state.ts';

vi.mock('../lib/read-file.ts', { spy: true });

const WORD = z.object({ desired: z.enum(['running', 'stopped']) });

function reads(answer: string | NodeJS.ErrnoException): void {
  vi.mocked(readFile.readTextFileSync).mockImplementationOnce(() => {
    if (typeof answer === 'string') return answer;
    throw answer;
  });
}

const failure = (code: string) => Object.assign(new Error(`${code}: read`), { code });

it('is what the file says, and none where there is no file or no such word in it', () => {
  reads('{"desired": "stopped"}');
  expect(readStateFileOrThrow('/home', 'run/x.json', WORD)).toEqual({ desired: 'stopped' });
  for (const answer of [failure('ENOENT'), '{"desired": "sto', '{"desired": 7}', '']) {
    reads(answer);
    expect(readStateFileOrThrow('/home', 'run/x.json', WORD)).toBeUndefined();
  }
});

it('is not taken for none while it cannot be read', () => {
  for (const code of ['EIO', 'EMFILE', 'EBUSY']) {
    reads(failure(code));
    expect(() => readStateFileOrThrow('/home', 'run/x.json', WORD)).toThrow(HomeError);
    reads(failure(code));
    expect(readStateFile('/home', 'run/x.json', WORD)).toBeUndefined();
  }
});
