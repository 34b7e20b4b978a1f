/**
 * The chat of a friends' table.
 *
 * 1. What is sent always fits the contract. (ui/lineText.test.ts: "whatever is typed, what is sent fits the contract")
 * 2. Words of others are text, never markup. (fixtures/friends.test.tsx: "hostile words stay text")
 */
import { SendHorizontal } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ChatLine, Emote } from '../../electron/ipc.ts';
import { CHAT_LENGTH_MAX } from '../limits.ts';
import { usePageStore } from '../state/PageContext.ts';
import { toneOf } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { lineText } from '../ui/lineText.ts';
import { EMOTES } from './emotes.ts';
import './ChatPanel.css';

interface ChatPanelProps {
  tableId: string;
  lines: readonly ChatLine[];
  /** The host is there to be talked to. */
  isHere: boolean;
}

export function ChatPanel({ tableId, lines, isHere }: ChatPanelProps) {
  const store = usePageStore();
  const scroller = useRef<HTMLOListElement>(null);
  const newestId = lines.at(-1)?.id ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is what makes it scroll, and what is read
  useEffect(() => {
    const element = scroller.current;
    if (element !== null) element.scrollTop = element.scrollHeight;
    store.readChat(tableId);
  }, [newestId, tableId, store]);

  return (
    <div className="chat" data-testid="chat">
      <ol ref={scroller} className="chat-lines scrolls" role="log" aria-label="Chat" aria-live="polite">
        {lines.length === 0 && <li className="chat-empty">Nobody has said anything yet.</li>}
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </ol>
      <fieldset className="chat-emotes" aria-label="Emotes" disabled={!isHere}>
        {Object.entries(EMOTES).map(([emote, { label, icon }]) => (
          <IconButton
            key={emote}
            icon={icon}
            label={label}
            onClick={() => store.send({ type: 'emote', tableId, emote: emote as Emote })}
            testId={`emote-${emote}`}
          />
        ))}
      </fieldset>
      <Composer tableId={tableId} isHere={isHere} />
    </div>
  );
}

function Line({ line }: { line: ChatLine }) {
  const emote = line.emote === null ? null : EMOTES[line.emote];
  const Icon = emote?.icon;
  return (
    <li className={line.isMe ? 'chat-line is-mine' : 'chat-line'} data-testid="chat-line">
      <span className={`chat-name chat-tone-${toneOf(line.name)}`}>{line.name}</span>{' '}
      {emote === null ? (
        <span className="chat-words">{line.words}</span>
      ) : (
        <span className="chat-emote">
          {Icon !== undefined && <Icon aria-hidden="true" />}
          {emote.label}
        </span>
      )}
    </li>
  );
}

function Composer({ tableId, isHere }: { tableId: string; isHere: boolean }) {
  const store = usePageStore();
  const [typed, setTyped] = useState('');
  const words = lineText(typed);

  function say(): void {
    if (words === null || !isHere) return;
    store.send({ type: 'chat', tableId, words });
    setTyped('');
  }

  return (
    <form
      className="chat-composer"
      onSubmit={(event) => {
        event.preventDefault();
        say();
      }}
    >
      <input
        className="input"
        type="text"
        autoComplete="off"
        aria-label="Say something"
        placeholder="Say something"
        value={typed}
        maxLength={CHAT_LENGTH_MAX}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        data-testid="chat-input"
      />
      <Button
        className="icon-button"
        type="submit"
        aria-label="Send"
        title="Send"
        disabled={words === null || !isHere}
        data-testid="chat-send"
      >
        <SendHorizontal aria-hidden="true" />
      </Button>
    </form>
  );
}
