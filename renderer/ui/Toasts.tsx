import { Ban, TriangleAlert, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { TOAST_SHOWN_MS } from '../limits.ts';
import type { Toast } from '../state/pageState.ts';
import { useAmounts } from './AmountContext.ts';
import { IconButton } from './IconButton.tsx';
import './Toasts.css';

interface ToastsProps {
  toasts: Toast[];
  onDismiss: (id: number) => void;
}

/** Short sentences from the host, newest last. They lie in the top layer, so that an open sheet never hides one. */
export function Toasts({ toasts, onDismiss }: ToastsProps) {
  const region = useRef<HTMLDivElement>(null);
  const newestId = toasts.at(-1)?.id;

  useEffect(() => {
    const element = region.current;
    if (element === null || newestId === undefined) return;
    element.showPopover();
    return () => element.hidePopover();
  }, [newestId]);

  return (
    <div ref={region} className="toasts" popover="manual" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <ToastRow key={toast.id} toast={toast} onDismiss={onDismiss} />
      ))}
    </div>
  );
}

function ToastRow({ toast, onDismiss }: { toast: Toast; onDismiss: (id: number) => void }) {
  const { words } = useAmounts();
  useEffect(() => {
    if (toast.kind === 'error') return;
    const timer = setTimeout(() => onDismiss(toast.id), TOAST_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, onDismiss]);
  const Icon = toast.kind === 'refused' ? Ban : TriangleAlert;
  return (
    <div className={`toast toast-${toast.kind}`} data-testid="toast">
      <Icon aria-hidden="true" />
      <p>{words(toast.words)}</p>
      <IconButton icon={X} label="Dismiss" onClick={() => onDismiss(toast.id)} />
    </div>
  );
}
