import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'

const ROOT = resolve(import.meta.dirname, '../../..')

/** The bench view of a fresh workshop: the built screen, served by the built-in server. */
export interface BenchView {
  /** Opened by its one-time link. */
  readonly page: Page
  /** Ends the server, as when the program ends under an open screen. */
  readonly endServer: () => Promise<void>
}

/** Serves a data folder by the real command; the one-time link, and how to end it. */
export async function serve(
  dataDir: string,
  settings: Readonly<Record<string, string>>,
  options: readonly string[] = [],
) {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'scripts/rmos.mjs'), 'serve', '--data', dataDir, ...options],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...settings } },
  )
  const ended = new Promise<void>((done) => {
    child.once('exit', () => {
      done()
    })
  })
  const url = await new Promise<string>((found, refused) => {
    let text = ''
    child.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString()
      const line = /http:\/\/127\.0\.0\.1:\S+/.exec(text)?.[0]
      if (line !== undefined) found(line)
    })
    child.once('exit', (code) => {
      refused(new Error(`the server ended with ${String(code)} before it was up`))
    })
  })
  return {
    url,
    end: async () => {
      child.kill('SIGINT')
      await ended
    },
  }
}

/** What a spec may ask of its bench view. */
export interface BenchOptions {
  /** Settings of the environment the server is started with. */
  readonly settings: Readonly<Record<string, string>>
}

/** A test with its own server, data folder and page; any error in the page fails it. */
export const test = base.extend<{ bench: BenchView } & BenchOptions>({
  settings: [{}, { option: true }],
  bench: async ({ page, settings }, use) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'rmos-bench-'))
    const server = await serve(dataDir, settings)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(server.url)
    await use({ page, endServer: server.end })
    await server.end()
    rmSync(dataDir, { recursive: true, force: true })
    expect(errors).toEqual([])
  },
})
