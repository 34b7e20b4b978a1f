import { qrDrawing } from './qrPath.ts';
import './QrCode.css';

/** A text as a QR code, dark on paper. Nothing when the text is too long for one. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const drawing = qrDrawing(text);
  if (drawing === null) return null;
  return (
    <svg
      className="qr-code"
      viewBox={`0 0 ${drawing.size} ${drawing.size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      data-testid="invite-qr"
    >
      <path d={drawing.path} />
    </svg>
  );
}
