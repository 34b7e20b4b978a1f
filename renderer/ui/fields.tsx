import { type ReactNode, useEffect, useId, useState } from 'react';
import './fields.css';

interface FieldProps {
  label: string;
  hint?: string | undefined;
  /** What is wrong, in words. */
  problem?: string | undefined;
}

interface LabelledProps extends FieldProps {
  children: (ids: { id: string; describedBy: string | undefined }) => ReactNode;
}

function Labelled({ label, hint, problem, children }: LabelledProps) {
  const id = useId();
  const note = problem ?? hint;
  const describedBy = note === undefined ? undefined : `${id}-note`;
  return (
    <div className={`field ${problem === undefined ? '' : 'field-wrong'}`}>
      <label htmlFor={id}>{label}</label>
      {children({ id, describedBy })}
      {note !== undefined && (
        <p className="field-note" id={describedBy}>
          {note}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends FieldProps {
  value: string;
  maxLength: number;
  placeholder?: string;
  onChange: (value: string) => void;
  /** When the focus leaves the field. */
  onBlur?: () => void;
  testId?: string;
}

export function TextField({
  value,
  maxLength,
  placeholder,
  onChange,
  onBlur,
  testId,
  ...field
}: TextFieldProps) {
  return (
    <Labelled {...field}>
      {({ id, describedBy }) => (
        <input
          id={id}
          className="input"
          type="text"
          autoComplete="off"
          spellCheck={false}
          value={value}
          maxLength={maxLength}
          placeholder={placeholder}
          aria-describedby={describedBy}
          aria-invalid={field.problem !== undefined}
          onChange={(event) => onChange(event.target.value)}
          onBlur={onBlur}
          data-testid={testId}
        />
      )}
    </Labelled>
  );
}

interface TextAreaProps extends FieldProps {
  value: string;
  maxLength: number;
  rows: number;
  placeholder?: string;
  /** The sheet opens with the cursor here. */
  autoFocus?: boolean;
  onChange: (value: string) => void;
  testId?: string;
}

/** A field of several lines, for what is pasted. */
export function TextArea(props: TextAreaProps) {
  const { value, maxLength, rows, placeholder, autoFocus, onChange, testId, ...field } = props;
  return (
    <Labelled {...field}>
      {({ id, describedBy }) => (
        <textarea
          id={id}
          className="input input-area"
          rows={rows}
          autoComplete="off"
          spellCheck={false}
          value={value}
          maxLength={maxLength}
          placeholder={placeholder}
          aria-describedby={describedBy}
          aria-invalid={field.problem !== undefined}
          data-autofocus={autoFocus}
          onChange={(event) => onChange(event.target.value)}
          data-testid={testId}
        />
      )}
    </Labelled>
  );
}

interface NumberFieldProps extends FieldProps {
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  testId?: string;
}

/** Whole numbers. While the text is no number, the value stays; leaving the field writes the value back. */
export function NumberField({ value, min, max, onChange, testId, ...field }: NumberFieldProps) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);

  function change(typed: string): void {
    setText(typed);
    const number = Number(typed.replace(/[\s,]/g, ''));
    if (typed.trim() !== '' && Number.isInteger(number) && number >= min && number <= max) onChange(number);
  }

  return (
    <Labelled {...field}>
      {({ id, describedBy }) => (
        <input
          id={id}
          className="input input-number"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          value={text}
          aria-describedby={describedBy}
          aria-invalid={field.problem !== undefined}
          onChange={(event) => change(event.target.value)}
          onBlur={() => setText(String(value))}
          data-testid={testId}
        />
      )}
    </Labelled>
  );
}

interface SelectFieldProps<T extends string> extends FieldProps {
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  testId?: string;
}

export function SelectField<T extends string>({
  value,
  options,
  onChange,
  testId,
  ...field
}: SelectFieldProps<T>) {
  return (
    <Labelled {...field}>
      {({ id, describedBy }) => (
        <select
          id={id}
          className="input"
          value={value}
          aria-describedby={describedBy}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
          data-testid={testId}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

interface SwitchProps {
  label: string;
  hint?: string | undefined;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
  testId?: string;
}

export function Switch({ label, hint, checked, disabled, onChange, testId }: SwitchProps) {
  const id = useId();
  return (
    <div className="switch-row">
      <div>
        <label htmlFor={id}>{label}</label>
        {hint !== undefined && (
          <p className="field-note" id={`${id}-note`}>
            {hint}
          </p>
        )}
      </div>
      <input
        id={id}
        className="switch"
        type="checkbox"
        role="switch"
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-note`}
        onChange={(event) => onChange(event.target.checked)}
        data-testid={testId}
      />
    </div>
  );
}
