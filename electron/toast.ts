import { SCREENS, type Screen } from '../contract/panel-snapshot.ts';
import type { Notice } from './notices.ts';

/** Windows' toasts: their text as XML, and what a click on one says. */

const KEY = 'screen=';

/**
 * The toast of a notice. With XML of our own a click says which screen was meant even where the tray was started again
 * meanwhile (https://learn.microsoft.com/en-us/windows/apps/develop/notifications/app-notifications/toast-schema).
 */
export function toastXml({ title, body, screen }: Pick<Notice, 'title' | 'body' | 'screen'>): string {
  const texts = [title, body].map((text) => `<text>${escapeXml(text)}</text>`).join('');
  const visual = `<visual><binding template="ToastGeneric">${texts}</binding></visual>`;
  return `<toast activationType="foreground" launch="${KEY}${screen}">${visual}</toast>`;
}

/** The screen that a click asks for; the overview where its toast is not one of ours, or says none. */
export function clickedScreen(activation: string): Screen {
  const parts = activation.split('&');
  return SCREENS.find((screen) => parts.includes(`${KEY}${screen}`)) ?? 'overview';
}

/** Without what XML 1.0 does not allow: a whole toast is refused for one such character. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
