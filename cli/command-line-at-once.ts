import './account.ts';
import './alarm.ts';
import './autostart.ts';
import './backup.ts';
import './check.ts';
import { runCommandLine as run } from './command-line.ts';
import './completion/completion.ts';
import './config.ts';
import './connections.ts';
import './diagnose.ts';
import './disconnect.ts';
import './drain.ts';
import './firewall.ts';
import './fleet.ts';
import './intents.ts';
import './kill.ts';
import './list.ts';
import './logs.ts';
import './man-page.ts';
import './panel.ts';
import './port.ts';
import './qm-bridge/qm-bridge.ts';
import './query.ts';
import './reload.ts';
import './restart.ts';
import './restore.ts';
import './run.ts';
import './selftest.ts';
import './start.ts';
import './status.ts';
import './stop.ts';
import './watch.ts';

/**
 * The command line with the code of every command loaded at once: for the simulator, which loads the program once for all
 * processes of all its machines, so that nothing is loaded by whichever process needs it first.
 */
export function runCommandLine(): void {
  run();
}
