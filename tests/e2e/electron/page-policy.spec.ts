import { CONTENT_SECURITY_POLICY } from '../../../src-main/serve/content-security-policy.ts'
import { expect, test, type PageGlobals } from './desktop.ts'

declare const window: PageGlobals & {
  readonly document: {
    readonly body: { readonly append: (node: object) => void }
    readonly createElement: (name: string) => { textContent: string }
  }
}

test('every file comes with the content security policy and without type guessing', async ({
  page,
}) => {
  const headers = await page.evaluate(async () => {
    const { headers: sent } = await fetch('/index.html')
    return [sent.get('content-security-policy'), sent.get('x-content-type-options')]
  })
  expect(headers).toEqual([CONTENT_SECURITY_POLICY, 'nosniff'])
})

test('neither text nor an inline script is run as code', async ({ page }) => {
  // From a timer: what the debugger evaluates itself is exempt from the policy.
  const outcome = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        setTimeout(() => {
          try {
            const make = window['Function'] as (body: string) => () => number
            resolve(`ran: ${String(make('return 1')())}`)
          } catch (error) {
            resolve((error as Error).name)
          }
        })
      }),
  )
  expect(outcome).toBe('EvalError')
  const mark = await page.evaluate(() => {
    const script = window.document.createElement('script')
    script.textContent = 'globalThis.inlineScriptRan = true'
    window.document.body.append(script)
    return window['inlineScriptRan']
  })
  expect(mark).toBeUndefined()
})

test('only files of the built renderer are served, and only to GET', async ({ page }) => {
  const paths = [
    '/..%2fmain%2findex.js',
    '/..%2f..%2fpackage.json',
    '/%2e%2e%2f%2e%2e%2fpackage.json',
    '/..%5c..%5cpackage.json',
    '/assets/..%2f..%2fmain/index.js',
    '/index.html%00.js',
    '/%2fetc%2fpasswd',
    '/C:%5cWindows%5cwin.ini',
    `/${'a'.repeat(5000)}`,
    '/%',
    '/no-such-file.js',
    '/assets',
  ]
  const statuses = await page.evaluate(
    (asked) => Promise.all(asked.map(async (path) => (await fetch(path)).status)),
    paths,
  )
  for (const [index, status] of statuses.entries()) {
    expect([403, 404], `${paths[index] ?? ''} gave ${String(status)}`).toContain(status)
  }
  const posted = await page.evaluate(
    async () => (await fetch('/index.html', { method: 'POST' })).status,
  )
  expect(posted).toBe(403)
})
