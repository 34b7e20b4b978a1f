import type { HostState } from '../../electron/ipc.ts';
import { Wordmark } from './Wordmark.tsx';
import './Splash.css';

/** Until the host has spoken: the name; if it cannot start, why. */
export function Splash({ host }: { host: HostState }) {
  return (
    <main className="splash">
      <Wordmark size="large" />
      {host.type === 'failed' ? (
        <div role="alert" data-testid="host-failed">
          <p>{host.words}</p>
          <p className="splash-note">Your tables are safe on this device.</p>
        </div>
      ) : (
        <p className="splash-note">{host.type === 'restarting' ? host.words : 'Opening your tables'}</p>
      )}
    </main>
  );
}
