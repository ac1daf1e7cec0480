import { Command } from 'commander';
import { addSettingFlags } from '../setting-flags.ts';
import type { Terminal } from '../terminal.ts';
import { aliveVerb, checkVerb, killVerb, stopVerb } from './listener-verbs.ts';
import { resumeVerb, startVerb } from './phantom-verbs.ts';
import { readyVerb, restartVerb, seatsVerb } from './prompt-verbs.ts';

/**
 * `hal-listener from-qm ...`: what our QM Basic programs run, which can start a process and read its words and little
 * else. Not for people: what they type is in QM, or the verbs of the same name.
 */
export function qmBridgeVerb(terminal: Terminal): Command {
  const family = new Command('from-qm').description('what the QM Basic programs run; not for people');
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
    family.addCommand(addSettingFlags(verb));
  }
  return family.addCommand(aliveVerb(terminal));
}
