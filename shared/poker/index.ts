// phh.ts is imported by its own name: it brings a TOML parser that the table program has no use for.
export * from './betting.ts';
export * from './button.ts';
export * from './cards.ts';
export { CATEGORIES, type Category } from './handClass.ts';
export * from './handName.ts';
export * from './odds.ts';
export * from './posts.ts';
export * from './pots.ts';
export * from './preAction.ts';
export * from './runout.ts';
export * from './seats.ts';
export * from './showdown.ts';
export * from './strength.ts';
