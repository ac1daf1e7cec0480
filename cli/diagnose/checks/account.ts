import { adviceFor } from '../../../listener/account/account-probe.ts';
import { AccountError } from '../../../listener/account/errors.ts';
import type { Config, ConfigError } from '../../../listener/config/config.ts';
import { localUsers } from '../../seats.ts';
import { type Check, type Finding, found, ok, type Problem } from '../check.ts';
import { countHolders } from './seats.ts';

const DOWN: Problem = {
  severity: 'problem',
  symptom: 'The database does not answer, so clients get an error',
  advice: 'This tries every way to reach it and says what each needs: `hal-listener account probe`',
};
const LOGIN_PROMPTS: Problem = {
  severity: 'problem',
  symptom: "The account's LOGIN asks for input, which only a person at a terminal can give",
  advice:
    'Let the paragraph or program LOGIN in VOC ask only at a terminal, or remove the question from it. The listener connects by itself then.',
};
const NO_SEAT: Problem = {
  severity: 'problem',
  symptom: 'QM has no free seat for the listener',
  advice:
    'See who has them: `hal-listener account users`. End a session there, use fewer (`hal-listener config set qmSessions 1`), or raise the licence.',
};
const LISTENER_ONLY: Problem = {
  severity: 'problem',
  symptom: 'The database answers this command, but not the listener',
  advice:
    'It tries again every half a minute. If that does not help, its user lacks a right in QM, or it was started with other settings: `hal-listener restart`',
};

/** Whether the database lets the listener in. */
export const accountCheck: Check = {
  id: 'account',
  title: 'Database',
  problems: [DOWN, LOGIN_PROMPTS, NO_SEAT, LISTENER_ONLY],
  async run(diagnosis) {
    const { account, error } = await diagnosis.account.open();
    if (error !== undefined) return [await refused(error, diagnosis.config)];
    const status = (await diagnosis.running())?.status.account;
    if (status?.state === 'down')
      return [found(LISTENER_ONLY, `the listener: ${status.reason ?? 'no answer'}`)];
    return [ok(`account ${account.name} answers by ${account.driver}`)];
  },
};

async function refused(error: AccountError | ConfigError, config: Config): Promise<Finding> {
  const { message } = error;
  if (!(error instanceof AccountError)) return found(DOWN, message);
  if (error.code === 'PROMPTED') return found(LOGIN_PROMPTS, message);
  if (error.code === 'LICENCE_LIMIT') {
    const users = await localUsers(config);
    if (users === undefined) return found(NO_SEAT, message);
    const { text, names } = countHolders(users, new Map());
    return found(NO_SEAT, `${message}; seats: ${text}`, { names });
  }
  const advice = adviceFor(config.driver, error, config);
  return found(DOWN, message, {
    advice: `${advice.charAt(0).toUpperCase()}${advice.slice(1)}. ${DOWN.advice}`,
  });
}
