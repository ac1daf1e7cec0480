import type { QmWay } from '../../contract/panel-qm.ts';
import type { SETUP_CALLS } from '../../contract/panel-setup.ts';
import { probeAccount } from '../../listener/account/account-probe.ts';
import { configuredProgram } from '../../listener/account/open.ts';
import { type LoadInputs, loadTolerant } from '../../listener/config/load.ts';
import { edited, openConfig, withFileContent } from '../config-writer.ts';
import type { BridgeCalls } from './bridge-calls.ts';
import { toConfigEdits } from './setting-calls.ts';

/** The panel's calls about the first run. @param inputs of the program that serves the panel */
export function setupCalls({ flags, machine }: LoadInputs): BridgeCalls<typeof SETUP_CALLS> {
  return {
    'setup-test': async ({ edits }, { onProgress }) => {
      const opened = openConfig(machine.env, flags.home === undefined ? {} : { home: flags.home });
      const content = edited(opened, toConfigEdits(edits));
      const { config } = loadTolerant({ flags, machine: withFileContent(machine, opened.file, content) });
      const ways: QmWay[] = [];
      for await (const way of probeAccount(config, configuredProgram(config))) {
        ways.push(way);
        onProgress(way);
      }
      return { use: ways.find(({ works }) => works)?.driver ?? null, ways };
    },
  };
}
