import { dialog } from 'electron';
import type { PanelErrorFrame } from '../contract/panel.ts';
import { counted } from '../wording/counted.ts';
import type { Confirmation } from '../wording/phantom-actions.ts';

/** What the tray asks and says in dialogs of the system. */

export async function confirm({ title, text, confirmLabel }: Confirmation): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: title,
    detail: text,
    buttons: [confirmLabel, 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}

export type QuitChoice = 'quit' | 'quit-and-stop' | 'stay';

const CHOICES: readonly QuitChoice[] = ['quit', 'quit-and-stop', 'stay'];

/** @param connected clients now; undefined where no listener runs */
export async function askToQuit(stopOnQuit: boolean, connected: number | undefined): Promise<QuitChoice> {
  const clients = counted(connected ?? 0, 'client is', 'clients are');
  const running = `${clients} connected. The listener keeps running without the tray, which finds it again at its next start.`;
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Quit HAL Listener?',
    detail: connected === undefined ? 'No listener is running.' : running,
    buttons: ['Quit and keep the listener running', 'Quit and stop the listener', 'Cancel'],
    defaultId: stopOnQuit ? 1 : 0,
    cancelId: 2,
  });
  return CHOICES[response] ?? 'stay';
}

export async function showError({ message, advice }: Omit<PanelErrorFrame, 'code'>): Promise<void> {
  await dialog.showMessageBox({ type: 'error', message, detail: advice, buttons: ['Close'] });
}
