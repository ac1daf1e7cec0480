import { expect, it } from 'vitest';
import type { Source } from './config.ts';
import { describeAllowed, describeSource, didYouMean, settingError } from './errors.ts';

const flag: Source = { kind: 'flag', key: '--port' };

it('names key, value and source', () => {
  expect(settingError('port', { raw: 'x', source: flag }, describeAllowed('port')).message).toBe(
    '--port=x (command line) is not a port: allowed is a whole number from 0 to 65535',
  );
  expect(settingError('port', { raw: [1], source: { kind: 'default' } }, 'is odd').message).toBe(
    'port=[1] (default) is odd',
  );
});

it('hides a secret whatever it is', () => {
  const source: Source = { kind: 'file', file: 'config.json', key: 'token' };
  expect(
    settingError('token', { raw: ['opensesame'], source }, describeAllowed('token')).message,
  ).not.toContain('opensesame');
});

it('says where a value came from', () => {
  const sources: Source[] = [
    { kind: 'default' },
    { kind: 'qmconfig', file: 'QMCONFIG', line: 3, key: 'QM.HOST' },
    { kind: 'file', file: 'config.json', key: 'qmHost' },
    { kind: 'environment', key: 'QM_HOST' },
    { kind: 'flag', key: '--qm-host' },
  ];
  expect(sources.map(describeSource)).toEqual([
    'default',
    'QMCONFIG line 3 QM.HOST',
    'config.json qmHost',
    'environment QM_HOST',
    'flag --qm-host',
  ]);
});

const known = ['maxConnections', 'port', 'extraPorts', 'logLevel'];

it('finds what a slip meant', () => {
  expect(didYouMean('prot', known)).toBe('port');
  expect(didYouMean('ports', known)).toBe('port');
  expect(didYouMean('LOG-LEVLE', known)).toBe('logLevel');
  expect(didYouMean('max_connection', known)).toBe('maxConnections');
});

it('guesses nothing for another word', () => {
  expect(didYouMean('zebra', known)).toBeUndefined();
  expect(didYouMean('', known)).toBeUndefined();
});
