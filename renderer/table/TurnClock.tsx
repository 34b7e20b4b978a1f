import { type CSSProperties, useEffect, useState } from 'react';
import type { ActorView } from '../../electron/ipc.ts';
import { clockPhases, clockWords } from './clock.ts';
import './TurnClock.css';

interface TurnClockProps {
  actor: ActorView;
  /** The table stands still, and time with it. */
  isStill: boolean;
  /** When the view arrived, in ms of the page's monotonic clock. */
  receivedAtMs: number;
}

const TICK_MS = 250;

/** A ring round the one to act: it runs out with the time, then with the time bank; without a clock it glows. */
export function TurnClock({ actor, isStill, receivedAtMs }: TurnClockProps) {
  const phases = clockPhases(actor);
  if (phases === null) {
    return (
      <svg className="turn-clock" viewBox="0 0 44 44" aria-hidden="true">
        <circle className="turn-clock-glow" cx="22" cy="22" r="20" />
      </svg>
    );
  }
  const state = isStill ? 'paused' : 'running';
  return (
    <>
      {/* A new view restarts the animation from what is left in it. */}
      <svg
        className="turn-clock"
        viewBox="0 0 44 44"
        aria-hidden="true"
        key={`${actor.turn}-${receivedAtMs}`}
      >
        <circle className="turn-clock-track" cx="22" cy="22" r="20" />
        {phases.map((phase) => (
          <circle
            key={phase.kind}
            className={`turn-clock-arc turn-clock-${phase.kind}`}
            cx="22"
            cy="22"
            r="20"
            pathLength="100"
            style={
              {
                '--clock-from': phase.share * 100,
                '--clock-duration': `${phase.lengthMs}ms`,
                '--clock-delay': `${phase.startsInMs}ms`,
                animationPlayState: state,
              } as CSSProperties
            }
          />
        ))}
      </svg>
      <Seconds actor={actor} isStill={isStill} receivedAtMs={receivedAtMs} />
    </>
  );
}

/** The last seconds in digits. */
function Seconds({ actor, isStill, receivedAtMs }: TurnClockProps) {
  const [nowMs, setNowMs] = useState(receivedAtMs);
  useEffect(() => {
    setNowMs(receivedAtMs);
    if (isStill) return;
    const timer = setInterval(() => setNowMs(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isStill, receivedAtMs]);
  const words = clockWords(actor, Math.max(0, nowMs - receivedAtMs));
  return words === null ? null : (
    <span className="turn-clock-seconds" aria-hidden="true">
      {words}
    </span>
  );
}
