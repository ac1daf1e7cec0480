import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HalClient } from './testing/hal-client.ts';
import { testListener } from './testing/test-listener.ts';

it.each([true, false])(
  'keeps the last declined questions, their text only where it may (%s)',
  async (logQuestions) => {
    const { url, http, home, listener } = await testListener({ logQuestions });
    const client = await HalClient.greeted(url);
    expect(await client.ask('How is the pressure in my tyres?')).toMatchObject({
      status: 'success',
      action: 'acknowledged',
    });
    expect(await client.ask('What is my bank password?')).toMatchObject({
      status: 'error',
      action: 'refused',
    });
    expect(await client.ask('What did I spend at Starbucks?')).toMatchObject({
      status: 'success',
      understood: {
        subject: 'TRANSACTION',
        operation: 'sum',
        constraints: ['payee', 'spent'],
        remainder: [],
      },
    });
    client.send({ type: 'text_input', text: 7 });
    await client.until('error');
    await expect.poll(() => listener.health().queries.total).toBe(3);
    expect(listener.health().queries).toEqual({ total: 3, failed: 0, declined: 2 });
    const metrics = await (await fetch(`${http}/metrics`)).text();
    expect(metrics).toMatch(/^hal_queries_total\{intent="GENERAL",status="declined"\} 1$/m);
    expect(metrics).toMatch(/^hal_queries_total\{intent="PASSWORD",status="refused"\} 1$/m);
    expect(metrics).toMatch(/^hal_queries_total\{intent="TRANSACTION",status="success"\} 1$/m);
    await client.close();
    await listener.stop();
    expect(await readFile(join(home, 'logs', 'gateway.log'), 'utf8')).toMatch(/status=declined/);
  },
);

it('continues from the previous question, in its own session only', async () => {
  const { url } = await testListener();
  const client = await HalClient.greeted(url);
  const next = await client.ask('When is my next appointment?');
  expect(String(next.text)).toMatch(/^Your next appointment is on /);
  expect(String((await client.ask('Who is it with?')).text)).toMatch(/Dr\./);
  expect(String((await client.ask('and the weather?')).action)).toBe('acknowledged');
  expect(String((await client.ask('where?')).action)).toBe('acknowledged');
  const other = await HalClient.greeted(url);
  expect(String((await other.ask('Who is it with?')).action)).toBe('acknowledged');
  await client.close();
  await other.close();
});
