import { useEffect, useEffectEvent } from 'react';
import { type KeyTarget, readKey, type TableKey } from './keys.ts';

/** Marks the raise field and the slider, whose keys are partly their own. */
export const KEY_TARGET_ATTRIBUTE = 'data-key-target';

/** Puts the cursor where a raise is typed, if a raise can be. */
export function focusAmount(): void {
  document.querySelector<HTMLElement>(`[${KEY_TARGET_ATTRIBUTE}="amount"]`)?.focus();
}

/** Puts the cursor where one talks, as soon as that is drawn. */
export function focusChat(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid="chat-input"]')?.focus());
}

/** Hands every meaningful key press to the handler, unless a sheet is open: then the keys are the sheet's. */
export function useTableKeys(onKey: (key: TableKey) => void): void {
  // Always the handler of the view on screen: a key must never act for a view that is gone.
  const handle = useEffectEvent(onKey);

  useEffect(() => {
    function listen(event: KeyboardEvent): void {
      if (document.querySelector('dialog[open]') !== null) return;
      const { key, repeat } = event;
      const modified = event.ctrlKey || event.altKey || event.metaKey;
      const meaning = readKey({ key, modified, repeat, target: targetOf(event.target) });
      if (meaning === null) return;
      event.preventDefault();
      handle(meaning);
    }
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

function targetOf(target: EventTarget | null): KeyTarget {
  if (!(target instanceof HTMLElement)) return 'table';
  const own = target.getAttribute(KEY_TARGET_ATTRIBUTE);
  if (own === 'amount' || own === 'slider') return own;
  if (target.matches('input:not([type="checkbox"]), select, textarea')) return 'field';
  return target.matches('button, a, summary, input') ? 'button' : 'table';
}
