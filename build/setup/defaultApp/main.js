// What `electron FOLDER` runs when the runtime came without a default app of its own: it opens the app in FOLDER.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

// Tools put switches before the folder, so it is found by what it is, never by its place.
const folder = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
try {
  if (folder === undefined) throw new Error('usage: electron FOLDER [arguments]');
  // Awaited here so that the app can still prepare (schemes, instance lock) before `ready`.
  await openApp(resolve(folder));
} catch (error) {
  console.error('Cannot open the app:', error);
  app.exit(1);
}

async function openApp(appFolder) {
  const manifest = JSON.parse(readFileSync(join(appFolder, 'package.json'), 'utf8'));
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version ?? process.versions.electron);
  app.setAppPath(appFolder);
  await import(pathToFileURL(join(appFolder, manifest.main ?? 'index.js')).href);
}
