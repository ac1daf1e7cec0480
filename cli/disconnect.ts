import { Command } from 'commander';
import { addSettingFlags, PLACE_NAMES } from './setting-flags.ts';
import { readOnlySupervision, withListener } from './supervision.ts';
import type { Terminal } from './terminal.ts';

/** `hal-listener disconnect id`: closes one client's connection. A client that reconnects automatically will return. */
export function disconnectVerb(terminal: Terminal): Command {
  const command = new Command('disconnect')
    .description('close the connection of one client')
    .argument('<id>', 'its id in "hal-listener connections"');
  return addSettingFlags(command, ['port', ...PLACE_NAMES]).action(async (id: string) => {
    const context = readOnlySupervision(command, terminal);
    await withListener(context, (client) =>
      client.request('disconnect', { id, by: context.supervisor.options.by }),
    );
    terminal.out(`Connection ${id} closed.\n`);
  });
}
