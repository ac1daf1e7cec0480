import log from 'electron-log/node';

/** Bytes a file may have before it is put aside; one such is kept. */
const MAX_BYTES = 1024 * 1024;

/** The tray's own log, in a file that is rotated. The listener keeps logs of its own. */
export function openTrayLog(file: string): (line: string) => void {
  log.transports.file.resolvePathFn = () => file;
  log.transports.file.maxSize = MAX_BYTES;
  log.transports.file.format = '{y}-{m}-{d} {h}:{i}:{s}.{ms} {text}';
  log.transports.console.level = process.env.HAL_TRAY_VERBOSE === undefined ? false : 'info';
  return (line) => log.info(line);
}
