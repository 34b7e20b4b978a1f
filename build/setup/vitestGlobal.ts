import { buildApp } from '../appBuild.ts';
import { setUp } from './setUp.ts';

/** Vitest's global set-up for suites that drive the real app, so that they also run on their own. */
export default async function prepare(): Promise<() => void> {
  const display = await setUp();
  Object.assign(process.env, display.env);
  await buildApp();
  return display.close;
}
