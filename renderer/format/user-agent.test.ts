import { expect, it } from 'vitest';
import { clientKind } from './text.ts';

it('names the kinds of clients there are', () => {
  const kinds = [
    [null, 'unnamed'],
    ['HAL-Mac/2.4', 'HAL client'],
    ['Python/3.11 websockets/12.0', 'Python'],
    ['Mozilla/5.0 (X11) AppleWebKit/537.36 Chrome/156.0 Safari/537.36', 'Chrome'],
    ['Mozilla/5.0 Chrome/156.0 Safari/537.36 Edg/156.0', 'Edge'],
    ['Mozilla/5.0 (Macintosh) Version/18 Safari/605.1', 'Safari'],
    ['something/1.0 else', 'something'],
  ] as const;
  for (const [agent, kind] of kinds) expect(clientKind(agent), String(agent)).toBe(kind);
});
