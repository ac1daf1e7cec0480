import type { IpcRenderer } from 'electron';
import { PANEL_CHANNELS, type PanelBridge } from '../contract/panel-bridge.ts';

/** The page's end of IPC: the preload script's own world has `ipc`, the page is given what is returned. */
export function panelBridge(ipc: Pick<IpcRenderer, 'on' | 'send' | 'removeAllListeners'>): PanelBridge {
  return {
    connect: (frame, ended) => {
      for (const channel of [PANEL_CHANNELS.frame, PANEL_CHANNELS.end]) ipc.removeAllListeners(channel);
      let open = true;
      ipc.on(PANEL_CHANNELS.frame, (_event, message: unknown) => {
        if (open) frame(message);
      });
      ipc.on(PANEL_CHANNELS.end, () => {
        if (open) ended();
        open = false;
      });
      ipc.send(PANEL_CHANNELS.connect);
      return {
        send: (message) => {
          if (open) ipc.send(PANEL_CHANNELS.frame, message);
        },
        close: () => {
          if (open) ipc.send(PANEL_CHANNELS.end);
          open = false;
        },
      };
    },
  };
}
