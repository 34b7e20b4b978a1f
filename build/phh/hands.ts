import { PhhError, type PhhHand, parsePhh, parsePhhs } from '../../shared/poker/phh.ts';
import { DocumentError, type PhhDocument, readDocuments } from './documents.ts';

/** A hand, and where it stands. */
export interface NamedHand {
  readonly name: string;
  readonly hand: PhhHand;
}

const EXPECTED_HANDS = 'at least one hand';

/**
 * Calls `visit` with every hand of a file, in order, and `tell` with a sentence for each document that is not one of
 * hands: which file, which line, and what was expected there.
 */
export async function readHands(
  file: string,
  visit: (hand: NamedHand) => void,
  tell: (problem: string) => void,
): Promise<void> {
  const read = (document: PhhDocument) => {
    const hands = parse(document, tell);
    for (const hand of hands) visit(hand);
  };
  try {
    await readDocuments(file, read);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    tell(error.message);
  }
}

function parse({ name, isCollection, text }: PhhDocument, tell: (problem: string) => void): NamedHand[] {
  try {
    if (!isCollection) return [{ name, hand: parsePhh(text) }];
    const hands = parsePhhs(text).map((hand, at) => ({ name: `${name}, hand ${at + 1}`, hand }));
    if (hands.length === 0) throw new PhhError(1, EXPECTED_HANDS);
    return hands;
  } catch (error) {
    if (!(error instanceof PhhError)) throw error;
    tell(`${name}:${error.line}: expected ${error.expected}`);
    return [];
  }
}
