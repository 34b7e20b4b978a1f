/**
 * The page: draws what the table host says and sends back what a person did. It knows no rules of poker; what may
 * be done, and for how much, is in the view.
 *
 * 1. It talks to window.evertable alone, and imports types alone from beyond renderer/.
 *    (build/structure.test.ts: "imports along the arrows only")
 * 2. Its limits are the contract's. (limits.test.ts: "the page's limits are the contract's")
 * 3. Whatever a person sees in words comes from the host or from here; nothing is shown as an error code.
 */
import { createRoot } from 'react-dom/client';
import type { EvertableBridge } from '../electron/ipc.ts';
import { App } from './App.tsx';
import { PageContext } from './state/PageContext.ts';
import { createPageStore } from './state/pageStore.ts';
import '@fontsource-variable/inter/opsz.css';
import './ui/theme.css';
import './ui/reducedMotion.css';

declare global {
  interface Window {
    evertable: EvertableBridge;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root element');
const store = createPageStore(window.evertable, () => performance.now());
createRoot(root).render(
  <PageContext value={store}>
    <App />
  </PageContext>,
);
