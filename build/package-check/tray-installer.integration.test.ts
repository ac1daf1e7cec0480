import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '../../cli/testing/controls.ts';
import { WINDOWS_DRIVE, WindowsMachine } from '../../cli/testing/wine.ts';
import { freePort } from '../../lib/testing/free-port.ts';
import { AUTOSTART_NAME } from '../../supervisor/autostart/autostart.ts';
import { EXECUTABLES } from '../executable/executable-targets.ts';
import { hasTool, runTool } from '../executable/run-tool.ts';
import { ROOT } from '../rooms.ts';
import { wineLoader } from '../wine.ts';

/**
 * Our part of electron-builder's Windows installer, in an installer around electron-builder's own check of what runs: made by
 * Debian's makensis, run under Wine. What comes from plugins that electron-builder downloads is replaced.
 */
const asked = process.env.PACKAGE_CHECK === '1';
const wine = asked && hasTool('makensis', '-VERSION') ? wineLoader() : undefined;
const why = asked ? ' (skipped: it needs wine64 and makensis)' : ' (skipped: npm run package:check runs it)';

const FOLDER = 'C:\\Programme für HAL (x64)';
const TEMPLATES = path.join(ROOT, 'node_modules/app-builder-lib/templates/nsis');
const LOGIN_KEY = 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';

/** An installer in the order of electron-builder's: our file first, the check, the files, what comes after them. */
function installerScript(out: string, executable: string): string {
  return `Unicode true
Target amd64-unicode
RequestExecutionLevel user
SilentInstall silent
Name "HAL Listener"
OutFile "${out}"
InstallDir "${FOLDER}"
!define APP_EXECUTABLE_FILENAME "HAL Listener Tray.exe"
!define PRODUCT_NAME "HAL Listener Tray"
!define SHORTCUT_NAME "HAL Listener Tray"
Var installMode
!define isUpdated \`1 = 0\`
!macro ExecAsUser result file verb words
  nsExec::ExecToLog '"\${file}" \${words}'
  Pop \${result}
!macroend
!define StdUtils.ExecShellAsUser "!insertmacro ExecAsUser"
!addincludedir "${TEMPLATES}/include"
!include "LogicLib.nsh"
!include "${ROOT}/build/windows/tray-installer.nsh"
!include "${TEMPLATES}/include/allowOnlyOneInstallerInstance.nsh"
; Wine's tasklist and findstr do not answer it. What still runs shows in that its file cannot be replaced.
!macroundef FIND_PROCESS
!macro FIND_PROCESS file result
  StrCpy \${result} 1
!macroend
LangString appRunning 1033 "running"
LangString appClosing 1033 "closing"
LangString appCannotBeClosed 1033 "cannot be closed"
Section
  !insertmacro CHECK_APP_RUNNING
  SetOutPath "$INSTDIR\\resources"
  SetOverwrite try
  ClearErrors
  File "/oname=hal-listener.exe" "${executable}"
  \${If} \${Errors}
    SetErrorLevel 9
    Abort
  \${EndIf}
  StrCpy $installMode "CurrentUser"
  !insertmacro customInstall
  WriteUninstaller "$INSTDIR\\uninstall.exe"
SectionEnd
Section "un.all"
  !insertmacro customUnInstall
  RMDir /r "$INSTDIR\\resources"
SectionEnd
`;
}

describe.skipIf(wine === undefined)(
  `the tray's Windows installer, under Wine${wine === undefined ? why : ''}`,
  () => {
    let machine: WindowsMachine;
    let setup: string;
    const resources = path.join(WINDOWS_DRIVE, FOLDER.slice(3), 'resources');
    beforeAll(async () => {
      machine = await WindowsMachine.boot(
        wine ?? '',
        await freePort(),
        `${FOLDER}\\resources\\hal-listener.exe`,
      );
      mkdirSync(resources, { recursive: true });
      const executable = path.join(ROOT, EXECUTABLES['win-x64'].file);
      copyFileSync(executable, path.join(resources, 'hal-listener.exe'));
      const script = path.join(machine.folder, 'tray-installer.nsi');
      setup = path.join(machine.folder, 'tray-setup.exe');
      writeFileSync(script, installerScript(setup, executable));
      // As electron-builder has it: warnings are errors.
      runTool(['makensis'], ['-V2', '-WX', '-INPUTCHARSET', 'UTF8', '-XSetCompressor zlib', script]);
    });
    afterAll(() => machine?.shutDown());

    it('stops the listener gently before its file is replaced, and starts it after', async () => {
      expect(await machine.hal('start')).toMatchObject({ code: 0 });
      const [before] = machine.registrations();
      expect((await machine.tool(setup, '/S')).code).toBe(0);
      const [after] = machine.registrations();
      expect(after?.pid).toBeGreaterThan(0);
      expect(after?.pid).not.toBe(before?.pid);
      // Ended by force, it would have left its registration, and its end would be a crash.
      const events = (await machine.hal('status', '--json')).out;
      expect(JSON.parse(events)).toMatchObject({ state: 'running' });
      expect(events).not.toMatch(/"kind":\s*"crash/);
    });

    it('starts none where none ran', async () => {
      expect(await machine.hal('stop')).toMatchObject({ code: 0 });
      expect((await machine.tool(setup, '/S')).code).toBe(0);
      expect(machine.registrations()).toEqual([]);
    });

    const removed = async (): Promise<string> => {
      expect((await machine.tool(`${FOLDER}\\uninstall.exe`, '/S')).code).toBe(0);
      // It goes on in a copy of itself.
      await waitFor(() => !existsSync(resources), 60_000);
      return (await machine.tool('reg.exe', 'query', LOGIN_KEY)).out;
    };

    it('leaves no login entry behind', async () => {
      expect(await machine.hal('autostart', 'install', 'login')).toMatchObject({ code: 0 });
      expect((await machine.tool('reg.exe', 'query', LOGIN_KEY)).out).toContain('hal-listener.exe');
      expect(await removed()).not.toContain('hal-listener.exe');
    });

    it('leaves the login entry of another program alone', async () => {
      expect((await machine.tool(setup, '/S')).code).toBe(0);
      const other = ['/v', AUTOSTART_NAME, '/d', 'C:\\other\\hal-listener.exe watch', '/f'];
      expect((await machine.tool('reg.exe', 'add', LOGIN_KEY, ...other)).code).toBe(0);
      expect(await removed()).toContain('C:\\other\\hal-listener.exe');
      await machine.tool('reg.exe', 'delete', LOGIN_KEY, '/v', AUTOSTART_NAME, '/f');
    });
  },
);
