import { encode } from 'uqr';

/** Modules of quiet around the code; the standard asks for four, readers make do with two on a light ground. */
const BORDER = 2;

export interface QrDrawing {
  /** Modules along an edge, border included; the drawing's own unit. */
  size: number;
  /** An SVG path that fills the dark modules. */
  path: string;
}

/** The QR code of a text, as one path; null when the text is too long for any QR code. */
export function qrDrawing(text: string): QrDrawing | null {
  try {
    const { size, data } = encode(text, { ecc: 'M', border: BORDER });
    return { size, path: data.map(rowPath).join('') };
  } catch {
    return null;
  }
}

/** A run of dark modules is one box. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x++) {
    if (!row[x]) continue;
    const start = x;
    while (row[x + 1]) x++;
    path += `M${start} ${y}h${x + 1 - start}v1h${start - x - 1}z`;
  }
  return path;
}
