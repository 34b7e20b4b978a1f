import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { COPIED_SHOWN_MS } from '../limits.ts';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from './Button.tsx';

interface CopyButtonProps {
  text: string;
  label: string;
  look?: 'brass' | 'quiet';
  testId: string;
}

/** Puts text on the clipboard and says for a moment that it did. */
export function CopyButton({ text, label, look = 'quiet', testId }: CopyButtonProps) {
  const store = usePageStore();
  const [copiedText, setCopiedText] = useState<string | null>(null);
  const isCopied = copiedText === text;

  useEffect(() => {
    if (copiedText === null) return;
    const timer = setTimeout(() => setCopiedText(null), COPIED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copiedText]);

  return (
    <>
      <Button
        look={look}
        onClick={() => {
          store.send({ type: 'copy', text });
          setCopiedText(text);
        }}
        data-testid={testId}
      >
        {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
        {isCopied ? 'Copied' : label}
      </Button>
      <span className="visually-hidden" role="status">
        {isCopied ? 'Copied' : ''}
      </span>
    </>
  );
}
