import { readFileSync } from '../../../lib/read-file.ts';
import type { Config } from '../../../listener/config/config.ts';
import { parseApiKey } from '../../../listener/config/speech-checks.ts';
import { EndpointError, postForBytes } from '../../../listener/outgoing/endpoint.ts';
import { readTranscription, transcriptionBody } from '../../../listener/speech/transcription.ts';
import { SAMPLE_RATE } from '../../../listener/speech/wav.ts';
import { type Check, type Finding, found, ok, type Problem } from '../check.ts';

const UNREACHABLE: Problem = {
  severity: 'warning',
  symptom: 'The speech recognition server cannot be reached, so spoken questions are not understood',
  advice:
    'Start it; `hal-listener config` shows its address as `sttUrl`. A server elsewhere needs https. Typed questions are answered meanwhile.',
};
const REFUSED: Problem = {
  severity: 'warning',
  symptom: 'The speech recognition server refuses audio',
  advice:
    'Name its root, its `/v1` or its plain endpoint: `hal-listener config set sttUrl URL`, the model with `sttModel` and a file with its key with `sttKeyFile`. docs/speech.md has examples.',
};
const SLOW: Problem = {
  severity: 'warning',
  symptom: 'The speech recognition server is too slow for spoken questions',
  advice:
    'Give it a smaller model or a faster machine; or more time with `hal-listener config set sttTimeoutMs MS`, which must be less than `deadlineMs`.',
};
const GARBAGE: Problem = {
  severity: 'warning',
  symptom: 'The speech recognition server answers with something else than text',
  advice:
    'Name its endpoint for transcriptions: `hal-listener config set sttUrl URL`. docs/speech.md has examples.',
};

/** What a server refuses that knows no verbose answers. */
const UNKNOWN_FORMAT: readonly number[] = [400, 415, 422];

/** Whether spoken questions are recognized. Sends a second of silence. */
export const speechCheck: Check = {
  id: 'speech',
  title: 'Speech recognition',
  problems: [UNREACHABLE, REFUSED, SLOW, GARBAGE],
  async run({ config }) {
    if (config.sttUrl === undefined) return [ok('none is set, so questions are typed')];
    return [await tryServer(config, config.sttUrl)];
  },
};

async function tryServer(config: Config, url: string): Promise<Finding> {
  const { host } = new URL(url);
  const seconds = `${config.sttTimeoutMs / 1_000} s`;
  try {
    const answer = await recognizeSilence(config, url, true).catch((error: unknown) => {
      if (!(error instanceof EndpointError) || !UNKNOWN_FORMAT.includes(error.status ?? 0)) throw error;
      return recognizeSilence(config, url, false);
    });
    return readTranscription(answer).kind === 'garbage'
      ? found(GARBAGE, `${host} answers with something else than text`)
      : ok(`${host} recognizes speech`);
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
    const { reason, status } = error;
    if (reason === 'slow') return found(SLOW, `${host} did not answer within ${seconds}`);
    if (reason === 'status') return found(REFUSED, `${host} answers with HTTP ${status}`);
    if (reason === 'redirect')
      return found(REFUSED, `${host} answers with a redirection, which is not followed`);
    if (reason === 'too-big') return found(GARBAGE, `${host} answers with too much`);
    return found(UNREACHABLE, `${host} cannot be reached`);
  }
}

/** @throws EndpointError */
async function recognizeSilence(config: Config, url: string, isVerbose: boolean): Promise<string> {
  const { sttKeyFile: keyFile, sttModel: model, sttLanguage, sttTimeoutMs: timeoutMs } = config;
  const language = sttLanguage === 'auto' ? undefined : sttLanguage;
  const pcm = new Uint8Array(2 * SAMPLE_RATE);
  const { body, contentType } = transcriptionBody({ pcm, model, language, prompt: '', isVerbose });
  const key = keyFile === undefined ? undefined : parseApiKey(readFileSync(keyFile).toString('utf8'));
  const { signal } = new AbortController();
  const answer = await postForBytes({ url, key, headers: { 'content-type': contentType } }, body, {
    timeoutMs,
    signal,
  });
  return answer.toString('utf8');
}
