import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { CompressedAssets } from './compressed-assets.ts';

const content = Buffer.from('content '.repeat(1_000));

it('compresses a part once, whoever asks for it meanwhile', async () => {
  const assets = new CompressedAssets();
  const [one, two] = [assets.get('/assets/a.js', content), assets.get('/assets/a.js', content)];
  expect(await one).toBe(await two);
  expect(gunzipSync(await one)).toEqual(content);
  expect(gunzipSync(await assets.get('/assets/b.js', Buffer.from('other')))).toEqual(Buffer.from('other'));
});

it('tries again after it failed', async () => {
  let failures = 1;
  const assets = new CompressedAssets(async (given) => {
    if (failures-- > 0) throw new Error('out of memory');
    return given;
  });
  await expect(assets.get('/assets/a.js', content)).rejects.toThrow('out of memory');
  expect(await assets.get('/assets/a.js', content)).toBe(content);
});
