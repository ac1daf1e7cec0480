import { app, type Session, type WebContents } from 'electron';
import { isPanelAddress } from '../contract/panel-bridge.ts';

/** Writing to the clipboard is what the panel's copy buttons do; beside it only the microphone is ever granted. */
const CLIPBOARD = 'clipboard-sanitized-write';
const MEDIA = 'media';

/** Whatever page there is may go nowhere, open nothing and embed nothing. */
export function applyNavigationPolicy(log: (line: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (event: { readonly url: string; preventDefault(): void }): void => {
      if (isPanelAddress(event.url)) return;
      event.preventDefault();
      log(`blocked navigation to ${event.url}`);
    };
    contents.on('will-navigate', refuse);
    contents.on('will-redirect', refuse);
    contents.on('will-frame-navigate', refuse);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      log(`blocked a new window for ${url}`);
      return { action: 'deny' };
    });
  });
}

/** Of the session the panel has to itself. */
export function denyPermissions(session: Session): void {
  const mayBeGranted = (
    contents: WebContents | null,
    permission: string,
    media: readonly unknown[],
  ): boolean =>
    (permission === CLIPBOARD || (permission === MEDIA && isSoundAlone(media))) &&
    contents !== null &&
    isPanelAddress(contents.getURL());
  session.setPermissionRequestHandler((contents, permission, answer, details) =>
    answer(mayBeGranted(contents, permission, 'mediaTypes' in details ? (details.mediaTypes ?? []) : [])),
  );
  session.setPermissionCheckHandler((contents, permission, _origin, { mediaType }) =>
    mayBeGranted(contents, permission, [mediaType]),
  );
  session.setDevicePermissionHandler(() => false);
}

/** The Ask screen's microphone: neither a camera nor the screen, alone or beside it. */
function isSoundAlone(media: readonly unknown[]): boolean {
  return media.length > 0 && media.every((kind) => kind === 'audio');
}
