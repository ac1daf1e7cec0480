import { MARK } from '../../text.ts';
import type { Reply } from '../replies.ts';
import type { Request } from '../requests.ts';
import { encodeArguments, encodeReply, reply } from './reply-encoder.ts';

/** How the miniature responds to a statement. */
export type Script =
  | { readonly output: string; readonly status?: number }
  | { readonly abort: string }
  | { readonly prompt: string }
  /** Runs until it is logged out. */
  | 'runs on'
  | 'dies'
  | 'dies mid-answer'
  | 'answers garbage';

/** How a session responds to a request. */
export type MiniatureReply =
  | { readonly bytes: Buffer; readonly close?: boolean }
  | { readonly silence: true };

/** A small QM in memory, for tests: accounts, files, locks, statements, user numbers. */
export class MiniatureQm {
  readonly accounts = new Set(['HAL', 'QMSYS']);
  readonly files = new Map<string, Map<string, string>>([
    ['$HOLD', new Map()],
    ['MEDICATION', new Map([['M1', 'Amoxil\u00fe250']])],
  ]);
  /** One script, or several in turn; the last one repeats. */
  readonly statements = new Map<string, Script | Script[]>();
  /** Returns the arguments after a call, or the text it aborts with. */
  readonly subroutines = new Map<string, (args: readonly string[]) => readonly string[] | string>();
  readonly locks = new Map<string, MiniatureSession>();
  readonly sessions = new Set<MiniatureSession>();
  /** Every statement ever executed, in order. */
  readonly executed: string[] = [];
  username = 'halqm';
  password = 'test-only-pw';
  #userNo = 0;

  session(close: () => void = () => {}): MiniatureSession {
    this.#userNo += 1;
    const session = new MiniatureSession(this, this.#userNo, close);
    this.sessions.add(session);
    return session;
  }
}

export class MiniatureSession {
  readonly userNo: number;
  readonly #qm: MiniatureQm;
  readonly #close: () => void;
  readonly #open: string[] = [];
  #list: string[] = [];
  #prompting = false;
  #error = '';
  #account = 'QMSYS';

  constructor(qm: MiniatureQm, userNo: number, close: () => void) {
    this.#qm = qm;
    this.userNo = userNo;
    this.#close = close;
  }

