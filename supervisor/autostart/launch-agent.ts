import path from 'node:path';
import type { Autostart, AutostartDependencies, AutostartEntry } from './autostart.ts';
import { fileAutostart, toAutostartState } from './autostart.ts';
import { assertNoControlCharacters, elementTexts, xmlText } from './text-formats.ts';

const LABEL = 'org.hal-listener';

/** Starts at login on macOS, by a launch agent (man launchd.plist). Not tested on a Mac. */
export function launchAgent({ files }: Pick<AutostartDependencies, 'files'>, userDir: string): Autostart {
  const location = path.posix.join(userDir, 'Library/LaunchAgents', `${LABEL}.plist`);
  return fileAutostart(files, location, {
    write: plist,
    read: (text) => toAutostartState(entryOfPlist(text)),
  });
}

/** @throws AutostartError */
export function plist(entry: AutostartEntry): string {
  assertNoControlCharacters(entry);
  const words = [entry.program, ...entry.args].map((word) => `    <string>${xmlText(word)}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${LABEL}</string>
  <key>ProgramArguments</key>
  <array>
${words.join('\n')}
  </array>
  <key>RunAtLoad</key>
  <true/>
</dict>
</plist>
`;
}

export function entryOfPlist(text: string): AutostartEntry | undefined {
  const list =
    /^\s*<array>([\s\S]*)/.exec(textAfter(text, '<key>ProgramArguments</key>'))?.[1]?.split('</array>')[0] ??
    '';
  const [program, ...args] = elementTexts(list, 'string');
  return program === undefined ? undefined : { program, args };
}

/** The text after the first occurrence of a marker; empty if there is none. */
function textAfter(text: string, marker: string): string {
  const at = text.indexOf(marker);
  return at === -1 ? '' : text.slice(at + marker.length);
}
