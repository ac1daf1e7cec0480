import { expect, it } from 'vitest';
import { Controls } from './testing/controls.ts';

it('DEBUG logs every step, no value among them, until the next restart', async () => {
  const here = await Controls.open();
  const ask = () => here.run(['query', '--url', `ws://127.0.0.1:${here.port}`, 'Am I taking Metformin?']);
  const steps = () =>
    here
      .read('logs/HAL.SPLITTER.LOG')
      .split('\n')
      .filter((line) => line.includes(' DEBUG '));

  await here.run(['start', '--debug']);
  expect((await ask()).out).toContain('Metformin');
  await here.run(['restart']);
  const loggedSteps = steps();
  for (const step of [
    /server +message client=\S+ type=text_input bytes=\d+/,
    /server +state client=\S+ from=passive_listening to=processing/,
    /server +frame client=\S+ type=response bytes=\d+/,
    /account +statement done of="LIST MEDICATION .*" ms=\d+ status=\d+ bytes=\d+/,
  ]) {
    expect(loggedSteps).toContainEqual(expect.stringMatching(step));
  }
  expect(loggedSteps.join('\n')).not.toContain('Metformin');

  expect((await ask()).out).toContain('Metformin');
  await here.run(['stop']);
  expect(steps()).toEqual(loggedSteps);
});
