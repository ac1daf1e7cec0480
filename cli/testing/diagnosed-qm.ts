import type { Executed } from '../../listener/account/account.ts';
import { checkDictionaries } from '../../listener/account/dictionary-check.ts';
import { HAL_SCHEMA } from '../../listener/account/hal-schema.ts';
import { internalDay } from '../../listener/account/iso.ts';
import { fieldOf } from '../../listener/account/qm/programs.ts';
import { MiniatureAccount } from '../../listener/account/qm/testing/miniature-account.ts';
import type { MiniatureSession } from '../../listener/account/qmclient/testing/miniature-qm.ts';
import { QmServer } from '../../listener/account/qmclient/testing/qm-server.ts';
import { MARK } from '../../listener/account/text.ts';

/** A QM on a loopback port with every file of HAL's and its dictionary, in which programs can be installed. */
export class DiagnosedQm {
  readonly server: QmServer;
  /** Users that it allows at once. */
  seats = 40;
  /** Names of people who are logged in. */
  people: readonly string[] = ['anna'];
  /** Before each answer about records. */
  gate: Promise<void> = Promise.resolve();
  /** How much its clock is fast, ms. */
  fastMs = 0;
  readonly #folder: string;
  readonly #account = new MiniatureAccount();
  readonly #shared: string[] = [];

  /** @param folder its QMSYS */
  static async start(folder: string): Promise<DiagnosedQm> {
    const qm = new DiagnosedQm(await QmServer.start(), folder);
    await qm.#createFiles();
    return qm;
  }

  private constructor(server: QmServer, folder: string) {
    this.server = server;
    this.#folder = folder;
    server.onStatement = (statement, session) => this.#execute(statement, session);
    server.onRequest = () => this.#share();
  }

  /** The records of a file, or of `DICT FILE`. */
  file(name: string): Map<string, string> {
    const found = this.server.qm.files.get(name);
    if (found === undefined) throw new Error(`there is no file ${name}`);
    return found;
  }

  /** Its clock, in this machine's time zone: milliseconds since the epoch as if that were UTC. */
  get wallClock(): number {
    return Date.now() - new Date().getTimezoneOffset() * 60_000 + this.fastMs;
  }

  async #createFiles(): Promise<void> {
    const empty = { execute: async () => ({ output: '@ID\n0 record(s) listed', status: 0 }) };
    const { missing } = await checkDictionaries(empty as never);
    for (const name of ['BP', ...Object.keys(HAL_SCHEMA)]) await this.#account.execute(`CREATE.FILE ${name}`);
    for (const { file, name, item } of missing) await this.#account.write(`DICT ${file}`, name, item);
    this.#share();
  }

  /** Makes the files that VOC knows, and no others of the account, those of the server. */
  #share(): void {
    const { files } = this.server.qm;
    for (const name of this.#shared.splice(0)) files.delete(name);
    const share = (name: string) => {
      files.set(name, this.#account.file(name));
      this.#shared.push(name);
    };
    share('VOC');
    for (const [name, item] of this.file('VOC')) {
      if (fieldOf(item, 1) !== 'F') continue;
      share(name);
      if (fieldOf(item, 3) !== '') share(`DICT ${name}`);
    }
  }

  async #execute(statement: string, session: MiniatureSession): Promise<Executed | undefined> {
    const [verb = '', of = '', name = ''] = statement.split(' ');
    if (verb === 'LISTU') return { output: this.#users(session), status: 0 };
    if (verb === 'LIST') {
      if (of === 'VOC') return listing([['LIST', ...this.#facts()]]);
      if (of !== 'DICT') {
        await this.gate;
        return listing([]);
      }
      const dictionary = this.server.qm.files.get(`DICT ${name}`);
      if (dictionary === undefined) return { output: 'File not found', status: -1 };
      return listing(
        [...dictionary].map(([id, item]) => {
          const [type = '', location = '', conversion = '', heading = '', format = '', single = ''] =
            item.split(MARK.field);
          return [id, type, location, conversion, heading, format, single, ''];
        }),
      );
    }
    if (!['CREATE.FILE', 'DELETE.FILE', 'BASIC', 'CATALOG'].includes(verb)) return undefined;
    return this.#account.execute(statement);
  }

  #facts(): readonly string[] {
    const at = new Date(this.wallClock).toISOString();
    const [hours = 0, minutes = 0, seconds = 0] = at.slice(11, 19).split(':').map(Number);
    const time = hours * 3_600 + minutes * 60 + seconds;
    return [String(internalDay(at.slice(0, 10))), String(time), String(this.seats), this.#folder];
  }

  #users(asking: MiniatureSession): string {
    const line = (mark: string, userNo: number, origin: string) =>
      `${mark}${String(userNo).padStart(5)}  ${9_000 + userNo}              28 Nov 16:46  ${origin}`;
    return [
      '  User  Pid          Puid  Login time    Origin : Username',
      ...[...this.server.qm.sessions].map((session) =>
        line(session === asking ? '*' : ' ', session.userNo, 'QMVbSrvr : halqm'),
      ),
      ...this.people.map((name, index) => line(' ', 500 + index, `pts/${index} : ${name}`)),
    ].join('\n');
  }
}

function listing(records: readonly (readonly string[])[]): Executed {
  const width = records[0]?.length ?? 1;
  const header = ['@ID', ...Array.from({ length: width - 1 }, (_, n) => `C${n}`)].join(',');
  const rows = records.map((cells) => cells.map((cell) => cell.replaceAll(',', ' ')).join(','));
  return {
    output: [header, ...rows, `${records.length} record(s) listed`].join('\n'),
    status: records.length,
  };
}
