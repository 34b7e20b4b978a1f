import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './IconButton.tsx';
import './Sheet.css';

interface SheetProps {
  title: string;
  /** One sentence under the title. */
  lead?: string | undefined;
  /** Called on Escape, on the cross and on a click beside the sheet. */
  onClose: () => void;
  /** The row of buttons at the foot. */
  actions?: ReactNode;
  width?: 'narrow' | 'normal' | 'wide';
  /** Called when Enter is pressed in a field or the submitting button is. */
  onSubmit?: () => void;
  testId?: string;
  children?: ReactNode;
}

/**
 * A modal sheet over the page; the browser's own dialog keeps the focus inside and gives it back. The focus starts on
 * the element marked data-autofocus, if any.
 */
export function Sheet({
  title,
  lead,
  onClose,
  actions,
  width = 'normal',
  onSubmit,
  testId,
  children,
}: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    element.showModal();
    element.querySelector<HTMLElement>('[data-autofocus]')?.focus();
    return () => element.close();
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way out (onCancel)
    <dialog
      ref={dialog}
      className={`sheet sheet-${width}`}
      aria-labelledby={titleId}
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <form
        className="sheet-form"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit?.();
        }}
      >
        <header className="sheet-head">
          <div>
            <h2 id={titleId}>{title}</h2>
            {lead !== undefined && <p>{lead}</p>}
          </div>
          <IconButton icon={X} label="Close" onClick={onClose} testId="sheet-close" />
        </header>
        {children !== undefined && <div className="sheet-body scrolls">{children}</div>}
        {actions !== undefined && <footer className="sheet-actions">{actions}</footer>}
      </form>
    </dialog>
  );
}
