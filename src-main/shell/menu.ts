import type { MenuItemConstructorOptions } from 'electron'

/** The application menu. Undo and Redo act on the text field in focus, as everywhere. */
export function menuTemplate(
  openDataFolder: () => void,
  platform: NodeJS.Platform,
): MenuItemConstructorOptions[] {
  const appMenu: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : []
  return [
    ...appMenu,
    {
      label: '&File',
      submenu: [
        { id: 'open-data-folder', label: 'Open &Data Folder', click: openDataFolder },
        { type: 'separator' },
        { id: 'quit', role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { role: 'undo' },
        { role: 'redo' },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
  ]
}
