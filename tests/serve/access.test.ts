import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { CONTENT_SECURITY_POLICY } from '../../src-main/serve/content-security-policy.ts'
import { startServer } from '../../src-main/serve/start-server.ts'
import { type Bench, echo, startBench } from './bench.ts'

function ticketPath(bench: Bench): string {
  return bench.server.url.slice(bench.origin.length)
}

describe('who gets in', () => {
  test('the link lets one browser in, once, and leaves no ticket in the address', async () => {
    const bench = await startBench()
    expect(bench.server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?ticket=[\w-]{43}$/)
    const first = await bench.get(ticketPath(bench))
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/')
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(/^rmos-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/),
    ])
    const second = await bench.get(ticketPath(bench))
    expect(second.status).toBe(403)
    expect(second.headers['set-cookie']).toBeUndefined()
  })

  test('the cookie opens the page, again and again', async () => {
    const bench = await startBench()
    const cookie = await bench.signIn()
    for (const site of ['none', 'same-origin']) {
      const page = await bench.get('/', { cookie, 'sec-fetch-site': site })
      expect(page).toMatchObject({ status: 200, body: '<!doctype html><title>RMOS</title>' })
    }
    expect((await bench.get('/', { cookie: `other=1; ${cookie}; more=2` })).status).toBe(200)
  })

  test('a used link sends a browser that is in already to the page', async () => {
    const bench = await startBench()
    const cookie = await bench.signIn()
    const answer = await bench.get(ticketPath(bench), { cookie })
    expect(answer).toMatchObject({ status: 303, headers: { location: '/' } })
    expect(bench.newLinks).toHaveLength(1)
  })

  test('a second browser takes the next link, which is told when the last one was used', async () => {
    const bench = await startBench()
    expect(bench.newLinks).toEqual([])
    await bench.signIn()
    expect(bench.newLinks).toHaveLength(1)
    expect(bench.newLinks[0]).not.toBe(bench.server.url)
    const secondCookie = await bench.signIn()
    expect((await bench.get('/', { cookie: secondCookie })).status).toBe(200)
    expect(new Set([bench.server.url, ...bench.newLinks]).size).toBe(3)
  })

  test.each([
    ['no cookie', '/', {}],
    ['an empty ticket', '/?ticket=', {}],
    ['a wrong ticket', `/?ticket=${'A'.repeat(43)}`, {}],
    ['a file without a cookie', '/assets/index.js', {}],
    ['the cookie of another server', '/', { cookie: `rmos-1=${'A'.repeat(43)}` }],
  ])('%s is refused with 403', async (_name, path, headers) => {
    const bench = await startBench()
    const answer = await bench.get(path, headers)
    expect(answer.status).toBe(403)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.body).not.toContain('<title>')
  })

  test('a cookie of the right name and a wrong value is refused', async () => {
    const bench = await startBench()
    const cookie = await bench.signIn()
    const wrong = `${cookie.slice(0, -2)}${cookie.endsWith('AA') ? 'BB' : 'AA'}`
    expect((await bench.get('/', { cookie: wrong })).status).toBe(403)
    expect((await bench.get('/', { cookie: cookie.slice(0, -1) })).status).toBe(403)
    const renamed = cookie.replace(/^rmos-/, 'other-')
    expect((await bench.get('/', { cookie: renamed })).status).toBe(403)
  })
})

describe('what comes from elsewhere is refused, even with the cookie', () => {
  test.each(['evil.example', '127.0.0.1', '127.0.0.1:1', '127.0.0.1.evil.example', '0.0.0.0'])(
    'Host %s: 421',
    async (host) => {
      const bench = await startBench()
      const cookie = await bench.signIn()
      expect((await bench.get('/', { cookie, host })).status).toBe(421)
    },
  )

  test.each(['cross-site', 'same-site', 'other'])('Sec-Fetch-Site %s: 403', async (site) => {
    const bench = await startBench()
    const cookie = await bench.signIn()
    expect((await bench.get('/', { cookie, 'sec-fetch-site': site })).status).toBe(403)
  })

  test('another site cannot use up the ticket', async () => {
    const bench = await startBench()
    const path = ticketPath(bench)
    expect((await bench.get(path, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await bench.get(path, { host: 'evil.example' })).status).toBe(421)
    expect((await bench.get(path, {}, 'POST')).status).toBe(405)
    expect((await bench.get(path)).status).toBe(303)
  })

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'])('%s: 405', async (method) => {
    const bench = await startBench()
    const cookie = await bench.signIn()
    const answer = await bench.get('/', { cookie }, method)
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET' } })
  })
})

