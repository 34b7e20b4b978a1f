import type { LucideIcon } from 'lucide-react';
import { Button } from './Button.tsx';

interface IconButtonProps {
  icon: LucideIcon;
  /** What it does, for the tooltip and the screen reader. */
  label: string;
  onClick: () => void;
  /** For buttons that stay down. */
  pressed?: boolean;
  disabled?: boolean;
  testId?: string;
}

/** A quiet square button with only an icon on it. */
export function IconButton({ icon: Icon, label, onClick, pressed, disabled, testId }: IconButtonProps) {
  return (
    <Button
      className="icon-button"
      size="small"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
      data-testid={testId}
    >
      <Icon aria-hidden="true" />
    </Button>
  );
}
