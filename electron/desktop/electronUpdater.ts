import electronUpdater from 'electron-updater';
import type { UpdateFeed } from './updateFeed.ts';
import type { Updater } from './updates.ts';

/** The updater of the packed app. It asks nobody anything until it is used. */
export function openUpdater(feed: UpdateFeed): Updater {
  const { autoUpdater } = electronUpdater;
  autoUpdater.setFeedURL({ provider: 'generic', url: feed.url });
  autoUpdater.autoDownload = false;
  // The app is never ended for an update: a hand may be under way.
  autoUpdater.autoInstallOnAppQuit = true;
  autoUpdater.allowDowngrade = false;
  autoUpdater.logger = null;
  return {
    check: async () => {
      const found = await autoUpdater.checkForUpdates();
      if (!found?.isUpdateAvailable) return null;
      const { version, files } = found.updateInfo;
      return { version, hashes: files.map(({ sha512 }) => sha512) };
    },
    fetchForQuit: async () => {
      await autoUpdater.downloadUpdate();
    },
  };
}
