import { once } from 'node:events';
import WebSocket from 'ws';

/** The panel's link in what a command printed. @throws Error where there is none */
export function panelLink(output: string): { readonly address: string; readonly token: string } {
  const [, address, token] = /(http:\S+)#token=(\S+)/.exec(output) ?? [];
  if (address === undefined || token === undefined) throw new Error(`no link to a panel: ${output}`);
  return { address, token };
}

/** Loads the page as a browser does. @returns the status of the page and of each part it names */
export async function loadPage(address: string): Promise<readonly number[]> {
  const page = await fetch(address);
  const parts = [...(await page.text()).matchAll(/(?:src|href)="\.\/([^"]+)"/g)];
  const loaded = await Promise.all(parts.map(([, name = '']) => fetch(`${address}${name}`)));
  return [page.status, ...loaded.map(({ status }) => status)];
}

/** Searches the events log as the page does, in the panel's search thread. @returns how many lines hold the text */
export async function searchEvents(address: string, token: string, text: string): Promise<number> {
  const params = { log: 'events', pattern: { text, regex: false, matchCase: true } };
  const found = await callPanel(address, token, 'log-search', params);
  return (found as { readonly total: number }).total;
}

/** One call as the page makes it, over a connection of its own. @throws Error `CODE: message` */
export async function callPanel(
  address: string,
  token: string,
  call: string,
  params: object,
): Promise<unknown> {
  const socket = new WebSocket(new URL('/panel', address.replace('http', 'ws')), {
    origin: address.replace(/\/$/, ''),
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ token }));
  // It says who it is before it takes calls.
  await once(socket, 'message');
  socket.send(JSON.stringify({ id: 1, call, params }));
  return new Promise((resolve, reject) => {
    socket.on('close', (code) => reject(new Error(`the panel closed: ${code}`)));
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data));
      if (frame.id !== 1) return;
      socket.terminate();
      if (frame.error === undefined) resolve(frame.ok);
      else reject(new Error(`${frame.error.code}: ${frame.error.message}`));
    });
  });
}
