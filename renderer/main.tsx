import './zod-jitless.ts';
import 'uplot/dist/uPlot.min.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { LiveView } from './client/live-view.ts';
import { createPageClient } from './client/page-client.ts';

const client = createPageClient(window);
const root = document.getElementById('panel');
if (root !== null) createRoot(root).render(<App client={client} live={new LiveView(client)} />);
