import './schemas-without-eval.ts';
import 'uplot/dist/uPlot.min.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { clientOfPage } from './client/client-of-page.ts';
import { LiveView } from './client/live-view.ts';

const client = clientOfPage(window);
const root = document.getElementById('panel');
if (root !== null) createRoot(root).render(<App client={client} live={new LiveView(client)} />);
