import fc from 'fast-check';
import { expect, it } from 'vitest';
import { entryOfPlist, launchAgent, plist } from './launch-agent.ts';
import { ENTRIES, ENTRY, memoryFiles } from './testing/entries.ts';

it('reads back what it wrote, whatever signs are in it', async () => {
  fc.assert(
    fc.property(ENTRIES, (entry) => {
      expect(entryOfPlist(plist(entry))).toEqual(entry);
    }),
  );
  const files = memoryFiles();
  const agent = launchAgent({ files }, '/Users/anna');
  await agent.install(ENTRY);
  expect([...files.all.keys()]).toEqual(['/Users/anna/Library/LaunchAgents/org.hal-listener.plist']);
  expect(await agent.read()).toEqual({ kind: 'installed', entry: ENTRY });
  files.write(agent.location, '<plist/>');
  expect(await agent.read()).toMatchObject({ kind: 'idle' });
  await agent.remove();
  expect(await agent.read()).toEqual({ kind: 'absent' });
});
