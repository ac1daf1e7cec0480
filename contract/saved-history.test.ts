import { describe, expect, it } from 'vitest';
import { formatHistory, MAX_HISTORY_BYTES, parseHistory } from './saved-history.ts';
import { type History, RESOLUTIONS, type Resolution, type Sample } from './status.ts';

const NOW = 1_764_000_000_000;

function sample(at: number, figure = 1): Sample {
  return {
    at,
    cpu: figure,
    rss: figure,
    heap: figure,
    loopDelay: figure,
    connections: figure,
    queriesPerSecond: figure,
    latencyP50: null,
    latencyP99: figure,
  };
}

function full(figure: number): History {
  const of = (span: Resolution): Sample[] => {
    const { everyMs, kept } = RESOLUTIONS[span];
    return Array.from({ length: kept }, (_, place) => sample(NOW - (kept - 1 - place) * everyMs, figure));
  };
  return { seconds: of('seconds'), tenSeconds: of('tenSeconds'), minutes: of('minutes') };
}

it('brings back what was saved, and a day of large figures has room', () => {
  const history = full(1_234_567_890.1);
  const text = formatHistory(history);
  expect(text.length).toBeLessThan(MAX_HISTORY_BYTES);
  expect(parseHistory(text, NOW)).toEqual(history);
});

it('leaves out what no chart shows any more, and what the clock has not reached', () => {
  const minutes = [sample(NOW - 2 * 86_400_000), sample(NOW), sample(NOW - 60_000), sample(NOW + 60_000)];
  const text = formatHistory({ seconds: [sample(NOW - 400_000)], tenSeconds: [], minutes });
  const read = parseHistory(text, NOW);
  expect(read.minutes.map(({ at }) => at)).toEqual([NOW - 60_000, NOW]);
  expect(read.seconds).toEqual([]);
});

describe('refuses', () => {
  const good = formatHistory({ seconds: [sample(NOW)], tenSeconds: [], minutes: [] });
  it.each([
    ['nothing', '', /JSON/],
    ['half of a file', good.slice(0, 60), /JSON/],
    ['something else', '{"form": 1, "sessions": []}', /seconds/],
    ['a list', '[]', /the file/],
    ['a row that is too short', good.replace(/,null,1\]/, ']'), /seconds\.0/],
    ['a figure that is none', good.replace('null', '"x"'), /seconds\.0\.7/],
    ['a negative figure', good.replace(`${NOW},1`, `${NOW},-1`), /seconds\.0\.1/],
    ['too many rows', formatHistory({ ...full(1), seconds: full(1).minutes }), /seconds: .*300/],
    ['a newer form', good.replace('"form":1', '"form":2'), /newer version wrote it \(form 2\)/],
  ])('%s', (_, text, why) => {
    expect(() => parseHistory(text, NOW)).toThrow(why);
  });
});
