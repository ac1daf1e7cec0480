import { describe, expect, it } from 'vitest';
import { decodeText } from './text.ts';

describe('decodeText', () => {
  it('reads a file whatever saved it', () => {
    expect(decodeText(Buffer.from('a=é'), 'config.json')).toBe('a=é');
    expect(decodeText(Buffer.from('\ufeffa=é'), 'config.json')).toBe('a=é');
    expect(decodeText(Buffer.from('\ufeffa=é', 'utf16le'), 'config.json')).toBe('a=é');
    expect(decodeText(Buffer.from('\ufeffa=é', 'utf16le').swap16(), 'config.json')).toBe('a=é');
    expect(decodeText(Buffer.from('a=é', 'latin1'), 'config.json')).toBe('a=é');
    expect(decodeText(new Uint8Array(), 'config.json')).toBe('');
  });

  it('takes one mark off, and no character behind it', () => {
    expect(decodeText(Buffer.from('\ufeff\ufeffa'), 'config.json')).toBe('\ufeffa');
  });

  it('says what a file with NUL bytes is', () => {
    expect(() => decodeText(Buffer.from('{"port": 1}', 'utf16le'), 'config.json')).toThrow(
      /UTF-16 without a byte order mark/,
    );
    expect(() => decodeText(Buffer.from('{"port": 1}', 'utf16le').swap16(), 'config.json')).toThrow(
      /UTF-16 without/,
    );
    expect(() => decodeText(Buffer.from('\x7fELF\x02\x01\x01\0\0'), 'config.json')).toThrow(/NUL bytes/);
  });
});
