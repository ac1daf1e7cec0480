import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQmconfig } from './qmconfig.ts';
import { QMCONFIG_KEYS } from './settings.ts';

const parse = (content: string) => parseQmconfig(content, 'QMCONFIG');

describe('the lines that are ours', () => {
  it('are read with any case of key, spaces, line ends and byte order mark', () => {
    const { entries, warnings } = parse(
      '\ufeffwebsocket.port=1\r\n  QM.Host =  qm server \r\rLOG.DIR = a = b\n',
    );
    expect([...entries]).toEqual([
      ['WEBSOCKET.PORT', { value: '1', line: 1 }],
      ['QM.HOST', { value: 'qm server', line: 2 }],
      ['LOG.DIR', { value: 'a = b', line: 4 }],
    ]);
    expect(warnings).toEqual([]);
  });

  it('hold their whole rest as the value: there is no comment behind one', () => {
    expect(parse('WEBSOCKET.PORT = 1 * one').entries.get('WEBSOCKET.PORT')?.value).toBe('1 * one');
  });

  it('overrule an earlier line with the same key, and say so', () => {
    const { entries, warnings } = parse('QM.PORT=1\nqm.port=2');
    expect(entries.get('QM.PORT')).toEqual({ value: '2', line: 2 });
    expect(warnings).toEqual(['QMCONFIG line 2: QM.PORT is also in line 1; this line applies']);
  });
});

describe('other lines', () => {
  it('are passed over where they are foreign', () => {
    const { entries, warnings } = parse(
      '[qm]\n* WEBSOCKET.PORT = 1\n# QM.PORT = 2\nPATH=C:\\qm\nNUMUSERS=10\nQMSYS=/usr/qmsys\n\n[qmnet]\nLOGDIR=x\n=\n',
    );
    expect([...entries]).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('warn where they were meant for us', () => {
    const { warnings } = parse(
      'WEBSOCKET.PORTS=1\nQM.PASSWORD=hunter2\nWEBSOCKET.RATE=1\nWEBSOCKET.PORT 8768\nLOG.ZEBRA=1',
    );
    expect(warnings).toEqual([
      'QMCONFIG line 1: WEBSOCKET.PORTS is not a setting: did you mean WEBSOCKET.PORT?',
      'QMCONFIG line 2: QM.PASSWORD is not a setting of QMCONFIG: use QM_PASSWORD in the environment, or qmPassword in config.json',
      'QMCONFIG line 3: WEBSOCKET.RATE is not a setting of QMCONFIG: use WEBSOCKET_RATE in the environment, or rate in config.json',
      'QMCONFIG line 4: WEBSOCKET.PORT is not followed by "=", so the line is ignored',
      'QMCONFIG line 5: LOG.ZEBRA is not a setting',
    ]);
  });
});

it('never throws, and finds only known keys', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('QM.', 'WEBSOCKET.PORT', '=', '\n', '\r', '*', '['),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      for (const key of parse(pieces.join('')).entries.keys()) expect(QMCONFIG_KEYS).toContain(key);
    }),
  );
});

it('reads the same settings with any foreign lines between', () => {
  const foreign = fc
    .string()
    .map((text) => text.replace(/[\r\n]/g, ' '))
    .filter((line) => !/^\s*(websocket|qm|log)\./i.test(line));
  fc.assert(
    fc.property(fc.array(foreign), fc.array(foreign), (above, below) => {
      const { entries, warnings } = parse([...above, 'WEBSOCKET.PORT = 9', ...below].join('\r\n'));
      expect([...entries]).toEqual([['WEBSOCKET.PORT', { value: '9', line: above.length + 1 }]]);
      expect(warnings).toEqual([]);
    }),
  );
});
