import { Command } from 'commander';
import {
  PANEL_BRIDGE_VERB,
  PROGRAM_CALLS,
  type ProgramCall,
  type ProgramLine,
} from '../../contract/panel-program.ts';
import { dispatch, InvalidRequest, type Params, type Result } from '../../contract/rpc.ts';
import { fileErrorReason } from '../../lib/file-error.ts';
import { tryParseJson } from '../../lib/text.ts';
import { ConfigError } from '../../listener/config/config.ts';
import type { OpenAccount } from '../account/opened.ts';
import { addSettingFlags, loadInputs, PLACE_NAMES } from '../setting-flags.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import { PanelCallFailure } from './panel-call-failure.ts';
import { qmCalls } from './qm-calls.ts';
import { settingCalls } from './setting-calls.ts';

interface BridgeContext {
  /** Tells the page how far it is. */
  readonly onProgress: (progress: unknown) => void;
}

/** What answers each call. */
type BridgeCalls = {
  readonly [C in ProgramCall]: (
    params: Params<typeof PROGRAM_CALLS, C>,
    context: BridgeContext,
  ) => Result<typeof PROGRAM_CALLS, C> | Promise<Result<typeof PROGRAM_CALLS, C>>;
};

/**
 * `hal-listener from-panel CALL`: run by the panel and the tray, which know neither the configuration nor the database.
 * It reads parameters from its standard input, where no other user sees them, and writes lines of JSON.
 */
export function panelBridgeVerb(terminal: Terminal, openAccount?: OpenAccount): Command {
  const command = new Command(PANEL_BRIDGE_VERB)
    .description('what the panel runs; not for people')
    .argument('<call>', 'a call of contract/panel-program.ts');
  return addSettingFlags(command, PLACE_NAMES).action(async (call: string) => {
    const write = (line: ProgramLine): void => terminal.out(`${JSON.stringify(line)}\n`);
    const params = tryParseJson((await terminal.input?.()) ?? '');
    const context = { onProgress: (progress: unknown) => write({ kind: 'progress', progress }) };
    try {
      const calls: BridgeCalls = {
        ...settingCalls(loadInputs(command, terminal)),
        ...qmCalls(command, terminal, openAccount),
      };
      write({ kind: 'ok', ok: await dispatch(PROGRAM_CALLS, calls, call, params, context) });
    } catch (error) {
      write(asLine(error));
    }
  });
}

function asLine(error: unknown): ProgramLine {
  if (error instanceof PanelCallFailure) {
    const { message, advice } = error;
    return { kind: 'error', message, ...(advice === undefined ? {} : { advice }) };
  }
  if (error instanceof ConfigError || error instanceof CliFailure || error instanceof InvalidRequest)
    return { kind: 'error', message: error.message };
  if (!(error instanceof Error && 'code' in error)) throw error;
  const place = 'path' in error ? `${String(error.path)}: ` : '';
  return { kind: 'error', message: `${place}${fileErrorReason(error)}` };
}
