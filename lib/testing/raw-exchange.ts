import { once } from 'node:events';
import { connect } from 'node:net';

/** Sends bytes to a port of 127.0.0.1 and reads until the other side closes, or is silent for 1.5 s. */
export async function rawExchange(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.setTimeout(1_500, () => socket.destroy());
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

/** A request's head, with a Host header if none is given. */
export function requestHead(line: string, ...headers: readonly string[]): string {
  const host = headers.some((header) => /^host:/i.test(header)) ? [] : ['Host: h'];
  return [line, ...host, 'Connection: close', ...headers, '', ''].join('\r\n');
}
