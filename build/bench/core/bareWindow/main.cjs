// The least that puts a page with a button into a window of this runtime.
const { join } = require('node:path');
const { app, BrowserWindow } = require('electron');

app.on('window-all-closed', () => app.quit());
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800 });
  window.loadFile(join(__dirname, 'index.html'));
});
