import { useState } from 'react';
import { usePageStore } from '../state/PageContext.ts';
import { Button } from '../ui/Button.tsx';
import { TextArea } from '../ui/fields.tsx';
import { nodesProblem, parseNodes } from './bootstrapNodes.ts';

/** Longer than eight of the longest host names. */
const TEXT_MAX = 2_200;

/** The nodes by which friends' devices find each other: the public ones, or one's own. */
export function NetworkFields({ bootstrap }: { bootstrap: readonly string[] }) {
  const store = usePageStore();
  const [text, setText] = useState(() => bootstrap.join('\n'));
  const nodes = parseNodes(text);
  const problem = nodesProblem(nodes);
  const isChanged = nodes.join('\n') !== bootstrap.join('\n');
  return (
    <div className="network-fields">
      <TextArea
        label="Own meeting points (DHT nodes)"
        hint="host:port, a line each. Empty: the public ones. Takes effect at the next start."
        problem={problem ?? undefined}
        rows={2}
        value={text}
        maxLength={TEXT_MAX}
        placeholder="The public ones"
        onChange={setText}
        testId="bootstrap-nodes"
      />
      {isChanged && (
        <Button
          size="small"
          look="ivory"
          disabled={problem !== null}
          onClick={() => store.send({ type: 'setBootstrap', nodes })}
          data-testid="bootstrap-keep"
        >
          Use from the next start
        </Button>
      )}
    </div>
  );
}
