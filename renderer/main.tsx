import './schemas-without-eval.ts';
import 'uplot/dist/uPlot.min.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { LiveView } from './client/live-view.ts';
import { takeToken } from './client/token.ts';
import { connectByWebSocket } from './client/websocket-client.ts';

const client = connectByWebSocket({ origin: location.origin, token: takeToken(location, sessionStorage) });
const root = document.getElementById('panel');
if (root !== null) createRoot(root).render(<App client={client} live={new LiveView(client)} />);
