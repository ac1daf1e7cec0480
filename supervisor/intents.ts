import { DESIRED, type Desired } from '../contract/desired.ts';
import { desiredFileOfPort, HOME_FILES } from '../contract/home-files.ts';
import type { Registration } from '../contract/registration.ts';
import { portOfFlags, type StartFlags } from '../contract/start-flags.ts';
import { readWord, writeWord } from './word-files.ts';

export interface IntentPorts {
  /** The one a flag names; without it, a supervisor is about the phantom started last, on whatever port. */
  readonly given: number | undefined;
  /** Where a start without a flag would be; 0 is any. */
  readonly configured: number;
}

/**
 * What the operator wants of the phantom a supervisor is about, and how it was started last. A home has one such
 * phantom; the word about a further one, on a port that is named, is kept apart.
 */
export class Intents {
  readonly #home: string;
  readonly #ports: IntentPorts;

  constructor(home: string, ports: IntentPorts) {
    this.#home = home;
    this.#ports = ports;
  }

  /** What was said last; undefined where nobody said anything yet. */
  get word(): Desired | undefined {
    return this.#read(this.#file(this.#ports.given));
  }

  /** Where the next start would be that says nothing else; 0 is any port. */
  get nextPort(): number {
    return this.#ports.given ?? portOfFlags(this.word?.flags ?? {}) ?? this.#ports.configured;
  }

  /** Whether a phantom is the one this is about: on the port where it was started last, or on the configured one. */
  isAbout({ ports }: Pick<Registration, 'ports'>): boolean {
    const { given, configured } = this.#ports;
    const wanted = given === undefined ? [this.word?.port, configured] : [given];
    return wanted.some((port) => port !== undefined && (port === 0 || ports.includes(port)));
  }

  /**
   * Written before any start or stop. What is not said anew stays as it was said last.
   *
   * @param port of another phantom of this home; without it, the one this is about
   * @throws HomeError
   */
  say(word: Desired, port: number | undefined = this.#ports.given): void {
    const file = this.#file(port);
    writeWord(this.#home, file, { ...this.#read(file), ...word });
  }

  /** Of a start: it says how, wholly. @param further whether another phantom of this home runs @throws as `say` */
  sayStart(word: Desired, flags: StartFlags, further: boolean): void {
    const { given, configured } = this.#ports;
    const port = portOfFlags(flags) ?? configured;
    const file = further ? this.#file(given) : HOME_FILES.desired;
    writeWord(this.#home, file, { ...word, ...(port === 0 ? {} : { port }), flags });
  }

  /** Notes how the phantom runs, for whoever starts it again. @throws as `say` */
  note({ ports: [port], flags }: Pick<Registration, 'ports' | 'flags'>, otherwise: Desired): void {
    const word = this.word ?? otherwise;
    if (word.port === port && JSON.stringify(word.flags) === JSON.stringify(flags)) return;
    this.say({ ...word, ...(port === undefined ? {} : { port }), flags });
  }

  #read(file: string): Desired | undefined {
    return readWord(this.#home, file, DESIRED);
  }

  #file(port: number | undefined): string {
    if (port === undefined) return HOME_FILES.desired;
    const main = this.#read(HOME_FILES.desired);
    return main === undefined || (main.port ?? port) === port ? HOME_FILES.desired : desiredFileOfPort(port);
  }
}
