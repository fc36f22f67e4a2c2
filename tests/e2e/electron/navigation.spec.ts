import { expect, test, type PageGlobals } from './desktop.ts'

declare const window: PageGlobals

test('the page cannot leave its address', async ({ app, page }) => {
  // The page's own place in itself is its own business.
  const documentOf = () => page.url().replace(/#.*/, '')
  const before = documentOf()
  for (const address of [
    'https://example.com/',
    'file:///etc/passwd',
    'app://other/',
    '/404.html',
  ]) {
    await page.evaluate((to) => {
      window.location.href = to
    }, address)
    // An answer of main comes after whatever the navigation would have done.
    await page.evaluate(() => window.rmosBridge.invoke('app.info', {}))
    expect(documentOf(), address).toBe(before)
  }
  expect(app.windows()).toHaveLength(1)
})

test('the page opens no window, and only listed links go to the desktop’s browser', async ({
  app,
  page,
}) => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = []
    Object.assign(globalThis, { opened })
    shell.openExternal = (address) => {
      opened.push(address)
      return Promise.resolve()
    }
  })
  const results = await page.evaluate(() =>
    [
      'https://example.com/',
      'http://github.com/gnea/grbl/wiki',
      'https://github.com.evil.example/gnea/grbl/wiki',
      'file:///etc/passwd',
      'smb://host/share',
      'javascript:alert(1)',
      'about:blank',
      'https://github.com/gnea/grbl/wiki',
    ].map((address) => window.open(address)),
  )
  expect(new Set(results)).toEqual(new Set([null]))
  const opened = () => app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)
  await expect.poll(opened).toEqual(['https://github.com/gnea/grbl/wiki'])
  const count = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect([count, app.windows().length]).toEqual([1, 1])
})

test('no webview is attached', async ({ app, page }) => {
  await expect(page).toHaveTitle('RMOS')
  const prevented = await app.evaluate(({ BrowserWindow }) => {
    let said = false
    const event = {
      preventDefault: () => {
        said = true
      },
    }
    const { webContents } = BrowserWindow.getAllWindows()[0] ?? {}
    webContents?.emit('will-attach-webview', event, {}, { src: 'https://example.com/' })
    return said
  })
  expect(prevented).toBe(true)
})
