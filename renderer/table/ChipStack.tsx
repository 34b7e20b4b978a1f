import { chipStack } from './chips.ts';
import './ChipStack.css';

const CHIP_HEIGHT = 5;
const TOP_HEIGHT = 14;

/** Chips for an amount, as seen from a chair. Silent: the amount stands beside it. */
export function ChipStack({ amount }: { amount: number }) {
  const stack = chipStack(amount);
  const height = TOP_HEIGHT + stack.length * CHIP_HEIGHT + 1;
  return (
    <svg
      className="chip-stack"
      viewBox={`0 0 30 ${height}`}
      style={{ aspectRatio: `30 / ${height}` }}
      aria-hidden="true"
      focusable="false"
    >
      {stack.map((chip, index) => {
        const y = height - TOP_HEIGHT / 2 - (index + 1) * CHIP_HEIGHT;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a chip is its place in the stack
          <g key={index} className={`chip chip-${chip}`}>
            <path
              className="chip-side"
              d={`M1 ${y}v${CHIP_HEIGHT}a14 6.2 0 0 0 28 0v${-CHIP_HEIGHT}a14 6.2 0 0 1-28 0Z`}
            />
            <path
              className="chip-mark"
              d={`M5 ${y + 4.4}v${CHIP_HEIGHT}l4 1.2v${-CHIP_HEIGHT}ZM13 ${y + 6.1}v${CHIP_HEIGHT}h4v${-CHIP_HEIGHT}ZM21 ${y + 5.6}v${CHIP_HEIGHT}l4-1.2v${-CHIP_HEIGHT}Z`}
            />
            <ellipse className="chip-top" cx="15" cy={y} rx="14" ry="6.2" />
            <ellipse className="chip-ring" cx="15" cy={y} rx="9" ry="3.8" />
          </g>
        );
      })}
    </svg>
  );
}
