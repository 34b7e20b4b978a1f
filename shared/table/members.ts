import { z } from 'zod';
import { isFitName } from './names.ts';

/** Devices that a table knows, those turned away for good included. */
export const MEMBERS_MAX = 64;
/** Invites that are open at the same time. */
export const INVITES_MAX = 4;
/** How many avatars there are to choose from. */
export const AVATARS_MAX = 64;

export const roleSchema = z.enum(['player', 'spectator', 'witness']);
export type Role = z.infer<typeof roleSchema>;

/** A device that belongs to a friends' table, asks to, or was asked to leave. */
export const memberSchema = z.strictObject({
  /** Hex of the device's key. */
  device: z.string(),
  name: z.string().refine(isFitName),
  avatar: z.int().min(0),
  role: roleSchema,
  state: z.enum(['asked', 'in', 'excluded']),
});
export type Member = z.infer<typeof memberSchema>;

/** A seated player would give a lost device's seat to another device. */
export const vouchSchema = z.strictObject({ by: z.string(), seat: z.int().min(0), device: z.string() });
export type Vouch = z.infer<typeof vouchSchema>;

/** An open invite: whoever proves its key is let in, or asked for. */
export const inviteSchema = z.strictObject({
  /** Hex of the invite's public key. */
  key: z.string(),
  admission: z.enum(['ask', 'auto']),
});
export type Invite = z.infer<typeof inviteSchema>;
