import { LoaderCircle, TriangleAlert } from 'lucide-react';
import type { HostState } from '../../electron/ipc.ts';
import './HostBanner.css';

/** Says so while the table host is away. It lies over the page, so that nothing moves when it comes or goes. */
export function HostBanner({ host }: { host: HostState }) {
  if (host.type !== 'restarting' && host.type !== 'failed') return null;
  const Icon = host.type === 'failed' ? TriangleAlert : LoaderCircle;
  return (
    <div className={`host-banner host-banner-${host.type}`} role="alert" data-testid="host-banner">
      <Icon aria-hidden="true" />
      <p>{host.words}</p>
    </div>
  );
}
