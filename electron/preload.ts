import { contextBridge, ipcRenderer } from 'electron';
import { PANEL_BRIDGE } from '../contract/panel-bridge.ts';
import { panelBridge } from './panel-bridge.ts';

// All that the page is given: no Electron, no Node.
contextBridge.exposeInMainWorld(PANEL_BRIDGE, panelBridge(ipcRenderer));
