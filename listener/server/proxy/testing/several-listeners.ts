import type { ChildProcess } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort } from '../../../../lib/testing/free-port.ts';
import { certificateFolder, documentedConfig, startProxy } from './real-proxy.ts';

/** HAProxy before two listeners, with the configuration of docs/proxy.md. */

/** Which block of HAProxy in the document that is. */
const SEVERAL = 2;

export interface SharedProxy {
  readonly url: string;
  readonly port: number;
  /** Its processes: either serves all clients. */
  readonly processes: readonly ChildProcess[];
  /** Status of each server as the first process sees it, such as `UP`. */
  states(): Promise<readonly string[]>;
}

/** @param processes started on one port, as two machines behind one address */
export async function proxyOf(
  [first, second]: readonly [number, number],
  { processes = 1, checkMs = 500 }: { readonly processes?: number; readonly checkMs?: number } = {},
): Promise<SharedProxy> {
  const [folder, port] = [await certificateFolder(), await freePort()];
  const admin = join(folder, 'admin.sock');
  const children: ChildProcess[] = [];
  for (let index = 0; index < processes; index += 1) {
    const config = documentedConfig('haproxy', SEVERAL, {
      ':443': `127.0.0.1:${port}`,
      '127.0.0.1:8768': `127.0.0.1:${first}`,
      '127.0.0.1:8778': `127.0.0.1:${second}`,
      'inter 2s': `inter ${checkMs}ms`,
    }).replaceAll('/etc/haproxy', folder);
    const file = join(folder, `haproxy-${index}.cfg`);
    const statistics = index === 0 ? ` stats socket ${admin} level admin\n` : '';
    await writeFile(file, `global\n${statistics}${config}`);
    children.push(await startProxy('haproxy', ['-db', '-f', file], port));
  }
  return { url: `wss://127.0.0.1:${port}`, port, processes: children, states: () => serverStates(admin) };
}

async function serverStates(admin: string): Promise<readonly string[]> {
  const socket = connect(admin);
  // It has ended, or has not begun: nobody knows the states.
  socket.on('error', () => undefined);
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk) => {
    text += chunk;
  });
  socket.write('show stat\n');
  await new Promise((resolve) => socket.once('close', resolve));
  const [names = '', ...rows] = text.split('\n');
  const column = names.replace('# ', '').split(',').indexOf('status');
  const rowOf = (server: string) => rows.find((row) => row.startsWith(`hal,${server},`))?.split(',');
  return ['hal1', 'hal2'].map((server) => rowOf(server)?.[column]?.split(' ')[0] ?? '');
}
