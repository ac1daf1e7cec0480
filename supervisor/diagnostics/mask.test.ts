import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Mask } from './mask.ts';

const mask = (names: readonly string[] = [], secrets: readonly string[] = []) => new Mask({ names, secrets });

it.each([
  ['the user müller of 表計', ['müller', '表計'], 'the user <name 1> of <name 2>'],
  ['MÜLLER, Müllerei', ['müller'], '<name 1>, Müllerei'],
  ['HAL Listener of root, SYSTEM', ['hal', 'root', 'SYSTEM'], 'HAL Listener of root, SYSTEM'],
  ['"HALBOX\\anna","4"', [], '"<name 1>\\<name 2>","4"'],
  ['{"User":"HALBOX\\\\anna"}', [], '{"User":"<name 1>\\\\<name 2>"}'],
  ['"HAL BOX\\Anna Böhm"', [], '"<name 1>\\<name 2>"'],
  ['runs as HALBOX\\anna, since', [], 'runs as <name 1>\\<name 2>, since'],
  ['"NT AUTHORITY\\SYSTEM"', [], '"NT AUTHORITY\\SYSTEM"'],
  ['C:\\Users\\Anna Böhm\\AppData\\x.exe', [], 'C:\\Users\\<user 1>\\AppData\\x.exe'],
  ['C:\\Windows\\System32\\reg.exe', [], 'C:\\Windows\\System32\\reg.exe'],
  ['/home/anna/.config', [], '/home/<user 1>/.config'],
  ['HKEY_CURRENT_USER\\Software\\Microsoft', [], 'HKEY_CURRENT_USER\\Software\\Microsoft'],
  ['TCP 10.0.0.7:8768 93.184.216.34:443', [], 'TCP <address 1>:8768 <address 2>:443'],
  ['TCP 0.0.0.0:8768 [::]:0 127.0.0.1:9 ::1', [], 'TCP 0.0.0.0:8768 [::]:0 127.0.0.1:9 ::1'],
  ['[fe80::1c2b:5] and fe80::1c2b:5', [], '[<address 1>] and <address 1>'],
  ['00-1A-2B-3C-4D-5E', [], '<address 1>'],
  ['S-1-5-21-1004336348-1177238915-682003330-512 S-1-5-18', [], '<sid 1> S-1-5-18'],
  ['--token=abc12345 password: x', [], '--token=<secret> password: x'],
  ['at 12:34:56 version 6.1.0', [], 'at 12:34:56 version 6.1.0'],
  ['@{Id=$p.Id};a@{b} }catch{};[x]@{Id=1}', [], '@{Id=$p.Id};a@{b} }catch{};[x]@{Id=1}'],
  ['HKLM\\SYSTEM\\HAL Listener\\Parameters /v', [], 'HKLM\\SYSTEM\\HAL Listener\\Parameters /v'],
  ['write to anna@hal.example', [], 'write to <address 1>'],
  ['3f2504e04f8911d39a0c0305e82c3301', [], '<id 1>'],
])('masks %s', (text, names, expected) => {
  expect(mask(names).apply(text)).toBe(expected);
});

it('gives the same word the same mark, in every text', () => {
  const one = mask(['anna']);
  expect([one.apply('anna 10.0.0.1'), one.apply('10.0.0.2 10.0.0.1 Anna')]).toEqual([
    '<name 1> <address 1>',
    '<address 2> <address 1> <name 1>',
  ]);
});

it('shows no secret and no name, whatever stands around it', () => {
  const around = fc.stringMatching(/^[ -~]{0,20}$/);
  fc.assert(
    fc.property(around, around, (before, after) => {
      const masked = mask(['müllerin'], ['s3cr3t/+token']).apply(`${before} müllerin s3cr3t/+token ${after}`);
      expect(masked).not.toMatch(/müllerin|s3cr3t/);
    }),
  );
});
