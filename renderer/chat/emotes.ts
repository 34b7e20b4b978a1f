import {
  Beer,
  Frown,
  HandHeart,
  Laugh,
  type LucideIcon,
  PartyPopper,
  Sparkles,
  ThumbsUp,
  Timer,
} from 'lucide-react';
import type { Emote } from '../../electron/ipc.ts';

/** How an emote is drawn and said; drawings of our own, so that it looks the same on every device. */
export const EMOTES: Readonly<Record<Emote, { label: string; icon: LucideIcon }>> = {
  'nice-hand': { label: 'Nice hand', icon: ThumbsUp },
  'thank-you': { label: 'Thank you', icon: HandHeart },
  'good-luck': { label: 'Good luck', icon: Sparkles },
  laugh: { label: 'Ha ha', icon: Laugh },
  wow: { label: 'Wow', icon: PartyPopper },
  sigh: { label: 'Sigh', icon: Frown },
  hurry: { label: 'Hurry up', icon: Timer },
  cheers: { label: 'Cheers', icon: Beer },
};
