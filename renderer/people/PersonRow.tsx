import { ArrowRightLeft, Ellipsis, Laptop, UserRoundX } from 'lucide-react';
import { useState } from 'react';
import type { PeopleView, PersonView } from '../../electron/ipc.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { type PersonTool, toolsFor } from './personTools.ts';
import { badgesOf, behindWords, placeWords } from './personWords.ts';

const TOOLS = {
  handHosting: { label: 'Hand hosting to', icon: Laptop },
  vouch: { label: 'Give the seat on', icon: ArrowRightLeft },
  kick: { label: 'Remove', icon: UserRoundX },
} as const;

interface PersonRowProps {
  person: PersonView;
  people: PeopleView;
  isHere: boolean;
  onUse: (tool: PersonTool) => void;
}

/** One person: who, where, how well connected, how far behind, and what can be done about them. */
export function PersonRow({ person, people, isHere, onUse }: PersonRowProps) {
  const [isOpen, setOpen] = useState(false);
  const { name, avatar, isMe, presence } = person;
  const tools = toolsFor(person, people);
  const details = [placeWords(person), isMe ? null : person.presenceWords, behindWords(person)];
  return (
    <li className={`person is-${presence}`} data-testid="person" data-device={person.device}>
      <span className="person-avatar">
        <Avatar name={name} avatar={avatar} />
        <span className="person-dot" aria-hidden="true" />
      </span>
      <div className="person-words">
        <p className="person-name">
          <span title={name}>{isMe ? `${name} (you)` : name}</span>
        </p>
        <p className="person-badges">
          {badgesOf(person).map(({ words, why }) => (
            <span key={words} className={`person-badge person-badge-${words}`} title={why}>
              {words}
            </span>
          ))}
        </p>
        <p className="person-details">{details.filter((detail) => detail !== null).join(' · ')}</p>
      </div>
      {tools.length > 0 && (
        <Button
          className="icon-button"
          size="small"
          aria-expanded={isOpen}
          aria-label={`What to do about ${name}`}
          onClick={() => setOpen(!isOpen)}
          data-testid="person-tools"
        >
          <Ellipsis aria-hidden="true" />
        </Button>
      )}
      {isOpen && tools.length > 0 && (
        <div className="person-tools">
          {tools.map((tool) => {
            const { label, icon: Icon } = TOOLS[tool];
            return (
              <Button
                key={tool}
                size="small"
                look={tool === 'kick' ? 'danger' : 'quiet'}
                disabled={!isHere}
                onClick={() => {
                  onUse(tool);
                  setOpen(false);
                }}
                data-testid={`person-${tool}`}
              >
                <Icon aria-hidden="true" />
                {label}
              </Button>
            );
          })}
        </div>
      )}
    </li>
  );
}
