import type { ButtonHTMLAttributes, Ref } from 'react';
import './Button.css';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** brass: the one thing to do here; ivory: the plain way on; quiet: everything else; danger: takes something away. */
  look?: 'brass' | 'ivory' | 'quiet' | 'danger';
  size?: 'small' | 'normal' | 'large';
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'quiet', size = 'normal', className = '', type, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? 'button'}
      className={`button button-${look} button-${size} ${className}`}
      {...rest}
    />
  );
}