  /** Ends the process: releases its locks and closes the connection. */
  end(): void {
    this.#qm.sessions.delete(this);
    for (const [record, holder] of this.#qm.locks) if (holder === this) this.#qm.locks.delete(record);
    this.#close();
  }

  answer(request: Request): MiniatureReply {
    if (request.function === 'execute') return this.#execute(request.statement);
    if (request.function === 'quit') return { bytes: encodeReply(reply()), close: true };
    const answer = this.#reply(request);
    return {
      bytes: encodeReply(answer),
      close: request.function === 'login' && answer.serverError !== 'ok',
    };
  }

  #reply(request: Exclude<Request, { function: 'execute' }>): Reply {
    switch (request.function) {
      case 'login': {
        const { username, password } = this.#qm;
        const accepted = request.username === username && request.password === password;
        return accepted ? reply() : reply('Invalid username or password', 0, 'on-error');
      }
      case 'account':
        if (!this.#qm.accounts.has(request.name)) {
          return this.#fails(`Unable to change to directory ${request.name}`);
        }
        this.#account = request.name;
        return reply();
      case 'getError':
        return reply(this.#error);
      case 'open': {
        const file = this.#qm.files.has(request.file) ? request.file : request.file.replace('DICT ', '');
        if (!this.#qm.files.has(file)) return reply('', 3007, 'else');
        const fileNo = Buffer.alloc(2);
        fileNo.writeInt16LE(this.#open.push(file));
        return reply(fileNo);
      }
      case 'readu': {
        const holder = this.#qm.locks.get(this.#record(request));
        if (holder && holder !== this) return reply('', holder.userNo, 'locked');
        this.#qm.locks.set(this.#record(request), this);
        return this.#read(request);
      }
      case 'read':
        return this.#read(request);
      case 'write':
        this.#file(request.fileNo).set(request.id, request.record);
        this.#qm.locks.delete(this.#record(request));
        return reply();
      case 'delete':
        this.#file(request.fileNo).delete(request.id);
        this.#qm.locks.delete(this.#record(request));
        return reply();
      case 'release':
        this.#qm.locks.delete(this.#record(request));
        return reply();
      case 'close':
        for (const [record, holder] of this.#qm.locks) {
          if (holder === this && record.startsWith(`${this.#open[request.fileNo - 1]} `))
            this.#qm.locks.delete(record);
        }
        return reply();
      case 'select':
        this.#list = [...this.#file(request.fileNo).keys()];
        return reply();
      case 'readList':
        return reply(this.#list.splice(0).join(MARK.field));
      case 'readNext': {
        const next = this.#list.shift();
        return next === undefined ? reply('', 0, 'else') : reply(next);
      }
      case 'respond':
      case 'endCommand':
        if (!this.#prompting) return this.#fails('End command request sent when no prompt outstanding');
        this.#prompting = false;
        return reply();
      case 'call':
        return (
          this.#call(request) ??
          reply(`00000D06: Unable to load '${request.subroutine}' object code in $VBSRVR`, 0, 'on-error')
        );
      default:
        return reply();
    }
  }

  #execute(statement: string): MiniatureReply {
    this.#qm.executed.push(statement);
    const logOut = /^LOGOUT (\d+)$/.exec(statement)?.[1];
    for (const session of this.#qm.sessions) if (session.userNo === Number(logOut)) session.end();
    const script = this.#scripted(statement) ?? this.#builtIn(statement);
    if (script === 'runs on') return { silence: true };
    if (script === 'dies') return { bytes: Buffer.alloc(0), close: true };
    if (script === 'dies mid-answer')
      return { bytes: encodeReply(reply('half')).subarray(0, 12), close: true };
    if (script === 'answers garbage') return { bytes: Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) };
    if ('abort' in script) return { bytes: encodeReply(reply(script.abort, 0, 'on-error')) };
    if ('prompt' in script) {
      this.#prompting = true;
      return { bytes: encodeReply(reply(script.prompt, 0, 'prompt')) };
    }
    return { bytes: encodeReply(reply(script.output.replaceAll('\n', MARK.field), script.status)) };
  }

  #scripted(statement: string): Script | undefined {
    const scripts = this.#qm.statements.get(statement);
    if (!Array.isArray(scripts)) return scripts;
    return scripts.length > 1 ? scripts.shift() : scripts[0];
  }

  #builtIn(statement: string): Script {
    if (statement === 'WHO') return { output: `${this.userNo} ${this.#account}` };
    if (/^(OPTION|LOGOUT) /.test(statement)) return { output: '' };
    return { output: `${statement.split(' ')[0]} is not in your VOC`, status: -1 };
  }

  #call({ subroutine, args }: { readonly subroutine: string; readonly args: readonly string[] }) {
    const after = this.#qm.subroutines.get(subroutine)?.(args);
    if (after === undefined) return undefined;
    return typeof after === 'string' ? reply(after, 0, 'on-error') : reply(encodeArguments(after));
  }

  #fails(text: string): Reply {
    this.#error = text;
    return reply('', 3006, 'error');
  }

  #read(request: { readonly fileNo: number; readonly id: string }): Reply {
    const record = this.#file(request.fileNo).get(request.id);
    return record === undefined ? reply('', 3006, 'else') : reply(record);
  }

  #file(fileNo: number): Map<string, string> {
    return this.#qm.files.get(this.#open[fileNo - 1]!)!;
  }

  #record(request: { readonly fileNo: number; readonly id: string }): string {
    return `${this.#open[request.fileNo - 1]} ${request.id}`;
  }
}
