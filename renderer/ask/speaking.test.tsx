// @vitest-environment happy-dom
import { screen, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { type Asked, type AskedQuestion, recordingMs } from '../../contract/panel-ask.ts';
import { FakeMicrophone } from '../testing/fake-microphone.ts';
import { answeredQuestion, busyStatus, running } from '../testing/fixtures.ts';
import { renderPanel } from '../testing/panel-harness.tsx';
// The screen is loaded when it is opened; here it is there by then.
import './ask.tsx';

const SPEECH = { isUp: true, waiting: 0, utterances: 0, recognized: 0, failed: 0 };
const LISTENS = running({ status: busyStatus({ speech: SPEECH }) });

/** The answer to a spoken question. */
function heard(text: string | undefined): Asked {
  const asked = answeredQuestion();
  const trace = { statements: [], omitted: 0, ...(text === undefined ? {} : { heard: text }) };
  return { ...asked, trace };
}

async function open(
  ask: (question: AskedQuestion) => Asked = () => heard('my medications'),
  snapshot = LISTENS,
) {
  const microphone = new FakeMicrophone().install();
  const panel = await renderPanel('ask', snapshot, { ask });
  await panel.advance(10);
  const button = (name: RegExp) => screen.getByRole('button', { name });
  const click = async (name: RegExp): Promise<void> => {
    await panel.user.click(button(name));
    await panel.advance(10);
  };
  /** Milliseconds of each recording that was sent. */
  const sent = () =>
    panel.client
      .paramsOf('ask')
      .map((params) => recordingMs(atob((params as { recording: string }).recording).length));
  return { ...panel, microphone, button, click, sent };
}

const says = (text: RegExp) =>
  expect(screen.getAllByRole('status').some((status) => text.test(status.textContent ?? ''))).toBe(true);

it('records from click to click, asks, and shows what was recognized', async () => {
  const { microphone, click, sent, client, button, user } = await open();
  await click(/Speak a question/);
  says(/Listening.*Escape to discard/);
  expect(microphone.rate).toBe(16_000);
  microphone.hear(2);
  expect(screen.getByText('2 s of 15 s')).toBeTruthy();
  expect(Number(screen.getByRole('meter', { name: 'Loudness' }).getAttribute('value'))).toBeGreaterThan(50);
  expect(sent()).toEqual([]);
  await click(/Stop and ask/);
  expect(sent()).toEqual([2_000]);
  expect([microphone.open, microphone.contexts]).toEqual([0, 0]);
  const entry = within(screen.getByRole('list', { name: /Questions/ }));
  expect(entry.getByRole('heading', { level: 3 }).textContent).toBe('my medications');
  expect(entry.getByText('spoken, 2.0 s')).toBeTruthy();
  // Again it is asked as a text, in the same conversation.
  await user.click(button(/Ask again/));
  expect(client.paramsOf('ask').at(-1)).toEqual({ text: 'my medications', session: 's-1' });
});

it('drops what was recorded at Escape, and when another screen is opened', async () => {
  const { microphone, click, client, user } = await open();
  await click(/Speak a question/);
  microphone.hear(2);
  await user.keyboard('{Escape}');
  says(/Discarded. Nothing was sent/);
  expect([microphone.open, microphone.contexts]).toEqual([0, 0]);
  await click(/Speak a question/);
  microphone.hear(2);
  await user.click(screen.getByRole('tab', { name: 'Connections' }));
  await screen.findByText('No clients connected');
  expect([microphone.open, microphone.contexts]).toEqual([0, 0]);
  expect(client.paramsOf('ask')).toEqual([]);
});

it('asks after 15 s by itself, and at the Ask button', async () => {
  const { microphone, click, sent } = await open();
  await click(/Speak a question/);
  microphone.hear(20);
  expect(sent()).toEqual([15_000]);
  expect(microphone.open).toBe(0);
  await screen.findByText('spoken, 15.0 s');
  await click(/Speak a question/);
  microphone.hear(1);
  await click(/^Ask$/);
  expect(sent()).toEqual([15_000, 1_000]);
});

it('records where the browser gives the microphone at its own rate only', async () => {
  const { microphone, click, sent } = await open();
  microphone.ownRate = 48_000;
  await click(/Speak a question/);
  expect([microphone.rate, microphone.contexts]).toEqual([48_000, 1]);
  microphone.hear(2);
  await click(/Stop and ask/);
  expect(sent()).toEqual([2_000]);
});

it.each([
  ['NotAllowedError', /The microphone is not allowed.*privacy settings/],
  ['NotFoundError', /No microphone was found/],
  ['NotReadableError', /another program may be using it/],
  ['OddError', /The microphone cannot be opened: odd/],
])('says that it has none: %s', async (name, text) => {
  const { microphone, click, client, button } = await open();
  microphone.permission = () => Promise.reject(new DOMException('odd', name));
  await click(/Speak a question/);
  says(text);
  microphone.permission = async () => undefined;
  await click(/Speak a question/);
  says(/Listening/);
  expect(client.paramsOf('ask')).toEqual([]);
  expect(button(/Stop and ask/)).toBeTruthy();
});

it('says that a page elsewhere gets no microphone', async () => {
  const { click } = await open();
  vi.stubGlobal('isSecureContext', false);
  await click(/Speak a question/);
  says(/open the panel at 127.0.0.1, or over https/);
});

it('says that nothing is heard, was said too shortly, or that the microphone went away', async () => {
  const { microphone, click, advance, client } = await open();
  await click(/Speak a question/);
  microphone.hear(3, 0);
  says(/nothing is heard: is the microphone muted/);
  microphone.unplug();
  says(/disconnected. Nothing was asked/);
  await click(/Speak a question/);
  microphone.hear(0.1);
  await click(/Stop and ask/);
  says(/too short/);
  await click(/Speak a question/);
  await advance(17_000);
  says(/gave no sound/);
  expect(microphone.open).toBe(0);
  expect(client.paramsOf('ask')).toEqual([]);
});

it('lets go of a microphone that is allowed after its user has changed their mind', async () => {
  const { microphone, click, advance } = await open();
  let allow: (value: unknown) => void = () => undefined;
  microphone.permission = () =>
    new Promise((resolve) => {
      allow = resolve;
    });
  await click(/Speak a question/);
  says(/Waiting for the microphone/);
  await click(/Stop waiting/);
  allow(undefined);
  await advance(10);
  expect([microphone.open, microphone.contexts]).toEqual([0, 0]);
  says(/Discarded/);
});

it('shows an answer to what nobody understood, which cannot be asked again', async () => {
  const { microphone, click } = await open(() => heard(undefined));
  await click(/Speak a question/);
  microphone.hear(1);
  await click(/Stop and ask/);
  expect(screen.getByRole('heading', { level: 3, name: 'Spoken question' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Ask again' })).toBeNull();
});

it('says that a listener without speech recognition does not listen', async () => {
  const { button, click, microphone } = await open(undefined, running());
  await click(/Speak a question: this listener recognizes no speech \(STT_URL is not set\)/);
  expect(button(/Speak a question/).getAttribute('aria-disabled')).toBe('true');
  expect(microphone.open).toBe(0);
});
