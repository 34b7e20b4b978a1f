import type { LucideIcon } from 'lucide-react';
import { useId } from 'react';
import './RadioCards.css';

export interface RadioCard<T extends string> {
  value: T;
  label: string;
  /** One line that explains it. */
  hint: string;
  icon?: LucideIcon;
}

interface RadioCardsProps<T extends string> {
  legend: string;
  options: readonly RadioCard<T>[];
  value: T;
  onChange: (value: T) => void;
  disabled?: boolean;
  /** Each option's is this and its value: "role-player". */
  testId: string;
}

/** A few choices, each explained in a line. */
export function RadioCards<T extends string>({
  legend,
  options,
  value,
  onChange,
  disabled = false,
  testId,
}: RadioCardsProps<T>) {
  const group = useId();
  return (
    <fieldset className="radio-cards" disabled={disabled}>
      <legend>{legend}</legend>
      {options.map(({ value: option, label, hint, icon: Icon }) => (
        <div key={option} className="radio-card">
          <input
            type="radio"
            id={`${group}-${option}`}
            name={group}
            checked={option === value}
            aria-describedby={`${group}-${option}-hint`}
            onChange={() => onChange(option)}
            data-testid={`${testId}-${option}`}
          />
          {Icon !== undefined && <Icon aria-hidden="true" />}
          <div>
            <label htmlFor={`${group}-${option}`}>{label}</label>
            <p id={`${group}-${option}-hint`}>{hint}</p>
          </div>
        </div>
      ))}
    </fieldset>
  );
}
