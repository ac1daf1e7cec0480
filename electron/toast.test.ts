import { expect, it } from 'vitest';
import { toastXml } from './toast.ts';

it('keeps every text inside its element, and what XML does not allow out of it', () => {
  const xml = toastXml({
    title: 'A & B <c> "d"',
    body: 'bell \u0007, null \0, half \ud83d, whole 😀\nnext',
    screen: 'logs',
  });
  expect(xml).toBe(
    '<toast activationType="foreground" launch="screen=logs"><visual><binding template="ToastGeneric">' +
      '<text>A &amp; B &lt;c&gt; &quot;d&quot;</text>' +
      '<text>bell \ufffd, null \ufffd, half \ufffd, whole 😀\nnext</text></binding></visual></toast>',
  );
});
