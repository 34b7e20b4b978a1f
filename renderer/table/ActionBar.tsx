import { Eye, EyeOff, LoaderCircle, Rabbit, SkipForward, UserPlus } from 'lucide-react';
import type { PreAction, TableView } from '../../electron/ipc.ts';
import { usePageStore } from '../state/PageContext.ts';
import { useAmounts } from '../ui/AmountContext.ts';
import { Button } from '../ui/Button.tsx';
import { PausedBar } from './PausedBar.tsx';
import { RaiseControls } from './RaiseControls.tsx';
import { raiseWord } from './raiseWord.ts';
import type { Turn } from './useTurn.ts';
import './ActionBar.css';

interface ActionBarProps {
  view: TableView;
  turn: Turn | null;
  /** This device's act that is on its way to a majority's disks, in words; null: none. */
  sending: string | null;
  isHere: boolean;
  /** Opens the invite sheet, for who may invite. */
  onInvite: (() => void) | null;
  /** Opens the rebuy sheet again, when it was put off. */
  onRebuy: (() => void) | null;
}

/** Always the same height: what can be done now stands on the left, doing it on the right. */
export function ActionBar({ view, turn, sending, isHere, onInvite, onRebuy }: ActionBarProps) {
  return (
    <section
      className={turn === null ? 'action-bar' : 'action-bar is-mine'}
      aria-label="Actions"
      data-testid="action-bar"
    >
      {view.paused !== null ? (
        <PausedBar view={view} words={view.paused} isHere={isHere} />
      ) : turn === null ? (
        <NotMyTurn view={view} sending={sending} isHere={isHere} onInvite={onInvite} onRebuy={onRebuy} />
      ) : (
        <MyTurn view={view} turn={turn} />
      )}
    </section>
  );
}

function MyTurn({ view, turn }: { view: TableView; turn: Turn }) {
  const { amount } = useAmounts();
  const { legal, limits, isDisabled, sending } = turn;
  const stack = view.seats.find((seat) => seat.isMe)?.stack ?? 0;
  const isCallAllIn = legal.callAmount >= stack;
  const raise = raiseWord(view, turn);
  return (
    <>
      <div className="action-bar-left">
        {limits === null ? (
          <p className="action-bar-note">No raise is open to you here.</p>
        ) : (
          <RaiseControls turn={turn} limits={limits} bigBlind={view.settings.bigBlind} />
        )}
      </div>
      <div className="action-buttons">
        <ActButton
          look="quiet"
          hotkey="F"
          word="Fold"
          isSending={sending?.type === 'fold'}
          disabled={isDisabled || !legal.canFold}
          onClick={turn.fold}
          testId="action-fold"
        />
        {legal.canCheck ? (
          <ActButton
            look="ivory"
            hotkey="C"
            word="Check"
            isSending={sending?.type === 'check'}
            disabled={isDisabled}
            onClick={turn.checkOrCall}
            testId="action-check"
          />
        ) : (
          <ActButton
            look="ivory"
            hotkey="C"
            word={isCallAllIn ? 'Call all-in' : 'Call'}
            amount={amount(legal.callAmount)}
            isSending={sending?.type === 'call'}
            disabled={isDisabled || legal.callAmount === 0}
            onClick={turn.checkOrCall}
            testId="action-call"
          />
        )}
        <ActButton
          look="brass"
          hotkey={turn.isArmed ? 'Enter' : 'R'}
          word={raise}
          {...(limits !== null && { amount: amount(turn.raiseTo) })}
          isSending={sending?.type === 'raise'}
          isReady={turn.isArmed}
          disabled={isDisabled || limits === null}
          onClick={turn.raise}
          testId="action-raise"
        />
      </div>
    </>
  );
}

interface ActButtonProps {
  look: 'quiet' | 'ivory' | 'brass';
  hotkey: string;
  word: string;
  amount?: string;
  isSending: boolean;
  /** One key press makes it. */
  isReady?: boolean;
  disabled: boolean;
  onClick: () => void;
  testId: string;
}

function ActButton(props: ActButtonProps) {
  const { look, hotkey, word, amount, isSending, isReady = false, disabled, onClick, testId } = props;
  return (
    <Button
      look={look}
      className={`act ${isReady ? 'is-ready' : ''} ${isSending ? 'is-sending' : ''}`}
      disabled={disabled}
      onClick={onClick}
      data-testid={testId}
    >
      {isSending ? (
        <span className="act-sending">
          <LoaderCircle aria-hidden="true" />
          Sending
        </span>
      ) : (
        <>
          <span className="act-word">{word}</span>
          {amount !== undefined && <strong className="act-amount">{amount}</strong>}
          <span className="act-key" aria-hidden="true">
            {hotkey}
          </span>
        </>
      )}
    </Button>
  );
}

