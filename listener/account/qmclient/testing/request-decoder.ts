import { FUNCTION, type FunctionName, type Request } from '../requests.ts';

const NAMES = new Map<number, FunctionName>(
  Object.entries(FUNCTION).map(([name, number]) => [number, name as FunctionName]),
);

/** Decodes a complete request packet, as the server does. */
export function decodeRequest(packet: Buffer): Request {
  const number = packet.readInt16LE(4);
  const name = NAMES.get(number);
  if (name === undefined) throw new Error(`function ${number} is none of ours`);
  return decodeBody(name, packet.subarray(6));
}

/** Decodes the complete requests at the front of `bytes` and returns the rest. */
export function takeRequests(bytes: Buffer): {
  readonly requests: readonly Request[];
  readonly rest: Buffer;
} {
  const requests: Request[] = [];
  let rest = bytes;
  while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
    const length = rest.readInt32LE(0);
    requests.push(decodeRequest(rest.subarray(0, length)));
    rest = rest.subarray(length);
  }
  return { requests, rest };
}

function decodeBody(name: FunctionName, body: Buffer): Request {
  const text = (from = 0) => body.toString('latin1', from);
  const number = (at: number) => body.readInt16LE(at);
  switch (name) {
    case 'quit':
    case 'getError':
    case 'endCommand':
    case 'localLogin':
      return { function: name };
    case 'login': {
      const [username, next] = padded(body, 0);
      return { function: name, username, password: padded(body, next)[0] };
    }
    case 'account':
      return { function: name, name: text() };
    case 'open':
      return { function: name, file: text() };
    case 'close':
      return { function: name, fileNo: number(0) };
    case 'read':
    case 'readu':
    case 'delete':
    case 'release':
      return { function: name, fileNo: number(0), id: text(2) };
    case 'write': {
      const end = 4 + number(2);
      return { function: name, fileNo: number(0), id: body.toString('latin1', 4, end), record: text(end) };
    }
    case 'select':
      return { function: name, fileNo: number(0), list: number(2) };
    case 'readNext':
    case 'readList':
    case 'clearSelect':
      return { function: name, list: number(0) };
    case 'call':
      return decodeCall(body);
    case 'execute':
      return { function: name, statement: text() };
    case 'respond':
      return { function: name, text: text() };
  }
}

function decodeCall(body: Buffer): Request {
  const [subroutine, start] = padded(body, 0);
  const args: string[] = [];
  let at = start + 2;
  for (let count = body.readInt16LE(start); count > 0; count -= 1) {
    const length = body.readInt32LE(at);
    args.push(body.toString('latin1', at + 4, at + 4 + length));
    at += 4 + length + (length % 2);
  }
  return { function: 'call', subroutine, args };
}

function padded(body: Buffer, at: number): [text: string, next: number] {
  const length = body.readInt16LE(at);
  return [body.toString('latin1', at + 2, at + 2 + length), at + 2 + length + (length % 2)];
}
