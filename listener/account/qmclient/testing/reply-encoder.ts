import { REPLY_HEADER_BYTES, type Reply, SERVER_ERRORS, type ServerError } from '../replies.ts';

export function encodeReply(reply: Reply): Buffer {
  const header = Buffer.alloc(REPLY_HEADER_BYTES);
  header.writeInt32LE(REPLY_HEADER_BYTES + reply.body.length, 0);
  header.writeInt16LE(SERVER_ERRORS.indexOf(reply.serverError), 4);
  header.writeInt32LE(reply.status, 6);
  return Buffer.concat([header, reply.body]);
}

/** A reply, by default `ok` with a text. */
export function reply(body: string | Buffer = '', status = 0, serverError: ServerError = 'ok'): Reply {
  return { serverError, status, body: typeof body === 'string' ? Buffer.from(body, 'latin1') : body };
}

/** The body of a call's reply: each argument after its number and length (docs/qmclient.md §2.4). */
export function encodeArguments(args: readonly string[]): Buffer {
  return Buffer.concat(
    args.flatMap((text, index) => {
      const head = Buffer.alloc(6);
      head.writeInt16LE(index + 1, 0);
      head.writeInt32LE(text.length, 2);
      return [head, Buffer.from(text, 'latin1'), Buffer.alloc(text.length % 2)];
    }),
  );
}
