import { describe, expect, it } from 'vitest';
import { defaultAccountDir, defaultHome, machineHome, machineHomeMarker } from './home.ts';
import { fakeMachine, fileError } from './testing/machine.ts';

describe('home', () => {
  it("is the machine's folder where it is there and may be used", () => {
    const shared = '/var/lib/hal-listener';
    expect(defaultHome(fakeMachine({ folders: { [shared]: 'writable' } }))).toBe(shared);
    expect(defaultHome(fakeMachine({ folders: { [shared]: 'read-only' } }))).toBe(
      '/home/anna/.local/share/hal-listener',
    );
    const windows = 'E:\\Data\\HAL Listener';
    const env = { ProgramData: 'E:\\Data' };
    expect(defaultHome(fakeMachine({ platform: 'win32', env, folders: { [windows]: 'writable' } }))).toBe(
      windows,
    );
    expect(machineHome(fakeMachine({ platform: 'win32' }))).toBe('C:\\ProgramData\\HAL Listener');
    expect(machineHome(fakeMachine({ platform: 'darwin' }))).toBe(
      '/Library/Application Support/HAL Listener',
    );
  });

  it("is the user's on Windows where somebody who is no administrator made a folder of that name", () => {
    const home = 'C:\\ProgramData\\HAL Listener';
    const marker = 'D:\\Programs\\HAL Listener\\machine-wide-home.txt';
    const env = { ProgramFiles: 'D:\\Programs' };
    const planted = { platform: 'win32', env, folders: { [home]: 'writable' } } as const;
    const key = { [`${home}\\control.key`]: Buffer.alloc(32) };
    expect(defaultHome(fakeMachine({ ...planted, files: key }))).toContain('C:\\Users\\anna');
    expect(defaultHome(fakeMachine({ ...planted, files: { [marker]: 'made' } }))).toBe(home);
    expect(machineHomeMarker(fakeMachine())).toBeUndefined();
  });

  it("is the machine's on Windows for a user who may only read there and give orders", () => {
    const key = 'C:\\ProgramData\\HAL Listener\\control.key';
    const files = { [key]: Buffer.alloc(32) };
    expect(defaultHome(fakeMachine({ platform: 'win32', files }))).toBe('C:\\ProgramData\\HAL Listener');
    const denied = { [key]: fileError('EPERM') };
    expect(defaultHome(fakeMachine({ platform: 'win32', files: denied }))).toContain('anna');
    const linux = { '/var/lib/hal-listener/control.key': Buffer.alloc(32) };
    expect(defaultHome(fakeMachine({ files: linux }))).toContain('/home/anna');
  });

  it("is the user's own otherwise", () => {
    expect(defaultHome(fakeMachine({ env: { XDG_DATA_HOME: '/data' } }))).toBe('/data/hal-listener');
    expect(defaultHome(fakeMachine({ env: { XDG_DATA_HOME: 'data' } }))).toBe(
      '/home/anna/.local/share/hal-listener',
    );
    expect(defaultHome(fakeMachine({ platform: 'win32' }))).toBe(
      'C:\\Users\\anna\\AppData\\Local\\HAL Listener',
    );
    const mac = fakeMachine({ platform: 'darwin', userDir: '/Users/anna' });
    expect(defaultHome(mac)).toBe('/Users/anna/Library/Application Support/HAL Listener');
  });
});

describe('the account folder', () => {
  it("is QM's usual one on Windows, where it is there", () => {
    const folders = { 'C:\\qmsys\\hal': 'read-only' } as const;
    expect(defaultAccountDir(fakeMachine({ platform: 'win32', folders }))).toBe('C:\\qmsys\\hal');
    expect(defaultAccountDir(fakeMachine({ platform: 'win32' }))).toBeUndefined();
    expect(defaultAccountDir(fakeMachine({ folders }))).toBeUndefined();
  });
});