function NotMyTurn({ view, sending, isHere, onInvite, onRebuy }: Omit<ActionBarProps, 'turn'>) {
  const store = usePageStore();
  const { words } = useAmounts();
  const { tableId } = view;
  const mine = view.seats.find((seat) => seat.isMe);
  const isAlone = view.seats.every((seat) => seat.name === null || seat.isMe);
  return (
    <>
      <div className="action-bar-left action-bar-choices">
        {sending !== null && (
          <p className="action-bar-note act-sending" data-testid="sending">
            <LoaderCircle aria-hidden="true" />
            Sending: {words(sending)}
          </p>
        )}
        {onInvite !== null && isAlone && (
          <>
            <Button look="brass" disabled={!isHere} onClick={onInvite} data-testid="invite-first">
              <UserPlus aria-hidden="true" />
              Invite friends
            </Button>
            <p className="action-bar-note">Nobody else is at the table yet.</p>
          </>
        )}
        {view.canRunTwice && (
          <>
            <p className="action-bar-note">Run it twice?</p>
            <Button
              look="ivory"
              disabled={!isHere}
              onClick={() => store.send({ type: 'runTwice', tableId, agree: true })}
              data-testid="run-twice"
            >
              Twice
            </Button>
            <Button
              disabled={!isHere}
              onClick={() => store.send({ type: 'runTwice', tableId, agree: false })}
              data-testid="run-once"
            >
              Once
            </Button>
          </>
        )}
        {view.canShow && (
          <>
            <Button
              look="ivory"
              disabled={!isHere}
              onClick={() => store.send({ type: 'show', tableId })}
              data-testid="show"
            >
              <Eye aria-hidden="true" />
              Show
            </Button>
            <Button
              disabled={!isHere}
              onClick={() => store.send({ type: 'muck', tableId })}
              data-testid="muck"
            >
              <EyeOff aria-hidden="true" />
              Muck
            </Button>
          </>
        )}
        {view.canCallOff && (
          <Button
            disabled={!isHere}
            onClick={() => store.send({ type: 'callOff', tableId })}
            data-testid="call-off"
          >
            Call the hand off
          </Button>
        )}
        {view.canRabbitHunt && (
          <Button
            disabled={!isHere}
            onClick={() => store.send({ type: 'rabbitHunt', tableId })}
            data-testid="rabbit-hunt"
          >
            <Rabbit aria-hidden="true" />
            Rabbit hunt
          </Button>
        )}
        {mine?.sittingOut && !mine.inHand && (
          <Button
            look="ivory"
            disabled={!isHere}
            onClick={() => store.send({ type: 'sitOut', tableId, sitOut: false })}
            data-testid="sit-in"
          >
            Sit back in
          </Button>
        )}
        {onRebuy !== null && (
          <Button look="ivory" onClick={onRebuy} data-testid="rebuy-again">
            Buy in again
          </Button>
        )}
        <PreActions view={view} disabled={!isHere} />
      </div>
      <div className="action-bar-right">
        {view.winners.length > 0 && <p className="action-bar-waiting">{words(view.waitingFor)}</p>}
        {(view.practice || view.canSkip) && (
          <Button
            className="next-hand"
            disabled={!isHere || !view.canSkip}
            title="Skip what is left of this hand (N)"
            onClick={() => store.send({ type: 'nextHand', tableId })}
            data-testid="next-hand"
          >
            <SkipForward aria-hidden="true" />
            Next hand
          </Button>
        )}
      </div>
    </>
  );
}

/** Toggles for what is to happen when the turn comes; the host checks it again then. */
function PreActions({ view, disabled }: { view: TableView; disabled: boolean }) {
  const store = usePageStore();
  const { words } = useAmounts();
  const { tableId } = view;
  return view.preActionsOffered.map(({ label, preAction }) => {
    const isChosen = isSame(preAction, view.preAction);
    return (
      <Button
        key={label}
        aria-pressed={isChosen}
        className="pre-action"
        disabled={disabled}
        onClick={() => store.send({ type: 'setPreAction', tableId, preAction: isChosen ? null : preAction })}
        data-testid={`pre-action-${preAction.type}`}
      >
        {words(label)}
      </Button>
    );
  });
}

function isSame(a: PreAction, b: PreAction | null): boolean {
  if (b === null || a.type !== b.type) return false;
  return a.type !== 'call' || b.type !== 'call' || a.amount === b.amount;
}
