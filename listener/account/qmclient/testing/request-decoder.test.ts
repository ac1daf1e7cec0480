import { expect, it } from 'vitest';
import { decodeRequest, takeRequests } from './request-decoder.ts';
import { transcripts } from './transcript.ts';

it.each(transcripts())('decodes every recorded request, however it is split: $name', ({ sent }) => {
  const packets = sent.filter(({ from }) => from === 'client').map(({ bytes }) => bytes);
  expect(packets.length).toBeGreaterThan(0);
  for (const packet of packets) {
    const whole = decodeRequest(packet);
    for (let at = 0; at < packet.length; at += 1) {
      const first = takeRequests(packet.subarray(0, at));
      const second = takeRequests(Buffer.concat([first.rest, packet.subarray(at)]));
      expect([first.requests, second.requests, second.rest.length], `split at ${at}`).toEqual([
        [],
        [whole],
        0,
      ]);
    }
  }
  let waiting = Buffer.alloc(0);
  const read = [...Buffer.concat(packets)].flatMap((byte) => {
    const { requests, rest } = takeRequests(Buffer.concat([waiting, Buffer.of(byte)]));
    waiting = Buffer.from(rest);
    return requests;
  });
  expect(read).toEqual(packets.map(decodeRequest));
});