describe('files', () => {
  test('are served with their type, also under a name in any script', async () => {
    const bench = await startBench()
    const cookie = await bench.signIn()
    const script = await bench.get('/assets/index.js?v=1', { cookie })
    expect(script).toMatchObject({ status: 200, body: 'export const a = 1\n' })
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    const style = await bench.get('/assets/gr%C3%B6%C3%9Fe%201.css', { cookie })
    expect(style.headers['content-type']).toBe('text/css; charset=utf-8')
  })

  test('never leave the folder, in whatever spelling', async () => {
    const bench = await startBench()
    const cookie = await bench.signIn()
    const paths = [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/%2e%2e%2fsecret.txt',
      '/assets/../../secret.txt',
      '/assets/..%2f..%2fsecret.txt',
      '/..%5csecret.txt',
      '/..\\secret.txt',
      '//secret.txt',
      '/%2fetc/passwd',
      '/C:/Windows/win.ini',
      '/C%3a%5cWindows%5cwin.ini',
      '/index.html%00.txt',
      '/index.html::$DATA',
      '/%',
      '/%ff%fe',
      `/${'a'.repeat(300)}`,
      `/${'a/'.repeat(600)}`,
      '/assets',
      '/assets/',
      '/index.html/',
      '/nothing.js',
      'http://evil.example/index.html',
      ...(process.platform === 'win32' ? [] : ['/link.txt']),
    ]
    for (const path of paths) {
      const answer = await bench.get(path, { cookie })
      expect([403, 404], path).toContain(answer.status)
      expect(answer.body, path).not.toContain('secret')
    }
  })

  test.each(['/..%2fnothing', '/%2e%2e/nothing', '/a%5cnothing', '/C%3a/nothing', '/a/../nothing'])(
    '%s is refused as such, whether or not anything is there',
    async (path) => {
      const bench = await startBench()
      const cookie = await bench.signIn()
      expect((await bench.get(path, { cookie })).status).toBe(403)
      expect((await bench.get('/nothing', { cookie })).status).toBe(404)
    },
  )

  test('every answer carries the policy and may not be sniffed, framed or kept', async () => {
    const bench = await startBench()
    const cookie = await bench.signIn()
    const answers = [
      await bench.get('/', { cookie }),
      await bench.get('/'),
      await bench.get('/none', { cookie }),
      await bench.get('/', { cookie, host: 'evil.example' }),
    ]
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['cache-control']).toBe('no-store')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      expect(headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  test('the policy admits no inline code, no eval and no other host', () => {
    expect(CONTENT_SECURITY_POLICY).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|http|\*/)
  })
})

describe('the link', () => {
  function tryLink(bench: Bench, headers: Record<string, string>, path = '/bench-link') {
    const socket = new WebSocket(`ws://127.0.0.1:${String(bench.server.port)}${path}`, { headers })
    return new Promise<number>((resolve) => {
      socket.on('open', () => {
        socket.close()
        resolve(101)
      })
      socket.on('unexpected-response', (_request, response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
      })
      socket.on('error', () => {
        resolve(0)
      })
    })
  }

  test('opens for the page itself and for nobody else', async () => {
    const bench = await startBench()
    const cookie = await bench.signIn()
    const { origin } = bench
    const port = String(bench.server.port)
    expect(await tryLink(bench, { cookie, origin })).toBe(101)
    expect(await tryLink(bench, { cookie, origin, 'sec-fetch-site': 'same-origin' })).toBe(101)
    expect(await tryLink(bench, { cookie })).toBe(403)
    expect(await tryLink(bench, { origin })).toBe(403)
    expect(await tryLink(bench, { cookie, origin: 'null' })).toBe(403)
    expect(await tryLink(bench, { cookie, origin: 'http://evil.example' })).toBe(403)
    expect(await tryLink(bench, { cookie, origin: 'http://127.0.0.1:1' })).toBe(403)
    expect(await tryLink(bench, { cookie, origin: `https://127.0.0.1:${port}` })).toBe(403)
    expect(await tryLink(bench, { cookie, origin: `http://localhost:${port}` })).toBe(403)
    expect(await tryLink(bench, { cookie, origin, host: 'evil.example' })).toBe(421)
    expect(await tryLink(bench, { cookie, origin, 'sec-fetch-site': 'same-site' })).toBe(403)
    expect(await tryLink(bench, { cookie, origin }, '/ipc')).toBe(404)
    expect(await tryLink(bench, { cookie, origin }, `/bench-link?ticket=x`)).toBe(404)
  })

  test('opens for at most sixteen tabs; one that closes makes room', async () => {
    const bench = await startBench()
    const cookie = await bench.signIn()
    const opened = (socket: WebSocket) => new Promise((resolve) => socket.once('open', resolve))
    const tabs = Array.from({ length: 16 }, () => bench.openLink(cookie))
    await Promise.all(tabs.map(opened))
    const good = { cookie, origin: bench.origin }
    expect(await tryLink(bench, good)).toBe(503)
    await new Promise((resolve) => {
      tabs[0]?.once('close', resolve)
      tabs[0]?.close()
    })
    await expect.poll(() => tryLink(bench, good)).toBe(101)
  })
})

describe('the server', () => {
  test('listens on the loopback address only', async () => {
    const bench = await startBench()
    await expect(fetch(`http://[::1]:${String(bench.server.port)}/`)).rejects.toThrow()
    expect((await fetch(`http://127.0.0.1:${String(bench.server.port)}/`)).status).toBe(403)
  })

  test('a port that is taken is refused with its number', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => {
        resolve((other.address() as { port: number }).port)
      })
    })
    onTestFinished(() => {
      other.close()
    })
    await expect(startBench(echo, port)).rejects.toThrow(
      `port ${String(port)} of 127.0.0.1 is in use by another program`,
    )
  })

  test('a renderer that was not built is refused with the path', async () => {
    const started = await startServer({
      dispatch: echo,
      subscribe: () => () => undefined,
      rendererDir: '/nowhere',
      port: 0,
      host: '127.0.0.1',
    })
    expect(started).toMatchObject({ ok: false, error: { kind: 'not-found' } })
  })

  test('close says goodbye to the tabs, frees the port and stops listening to main', async () => {
    const bench = await startBench()
    const socket = bench.openLink(await bench.signIn())
    await new Promise((resolve) => socket.once('open', resolve))
    expect(bench.subscriberCount()).toBe(1)
    const closeCode = new Promise((resolve) => socket.once('close', resolve))
    await bench.server.close()
    expect(await closeCode).toBe(1001)
    expect(bench.subscriberCount()).toBe(0)
    await expect(bench.get('/')).rejects.toThrow('ECONNREFUSED')
  })
})
