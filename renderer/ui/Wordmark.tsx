import './Wordmark.css';

/** The name beside its mark: a table's edge that closes on itself, a spade at rest in it. */
export function Wordmark({ size = 'normal' }: { size?: 'normal' | 'large' }) {
  return (
    <span className={`wordmark wordmark-${size}`}>
      <svg viewBox="0 0 48 32" aria-hidden="true" focusable="false">
        <rect
          x="2"
          y="2"
          width="44"
          height="28"
          rx="14"
          fill="none"
          stroke="currentColor"
          strokeWidth="2.6"
        />
        <rect x="6.5" y="6.5" width="35" height="19" rx="9.5" fill="var(--felt)" />
        <path
          d="M24 8.6c-1.5 2.2-5.2 4.3-5.2 7 0 1.6 1.2 2.7 2.6 2.7.8 0 1.6-.4 2-1-.1 1.1-.6 2-1.5 2.9h4.2c-.9-.9-1.4-1.8-1.5-2.9.4.6 1.2 1 2 1 1.4 0 2.6-1.1 2.6-2.7 0-2.7-3.7-4.8-5.2-7Z"
          fill="currentColor"
        />
      </svg>
      <span>Evertable</span>
    </span>
  );
}
