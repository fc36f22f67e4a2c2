import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { findChromium } from '../../scripts/find-chromium.mjs'

/** A page in a browser window that has nothing about it but the page. */
export interface PlainPage {
  readonly goTo: (url: string) => Promise<void>
  /** What an expression comes to in the page; a promise is waited for. */
  readonly ask: <T>(expression: string) => Promise<T>
  /** Waits until an expression is true in the page; asked 20 times a second. */
  readonly until: (expression: string) => Promise<void>
  /** Gives a file to the file field that an expression comes to. */
  readonly chooseFile: (field: string, path: string) => Promise<void>
  readonly press: (key: string) => Promise<void>
  readonly close: () => Promise<void>
}

/**
 * A window as the desktop's is. Its address bar would be a page of Chromium's own in a process of 73 MB,
 * and another process stands by for pages that nobody will open.
 */
const AS_A_WINDOW = [
  '--headless',
  '--no-sandbox',
  '--no-first-run',
  '--window-size=1280,720',
  '--disable-background-networking',
  '--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,SpareRendererForSitePerProcess',
]

/** What DevTools answers a command with. */
interface DevToolsAnswer {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

/** What an expression came to. */
interface Evaluated {
  readonly result: { readonly value?: unknown; readonly objectId?: string }
  readonly exceptionDetails?: { readonly exception?: { readonly description?: string } }
}

/** DevTools over a browser's pipe: texts of JSON with a zero byte behind each. */
function devTools(child: ChildProcess) {
  // the browser is started with pipes at 3 and 4, which the type of `stdio` cannot tell
  const [, , , orders, answers] = child.stdio as unknown as [null, null, null, Writable, Readable]
  const waiting = new Map<number, (answer: DevToolsAnswer) => void>()
  let lastId = 0
  let rest = ''
  answers.setEncoding('utf8').on('data', (text: string) => {
    const texts = `${rest}${text}`.split('\0')
    rest = texts.pop() ?? ''
    for (const one of texts) {
      const answer = JSON.parse(one) as DevToolsAnswer
      waiting.get(answer.id ?? 0)?.(answer)
      waiting.delete(answer.id ?? 0)
    }
  })
  return <T>(method: string, params: object = {}, sessionId?: string): Promise<T> =>
    new Promise((found, refused) => {
      lastId += 1
      waiting.set(lastId, ({ result, error }) => {
        if (error === undefined) found(result as T)
        else refused(new Error(`${method}: ${error.message}`))
      })
      orders.write(`${JSON.stringify({ id: lastId, method, params, sessionId })}\0`)
    })
}

/**
 * Opens a browser of its own, watched no closer than a person would. Of Playwright's pages DevTools tells
 * the test every frame of every WebSocket, with its bytes in base64: of a program of 60 MB that is more work
 * for the page, the browser and the test than RMOS has with it.
 */
export async function openPlainPage(flags: readonly string[], profile: string): Promise<PlainPage> {
  const browser = findChromium()
  if (browser === undefined) throw new Error('there is no Chromium on this computer')
  const child = spawn(
    browser,
    [
      ...AS_A_WINDOW,
      ...flags,
      `--user-data-dir=${profile}`,
      '--remote-debugging-pipe',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  )
  const command = devTools(child)
  const sessionId = await attach(command)
  const send = <T>(method: string, params?: object) => command<T>(method, params, sessionId)
  const evaluate = async (expression: string, returnByValue: boolean) => {
    const order = { expression, returnByValue, awaitPromise: true }
    const { result, exceptionDetails } = await send<Evaluated>('Runtime.evaluate', order)
    if (exceptionDetails === undefined) return result
    throw new Error(exceptionDetails.exception?.description ?? `${expression} failed`)
  }
  const ask = async <T>(expression: string) => (await evaluate(expression, true)).value as T
  return {
    ask,
    goTo: async (url) => {
      await send('Page.navigate', { url })
    },
    until: async (expression) => {
      while (!(await ask<boolean>(`Boolean(${expression})`))) await pause(50)
    },
    chooseFile: async (field, path) => {
      const { objectId } = await evaluate(field, false)
      await send('DOM.setFileInputFiles', { files: [path], objectId })
    },
    press: async (key) => {
      for (const type of ['keyDown', 'keyUp']) {
        await send('Input.dispatchKeyEvent', { type, key, code: key })
      }
    },
    close: async () => {
      const ended = once(child, 'exit')
      await command('Browser.close')
      await ended
    },
  }
}

async function attach(command: ReturnType<typeof devTools>): Promise<string> {
  for (;;) {
    const { targetInfos } = await command<{
      readonly targetInfos: readonly { readonly type: string; readonly targetId: string }[]
    }>('Target.getTargets')
    const page = targetInfos.find(({ type }) => type === 'page')
    if (page !== undefined) {
      const order = { targetId: page.targetId, flatten: true }
      return (await command<{ readonly sessionId: string }>('Target.attachToTarget', order))
        .sessionId
    }
    await pause(50)
  }
}
