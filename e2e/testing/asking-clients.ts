import type { RealPanel } from './real-panel.ts';

/** What a family asks. */
const QUESTIONS = [
  'What medications am I taking?',
  'What did I spend at Starbucks in October?',
  'When is my next appointment?',
  'Am I allergic to penicillin?',
  'What is my blood pressure?',
  'How much did I spend on groceries last month?',
  'How much do I weigh?',
  'What did I spend each month this year?',
  'What allergies do I have?',
  'When did I last see Dr. Johnson?',
];

const PROGRAMS = [
  'HAL-Mac/2.4 (Macintosh; macOS 15.1)',
  'HAL-Windows/1.9 (Windows NT 10.0)',
  'HAL-Kitchen/2.1 (Linux; Android 14)',
  'HAL-Web/3.0 (Windows NT 10.0) Chrome/142.0',
  'Python/3.12 websockets/13.1',
];

/** Clients of a real listener that ask a mix of questions until they leave, each at its own pace. */
export class AskingClients {
  readonly #real: RealPanel;
  readonly #clients: { readonly leave: () => void }[] = [];
  #joined = 0;

  constructor(real: RealPanel) {
    this.#real = real;
  }

  /** @param everyMs how often the first of them asks; each further one asks a little less often */
  async join(count: number, everyMs: number): Promise<void> {
    for (let place = 0; place < count; place += 1) {
      const number = this.#joined;
      this.#joined += 1;
      const { ws } = await this.#real.client(PROGRAMS[number % PROGRAMS.length]);
      let asked = number;
      const timer = setInterval(
        () => {
          if (ws.readyState !== ws.OPEN) return clearInterval(timer);
          ws.send(JSON.stringify({ type: 'text_input', text: QUESTIONS[asked % QUESTIONS.length] }));
          asked += 1;
        },
        everyMs * (1 + place / count),
      );
      this.#clients.push({
        leave: () => {
          clearInterval(timer);
          ws.close(1_000, 'goodbye');
        },
      });
    }
  }

  /** The first `count` of them leave, or all. */
  leave(count = this.#clients.length): void {
    for (const { leave } of this.#clients.splice(0, count)) leave();
  }
}
