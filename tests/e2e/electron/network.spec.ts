import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from '@playwright/test'
import { expect, readyPage, test, type PageGlobals } from './desktop.ts'

declare const window: PageGlobals & {
  readonly addEventListener: (
    name: 'securitypolicyviolation',
    listener: (event: { readonly effectiveDirective: string; readonly blockedURI: string }) => void,
  ) => void
}

/** A server of the test's own, which answers any page: what reaches it has left the app. */
let requestCount = 0
let address = ''
const server = createServer((_request, response) => {
  requestCount += 1
  response.writeHead(200, { 'access-control-allow-origin': '*' }).end('outside')
})

test.beforeEach(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`
  // It can be reached: silence below is not for want of an answer.
  expect(await (await fetch(address)).text()).toBe('outside')
  requestCount = 0
})
test.afterEach(() => {
  server.close()
})

function fetchFrom(page: Page, target: string): Promise<string> {
  return page.evaluate(async (asked) => {
    try {
      return await (await fetch(asked)).text()
    } catch (error) {
      return (error as Error).name
    }
  }, target)
}

test('the page reaches no server, and its own policy is what objects', async ({ page }) => {
  const violated = page.evaluate(
    () =>
      new Promise<unknown>((resolve) => {
        window.addEventListener('securitypolicyviolation', (event) => {
          resolve([event.effectiveDirective, event.blockedURI])
        })
      }),
  )
  expect(await fetchFrom(page, address)).toBe('TypeError')
  expect(await violated).toEqual(['connect-src', address])
  expect(await fetchFrom(page, 'https://example.com/')).toBe('TypeError')
  expect(requestCount).toBe(0)
})

test('the request filter alone keeps the page in, with the policy switched off', async ({
  launch,
  dataDir,
}) => {
  const app = await launch(dataDir, { bypassCSP: true })
  const page = await readyPage(app)
  expect(await fetchFrom(page, address)).toBe('TypeError')
  expect(requestCount).toBe(0)
  await app.close()
})

test('every permission is denied but the one to copy text', async ({ page }) => {
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'midi',
      'camera',
      'microphone',
      'clipboard-read',
      'clipboard-write',
    ]
    const { permissions } = globalThis.navigator as unknown as {
      readonly permissions: {
        readonly query: (asked: { name: string }) => Promise<{ readonly state: string }>
      }
    }
    return Promise.all(names.map(async (name) => [name, (await permissions.query({ name })).state]))
  })
  for (const [name, state] of states) {
    expect(state, name).toBe(name === 'clipboard-write' ? 'granted' : 'denied')
  }
})
