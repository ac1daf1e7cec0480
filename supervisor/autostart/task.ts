import path from 'node:path';
import { decodeText, oneLine } from '../../lib/text.ts';
import { ToolError } from '../platform/run-tool.ts';
import {
  AUTOSTART_NAME,
  type Autostart,
  type AutostartDependencies,
  AutostartError,
  type AutostartState,
} from './autostart.ts';
import { readTaskXml, type TaskOptions, taskXml } from './task-xml.ts';

export interface TaskPlaces {
  /** Path of a temporary file, since schtasks reads a task from a file only. */
  readonly temporaryFile: string;
  /** Where Windows keeps its tasks, a file each: `C:\\Windows\\System32\\Tasks`. */
  readonly tasksFolder: string;
}

/** HRESULT_FROM_WIN32 of ERROR_FILE_NOT_FOUND and ERROR_PATH_NOT_FOUND. */
const NOT_FOUND = [0x80_07_00_02, 0x80_07_00_03];

/**
 * A task of Windows' Task Scheduler, by schtasks.exe: it starts a program at boot, before anybody logs in, or every five
 * minutes. Needs an administrator.
 */
export function scheduledTask(
  { run, files }: AutostartDependencies,
  { temporaryFile, tasksFolder }: TaskPlaces,
  options: TaskOptions,
): Autostart {
  const name = options.schedule === 'boot' ? AUTOSTART_NAME : `${AUTOSTART_NAME} Health`;
  const change = async (verb: string, ...taskArguments: readonly string[]): Promise<void> => {
    await run('schtasks.exe', [verb, '/TN', name, ...taskArguments]).catch((error: unknown) => {
      throw new AutostartError(
        `Task Scheduler rejected the change: ${oneLine(error)}. Try as an administrator.`,
      );
    });
  };
  const query = (...taskArguments: readonly string[]): Promise<string> =>
    run('schtasks.exe', ['/Query', '/TN', name, '/XML', ...taskArguments], 'query');

  /** Why schtasks fails is told by its exit code if that is asked for, otherwise in the language of the system. */
  const isMissing = async (): Promise<boolean> => {
    try {
      await query('/HRESULT');
      return false;
    } catch (error) {
      const code = error instanceof ToolError ? error.exitCode : undefined;
      return code !== undefined && NOT_FOUND.includes(code >>> 0);
    }
  };
  /** By the file of the task, which only administrators may read. */
  const readFile = (why: string): AutostartState => {
    try {
      const file = files.read(path.win32.join(tasksFolder, name));
      if (file === undefined) return { kind: 'absent' };
      return readTaskXml(decodeText(file, name)) ?? { kind: 'unknown', why };
    } catch {
      return { kind: 'unknown', why };
    }
  };
  const read = async (): Promise<AutostartState> => {
    let why = 'Task Scheduler shows no task';
    try {
      const state = readTaskXml(await query());
      if (state !== undefined) return state;
    } catch (error) {
      why = oneLine(error);
      if (await isMissing()) return { kind: 'absent' };
    }
    return readFile(why);
  };
  return {
    location: `Task Scheduler, task ${name}`,
    install: async (entry) => {
      // UTF-16 with a byte order mark is the only encoding that every version of schtasks reads.
      files.write(temporaryFile, Buffer.from(`\uFEFF${taskXml(entry, options)}`, 'utf16le'));
      try {
        await change('/Create', '/XML', temporaryFile, '/F');
      } finally {
        files.remove(temporaryFile);
      }
    },
    remove: async () => {
      if ((await read()).kind !== 'absent') await change('/Delete', '/F');
    },
    read,
  };
}
