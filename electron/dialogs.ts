import { dialog } from 'electron';
import type { PanelErrorFrame } from '../contract/panel-errors.ts';
import type { Confirmation } from '../wording/phantom-actions.ts';

/** What the tray asks and says in dialogs of the system. */

export async function confirmed({ title, text, yes }: Confirmation): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: title,
    detail: text,
    buttons: [yes, 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}

export type Leaving = 'quit' | 'quit-and-stop' | 'stay';

const ANSWERS: readonly Leaving[] = ['quit', 'quit-and-stop', 'stay'];

/** @param connected clients now; undefined where no listener runs */
export async function askToQuit(stopOnQuit: boolean, connected: number | undefined): Promise<Leaving> {
  const clients = connected === 1 ? '1 client is' : `${connected} clients are`;
  const goesOn = `${clients} connected. The listener goes on without the tray, and is found again when the tray starts.`;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Quit HAL Listener?',
    detail: connected === undefined ? 'No listener is running.' : goesOn,
    buttons: ['Quit, the listener goes on', 'Quit and stop the listener', 'Cancel'],
    defaultId: stopOnQuit ? 1 : 0,
    cancelId: 2,
  });
  return ANSWERS[response] ?? 'stay';
}

export async function showError({ message, advice }: Omit<PanelErrorFrame, 'code'>): Promise<void> {
  await dialog.showMessageBox({ type: 'error', message, detail: advice, buttons: ['Close'] });
}
