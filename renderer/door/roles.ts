import { Eye, ScrollText, Spade } from 'lucide-react';
import type { Role } from '../../electron/ipc.ts';
import type { RadioCard } from '../ui/RadioCards.tsx';

/** What one can come in as, a line each. */
export const ROLE_CARDS: readonly RadioCard<Role>[] = [
  {
    value: 'player',
    label: 'Player',
    hint: 'Take a seat and play. This device keeps the table too.',
    icon: Spade,
  },
  {
    value: 'spectator',
    label: 'Spectator',
    hint: "Look on, without a seat and without anybody's cards.",
    icon: Eye,
  },
  {
    value: 'witness',
    label: 'Witness',
    hint: 'No seat and no cards; this device keeps the table so that play goes on when others fail.',
    icon: ScrollText,
  },
];
