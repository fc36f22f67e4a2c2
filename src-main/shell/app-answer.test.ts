import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CONTENT_SECURITY_POLICY } from '../serve/content-security-policy.ts'
import { answerAppRequest } from './app-answer.ts'

let base: string
let rendererDir: string
const get = (path: string) =>
  answerAppRequest(rendererDir, { method: 'GET', url: `app://rmos${path}` })

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'rmos-answer-'))
  rendererDir = join(base, 'renderer')
  mkdirSync(join(rendererDir, 'assets'), { recursive: true })
  writeFileSync(join(rendererDir, 'index.html'), '<title>RMOS</title>')
  writeFileSync(join(rendererDir, 'assets/app.js'), 'start()')
  writeFileSync(join(base, 'secret.txt'), 'secret')
  symlinkSync(join(base, 'secret.txt'), join(rendererDir, 'link.txt'))
  symlinkSync(base, join(rendererDir, 'folder-link'))
})
afterAll(() => {
  rmSync(base, { recursive: true })
})

describe('a file of the renderer', () => {
  test.each([
    ['/', 'text/html', '<title>RMOS</title>'],
    ['/index.html?x=1#y', 'text/html', '<title>RMOS</title>'],
    ['/assets/app.js', 'text/javascript', 'start()'],
  ])('%s comes with its type and the policy', async (path, type, text) => {
    const answer = await get(path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain(type)
    expect(answer.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await answer.text()).toBe(text)
  })
})

describe('a path that is no file of the renderer', () => {
  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..%5csecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/index.html%00.txt',
    '/%2fetc%2fpasswd',
    '/c:%5csecret.txt',
    '/link.txt',
    '/folder-link/secret.txt',
    '/assets',
    '/missing.js',
    '/%',
    `/${'a'.repeat(5000)}`,
  ])('%s gives 403 or 404 and nothing of a file', async (path) => {
    const answer = await get(path)
    expect([403, 404]).toContain(answer.status)
    expect(await answer.text()).toBe('')
  })
})

test.each(['POST', 'PUT', 'HEAD', 'OPTIONS'])('%s is refused', async (method) => {
  const answer = await answerAppRequest(rendererDir, { method, url: 'app://rmos/index.html' })
  expect(answer.status).toBe(403)
})

test.each(['app://other/index.html', 'https://rmos/index.html'])('%s is refused', async (url) => {
  expect((await answerAppRequest(rendererDir, { method: 'GET', url })).status).toBe(403)
})
