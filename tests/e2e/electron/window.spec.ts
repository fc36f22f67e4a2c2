import { expect, readyPage, test, type PageGlobals } from './desktop.ts'

declare const window: PageGlobals

test('one visible window opens on app://rmos, draws and can call main', async ({
  app,
  page,
  dataDir,
}) => {
  await expect(page.locator('#root')).not.toBeEmpty()
  const windows = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => ({
      address: window.webContents.getURL().replace(/[?#].*/, ''),
      visible: window.isVisible(),
    })),
  )
  expect(windows).toEqual([{ address: 'app://rmos/index.html', visible: true }])
  const answer = await page.evaluate(() => window.rmosBridge.invoke('app.info', {}))
  expect(answer).toMatchObject({ ok: true, value: { shell: 'electron', dataDir } })
})

test('a page that crashed is loaded again and can call main again', async ({ app }) => {
  await readyPage(app)
  const loadedAgain = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<void>((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.once('did-finish-load', () => {
          resolve()
        })
      }),
  )
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  })
  await loadedAgain
})
