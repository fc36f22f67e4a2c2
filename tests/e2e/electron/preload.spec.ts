import { readFileSync } from 'node:fs'
import { expect, test, type PageGlobals } from './desktop.ts'

declare const window: PageGlobals

test('the page has invoke and on, frozen, and nothing else of Node or Electron', async ({
  page,
}) => {
  const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'ipcRenderer']
  const surface = await page.evaluate(
    (asked) => ({
      keys: Object.keys(window.rmosBridge).sort(),
      frozen: Object.isFrozen(window.rmosBridge),
      seen: asked.filter((name) => typeof window[name] !== 'undefined'),
    }),
    [...names, 'electron', '__dirname', 'standInSend', 'standInReceive'],
  )
  expect(surface).toEqual({ keys: ['invoke', 'on'], frozen: true, seen: [] })
  // It is loaded with every page: one small file that requires electron alone.
  const preload = readFileSync('out/preload/index.cjs', 'utf8')
  expect(preload.length).toBeLessThan(1000)
  expect(preload.match(/require\([^)]*\)/g)).toEqual([expect.stringMatching(/["'`]electron["'`]/)])
})

test('the page runs isolated, sandboxed and without Node', async ({ app, page }) => {
  await expect(page).toHaveTitle('RMOS')
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0] ?? {}
    // Electron has this method; its type declarations leave it out.
    const inspected = webContents as unknown as { getLastWebPreferences: () => object } | undefined
    return inspected?.getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
  })
})

test('a call main does not have, or with a wrong input, is answered with a problem', async ({
  page,
}) => {
  const answers = await page.evaluate(() => {
    const unknown = ['plans.burn', '__proto__', 'toString.call', ''].map((call) =>
      window.rmosBridge.invoke(call, {}),
    )
    return Promise.all([...unknown, window.rmosBridge.invoke('plans.open', { planId: 7 })])
  })
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid-input' } })
  }
  expect(answers.at(-1)).toMatchObject({ error: { message: expect.stringContaining('planId') } })
})

test('a page that is not the app’s own gets nothing from main', async ({ app, page }) => {
  await app.evaluate(async ({ BrowserWindow }) => {
    await BrowserWindow.getAllWindows()[0]?.loadURL('data:text/html,<title>strange</title>')
  })
  await expect(page).toHaveTitle('strange')
  const refusal = await page.evaluate(() =>
    window.rmosBridge.invoke('app.info', {}).catch((error: unknown) => String(error)),
  )
  expect(refusal).toContain('calls are taken from the app only')
})

test('a function cannot be sent to main', async ({ page }) => {
  const refusal = await page.evaluate(async () => {
    try {
      await window.rmosBridge.invoke('plans.open', { planId: () => 1 })
      return 'sent'
    } catch (error) {
      return String(error)
    }
  })
  expect(refusal).toContain('could not be cloned')
})

test('an event of main is heard until its listener is taken off', async ({ page }) => {
  const heard = await page.evaluate(async () => {
    const { invoke, on } = window.rmosBridge
    const planId = 'example:classical-mosaic-46'
    const opened = (await invoke('plans.open', { planId })) as { value: { plan: object } }
    const save = () => invoke('plans.save', { planId, plan: opened.value.plan })
    const payloads: unknown[] = []
    const others: unknown[] = []
    const stop = on('plans.changed', (payload) => {
      payloads.push(payload)
    })
    on('runs.changed', (payload) => {
      others.push(payload)
    })
    // Events and answers travel on one wire: when the answer is there, the event was.
    await save()
    const heardFirst = payloads.length
    stop()
    await save()
    await invoke('app.info', {})
    return { first: payloads[0], heardFirst, heardInAll: payloads.length, others: others.length }
  })
  expect(heard).toEqual({
    first: { planId: expect.any(String) },
    heardFirst: 1,
    heardInAll: 1,
    others: 0,
  })
})
