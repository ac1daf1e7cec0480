import { expect, it } from 'vitest';
import { clientKind, toSentence } from './text.ts';

it('gives a line a capital and an end, unless it has them', () => {
  expect(toSentence('renew it')).toBe('Renew it.');
  expect(toSentence('Killed, or crashed.')).toBe('Killed, or crashed.');
  expect(toSentence('the certificate ended', '')).toBe('The certificate ended');
  expect(toSentence('')).toBe('');
});

it('names the kinds of clients there are', () => {
  const kinds = [
    [null, 'unknown'],
    ['HAL-Mac/2.4', 'HAL client'],
    ['Python/3.11 websockets/12.0', 'Python'],
    ['Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/156.0 Safari/537.36', 'Chrome'],
    ['Mozilla/5.0 Chrome/156.0 Safari/537.36 Edg/156.0', 'Edge'],
    ['Mozilla/5.0 (Macintosh) Version/18 Safari/605.1', 'Safari'],
    ['something/1.0 else', 'something'],
  ] as const;
  for (const [agent, kind] of kinds) expect(clientKind(agent), String(agent)).toBe(kind);
});
