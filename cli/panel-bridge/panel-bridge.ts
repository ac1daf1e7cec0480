import { Command } from 'commander';
import { PANEL_ACTOR_FLAG, PANEL_BRIDGE_VERB } from '../../contract/bridge-command.ts';
import { AUTOSTART_CALLS } from '../../contract/panel-autostart.ts';
import { DIAGNOSTICS_CALLS } from '../../contract/panel-diagnostics.ts';
import { INTENTS_CALLS } from '../../contract/panel-intents.ts';
import type { ProgramLine } from '../../contract/panel-program.ts';
import { QM_CALLS } from '../../contract/panel-qm.ts';
import { SETTINGS_CALLS } from '../../contract/panel-settings.ts';
import { SETUP_CALLS } from '../../contract/panel-setup.ts';
import { dispatch, InvalidRequest } from '../../contract/rpc.ts';
import { fileErrorReason } from '../../lib/file-error.ts';
import { tryParseJson } from '../../lib/text.ts';
import { ConfigError } from '../../listener/config/config.ts';
import type { OpenAccount } from '../account/opened.ts';
import { describeActor } from '../actor.ts';
import { addSettingFlags, flagValues, loadInputs, PLACE_NAMES, placeFlags } from '../setting-flags.ts';
import { CliFailure, type Terminal } from '../terminal.ts';
import type { BridgeContext } from './bridge-calls.ts';
import { PanelCallFailure } from './panel-call-failure.ts';

/**
 * `hal-listener from-panel CALL`: run by the panel and the tray, which know neither the configuration nor the database.
 * It reads parameters from its standard input, where no other user sees them, and writes lines of JSON.
 */
export function panelBridgeVerb(terminal: Terminal, openAccount?: OpenAccount): Command {
  const command = new Command(PANEL_BRIDGE_VERB)
    .description('what the panel runs; not for people')
    .argument('<call>', 'a call of contract/panel-program.ts')
    .option(`${PANEL_ACTOR_FLAG} <name>`, 'who asks: panel or tray', 'panel');
  return addSettingFlags(command, PLACE_NAMES).action(
    async (call: string, { actor }: { readonly actor: string }) => {
      const write = (line: ProgramLine): void => terminal.out(`${JSON.stringify(line)}\n`);
      const params = tryParseJson((await terminal.input?.()) ?? '');
      const context = { onProgress: (progress: unknown) => write({ kind: 'progress', progress }) };
      try {
        write({
          kind: 'ok',
          ok: await answer(call, params, context, { command, terminal: { ...terminal, actor }, openAccount }),
        });
      } catch (error) {
        write(asLine(error));
      }
    },
  );
}

/** Only the code of the call is loaded. */
async function answer(
  call: string,
  params: unknown,
  context: BridgeContext,
  {
    command,
    terminal,
    openAccount,
  }: {
    readonly command: Command;
    readonly terminal: Terminal;
    readonly openAccount: OpenAccount | undefined;
  },
): Promise<unknown> {
  if (Object.hasOwn(AUTOSTART_CALLS, call)) {
    const { autostartCalls } = await import('./autostart-calls.ts');
    const calls = autostartCalls(terminal, flagValues(command).home);
    return dispatch(AUTOSTART_CALLS, calls, call, params, context);
  }
  if (Object.hasOwn(QM_CALLS, call)) {
    const { qmCalls } = await import('./qm-calls.ts');
    return dispatch(QM_CALLS, qmCalls(command, terminal, openAccount), call, params, context);
  }
  if (Object.hasOwn(DIAGNOSTICS_CALLS, call)) {
    const [{ diagnosticCalls }, { backupCalls }] = await Promise.all([
      import('./diagnostic-calls.ts'),
      import('./backup-calls.ts'),
    ]);
    const calls = { ...diagnosticCalls(command, terminal), ...backupCalls(placeFlags(command), terminal) };
    return dispatch(DIAGNOSTICS_CALLS, calls, call, params, context);
  }
  if (Object.hasOwn(INTENTS_CALLS, call)) {
    const { intentCalls } = await import('./intent-calls.ts');
    return dispatch(INTENTS_CALLS, intentCalls(command, terminal, openAccount), call, params, context);
  }
  if (Object.hasOwn(SETUP_CALLS, call)) {
    const { setupCalls } = await import('./setup-calls.ts');
    return dispatch(SETUP_CALLS, setupCalls(loadInputs(command, terminal)), call, params, context);
  }
  const { settingCalls } = await import('./setting-calls.ts');
  const calls = settingCalls(loadInputs(command, terminal), describeActor(terminal));
  return dispatch(SETTINGS_CALLS, calls, call, params, context);
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
