import { Minus, Plus } from 'lucide-react';
import { type CSSProperties, type MouseEvent, useEffect, useState } from 'react';
import { useAmounts } from '../ui/AmountContext.ts';
import { editableAmount, parseAmount } from '../ui/amounts.ts';
import { Button } from '../ui/Button.tsx';
import { clampRaise, type RaiseLimits, raiseOfSlider, SLIDER_MAX, sliderOfRaise } from './raiseAmount.ts';
import { KEY_TARGET_ATTRIBUTE } from './useTableKeys.ts';
import type { Turn } from './useTurn.ts';
import './RaiseControls.css';

interface RaiseControlsProps {
  turn: Turn;
  limits: RaiseLimits;
  bigBlind: number;
}

/** How much: slider, steps, a typed amount, and the host's presets. */
export function RaiseControls({ turn, limits, bigBlind }: RaiseControlsProps) {
  const { amount, words } = useAmounts();
  const { raiseTo, isDisabled, legal } = turn;
  const position = sliderOfRaise(raiseTo, limits);

  // Whatever sets an amount makes the raise ready: Enter is then all it takes.
  function choose(to: number): void {
    turn.arm(true);
    turn.setRaiseTo(to);
  }

  function step(direction: 1 | -1): void {
    turn.arm(true);
    turn.stepRaiseTo(direction);
  }

  return (
    <div className="raise-controls">
      <fieldset className="buttons-row raise-presets" aria-label="Raise presets">
        {legal.presets.map((preset) => (
          <Button
            key={preset.label}
            size="small"
            aria-pressed={preset.raiseTo === raiseTo}
            disabled={isDisabled}
            title={amount(preset.raiseTo)}
            onMouseDown={keepFocus}
            onClick={() => choose(preset.raiseTo)}
            data-testid="raise-preset"
          >
            {words(preset.label)}
          </Button>
        ))}
      </fieldset>
      <div className="raise-line">
        <input
          className="raise-slider"
          type="range"
          min={0}
          max={SLIDER_MAX}
          value={position}
          disabled={isDisabled}
          aria-label="Raise amount"
          aria-valuetext={amount(raiseTo)}
          style={{ '--filled': `${(position / SLIDER_MAX) * 100}%` } as CSSProperties}
          onChange={(event) => choose(raiseOfSlider(Number(event.target.value), bigBlind, limits))}
          data-testid="raise-slider"
          {...{ [KEY_TARGET_ATTRIBUTE]: 'slider' }}
        />
        <div className="raise-stepper">
          <Button
            size="small"
            aria-label="A big blind less"
            disabled={isDisabled || raiseTo <= limits.minRaiseTo}
            onMouseDown={keepFocus}
            onClick={() => step(-1)}
            data-testid="raise-less"
          >
            <Minus aria-hidden="true" />
          </Button>
          <AmountField turn={turn} limits={limits} />
          <Button
            size="small"
            aria-label="A big blind more"
            disabled={isDisabled || raiseTo >= limits.maxRaiseTo}
            onMouseDown={keepFocus}
            onClick={() => step(1)}
            data-testid="raise-more"
          >
            <Plus aria-hidden="true" />
          </Button>
        </div>
      </div>
    </div>
  );
}

/** A click here leaves the focus where it was, so that Enter raises instead of pressing this button again. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

/** The typed amount. While it is being typed it may be outside the limits; leaving the field brings it inside. */
function AmountField({ turn, limits }: { turn: Turn; limits: RaiseLimits }) {
  const { unit } = useAmounts();
  const { raiseTo } = turn;
  const [text, setText] = useState<string | null>(null);
  // A change from elsewhere (slider, preset, another turn) takes the place of what was typed.
  useEffect(() => {
    setText((typed) => (typed !== null && parsesTo(typed, raiseTo) ? typed : null));
    function parsesTo(typed: string, amount: number): boolean {
      const parsed = parseAmount(typed, unit);
      return parsed !== null && clampRaise(parsed, limits) === amount;
    }
  }, [raiseTo, unit, limits]);

  // An amount that cannot be raised to is put right by the first Enter; only the second one raises.
  const isOff = text !== null && parseAmount(text, unit) !== raiseTo;

  return (
    <input
      className="input raise-amount"
      type="text"
      inputMode="decimal"
      autoComplete="off"
      aria-label={unit === null ? 'Raise to, in chips' : 'Raise to, in big blinds'}
      value={text ?? editableAmount(raiseTo, unit)}
      disabled={turn.isDisabled}
      aria-invalid={isOff}
      onFocus={(event) => {
        turn.arm(true);
        event.target.select();
      }}
      onChange={(event) => {
        setText(event.target.value);
        const parsed = parseAmount(event.target.value, unit);
        if (parsed !== null) turn.setRaiseTo(clampRaise(parsed, limits));
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.blur();
        if (event.key === 'Enter' && isOff) {
          event.stopPropagation();
          setText(null);
        }
      }}
      onBlur={() => setText(null)}
      data-testid="raise-amount"
      {...{ [KEY_TARGET_ATTRIBUTE]: 'amount' }}
    />
  );
}
