import { Command } from 'commander';
import { addSettingFlags } from '../setting-flags.ts';
import type { Terminal } from '../terminal.ts';
import { aliveVerb, checkVerb, killVerb, stopVerb } from './listener-verbs.ts';
import { resumeVerb, startVerb } from './phantom-verbs.ts';
import { readyVerb, restartVerb, seatsVerb } from './prompt-verbs.ts';

/**
 * `hal-listener from-qm ...`: run by our QM Basic programs, which can do little more than start a process and read its
 * output. Users type the commands in QM, or the commands of the same names without `from-qm`.
 */
export function qmBridgeVerb(terminal: Terminal): Command {
  const bridge = new Command('from-qm').description('what the QM Basic programs run; not for people');
  for (const verb of [
    readyVerb(terminal),
    startVerb(terminal),
    restartVerb(terminal),
    seatsVerb(terminal),
    resumeVerb(terminal),
    checkVerb(terminal),
    stopVerb(terminal),
    killVerb(terminal),
  ]) {
    bridge.addCommand(addSettingFlags(verb));
  }
  return bridge.addCommand(aliveVerb(terminal));
}
