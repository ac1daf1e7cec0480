import fc from 'fast-check';
import { expect, it } from 'vitest';
import { desktopEntry, desktopText, readDesktopText } from './desktop-entry.ts';
import { ENTRIES, ENTRY, memoryFiles } from './testing/entries.ts';

it('reads back what it wrote, whatever signs are in it', () => {
  fc.assert(
    fc.property(ENTRIES, (entry) => {
      expect(readDesktopText(desktopText(entry))).toEqual({ kind: 'installed', entry });
    }),
  );
});

it('installs, removes, and sees that a desktop switched it off', async () => {
  const files = memoryFiles();
  const login = desktopEntry({ files }, '/home/anna/.config');
  expect(await login.read()).toEqual({ kind: 'absent' });
  await login.install(ENTRY);
  expect([...files.all.keys()]).toEqual(['/home/anna/.config/autostart/hal-listener.desktop']);
  expect(await login.read()).toEqual({ kind: 'installed', entry: ENTRY });
  const text = String(files.all.get(login.location));
  expect(readDesktopText(text.replace('enabled=true', 'enabled=false'))).toMatchObject({ kind: 'idle' });
  expect(readDesktopText(`${text}Hidden=true\n`)).toMatchObject({ kind: 'idle' });
  expect(readDesktopText('[Desktop Entry]\n')).toMatchObject({ kind: 'idle' });
  await login.remove();
  expect(await login.read()).toEqual({ kind: 'absent' });
  await expect(login.install({ program: '/x', args: ['a\nb'] })).rejects.toThrow('control character');
});
