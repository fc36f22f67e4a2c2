import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isShopAddress, shopAddresses } from '../../src-main/serve/own-addresses.ts'
import { startServer } from '../../src-main/serve/start-server.ts'
import {
  HAS_MANY_ADDRESSES,
  NETWORK_ADDRESS,
  newBench,
  openNetwork,
  send,
  upgradeStatus,
} from './network.ts'

describe('the network is closed', () => {
  test('at first: the bench view of this computer listens at 127.0.0.1 alone', async () => {
    const { bench } = newBench()
    const started = await startServer({
      dispatch: bench.shopPc.dispatch,
      subscribe: bench.subscribe,
      rendererDir: join(import.meta.dirname, '../../src-renderer'),
      port: 0,
      host: '127.0.0.1',
    })
    if (!started.ok) throw new Error(started.error.message)
    onTestFinished(() => started.value.close())
    if (HAS_MANY_ADDRESSES) {
      await expect(send(started.value.port, '/')).rejects.toThrow('ECONNREFUSED')
    }
    expect(bench.network.status()).toEqual({ urls: [], code: null, codeEnded: null, devices: [] })
    expect(bench.network.newCode()).toMatchObject({ ok: false, error: { kind: 'blocked' } })
  })

  test('again once it was closed: the port is free, the devices are cut off and stay paired', async () => {
    const network = await openNetwork()
    const cookie = await network.pair('Tablet')
    const link = network.openLink(cookie)
    await new Promise((resolve) => link.once('open', resolve))
    const closed = new Promise<number>((resolve) => link.once('close', resolve))
    const status = await network.bench.network.close()
    expect(await closed).toBe(1001)
    expect(status.urls).toEqual([])
    expect(status.code).toBeNull()
    await expect(network.ask('/')).rejects.toThrow('ECONNREFUSED')
    const again = await network.bench.network.open()
    expect(again.ok && again.value.urls).toEqual([network.url])
    expect((await network.ask('/', { headers: { cookie } })).body).toContain('<title>RMOS</title>')
  })

  test('to public addresses and to those of others', async () => {
    const { bench } = newBench()
    for (const address of ['0.0.0.0', '8.8.8.8', '172.32.0.1', '192.0.2.2', '::', 'localhost']) {
      expect(isShopAddress(address)).toBe(false)
      expect(await bench.network.open([address])).toMatchObject({ ok: false })
    }
    expect(await bench.network.open([])).toMatchObject({ ok: false })
    const absent = '10.255.254.253'
    expect(isShopAddress(absent)).toBe(true)
    const refused = await bench.network.open([absent])
    expect(!refused.ok && refused.error.message).toBe(`${absent} is no address of this computer`)
    expect(shopAddresses().every(isShopAddress)).toBe(true)
  })

  test('when one of its addresses cannot be had, nothing is left listening', async () => {
    const { bench } = newBench()
    const opened = await bench.network.open([NETWORK_ADDRESS, '10.255.254.253'])
    expect(opened.ok).toBe(false)
    expect(bench.network.status()).toMatchObject({ urls: [], code: null })
    const busy = createServer()
    await new Promise<void>((resolve) => busy.listen(0, NETWORK_ADDRESS, resolve))
    onTestFinished(() => void busy.close())
    const { port } = busy.address() as { port: number }
    expect(await bench.network.open([NETWORK_ADDRESS], port)).toMatchObject({
      ok: false,
      error: { kind: 'busy' },
    })
  })
})

describe('a stranger', () => {
  test('sees the pairing page and its style, and nothing else', async () => {
    const network = await openNetwork()
    const page = await network.ask('/')
    expect(page.status).toBe(200)
    expect(page.body).toContain('Pair this device with RMOS')
    expect(page.body).not.toContain('<script')
    expect(page.body).not.toContain(network.code())
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    expect(page.headers['referrer-policy']).toBe('same-origin')
    expect(page.headers['access-control-allow-origin']).toBeUndefined()
    expect((await network.ask('/pair.css')).headers['content-type']).toContain('text/css')
    for (const path of ['/index.html', '/assets/index.js', '/pair', '/?ticket=x1', '/a']) {
      const answer = await network.ask(path)
      expect(answer.body).not.toContain('export')
      expect(answer.body).not.toContain('<title>RMOS</title>')
      if (path !== '/?ticket=x1') expect(answer.status).toBe(403)
    }
    expect(await upgradeStatus(network, '')).toBe(403)
    expect(await upgradeStatus(network, `rmos-device=${'A'.repeat(43)}`)).toBe(403)
  })

  test.each(['PUT', 'DELETE', 'HEAD', 'OPTIONS', 'POST'])('%s: 405', async (method) => {
    const network = await openNetwork()
    expect((await network.ask('/', { method })).status).toBe(405)
  })
})

describe('what names another host or comes from another page is refused, even with the token', () => {
  test.each(['evil.example', NETWORK_ADDRESS, `${NETWORK_ADDRESS}:1`, 'localhost', 'rmos.local'])(
    'Host %s: 421',
    async (host) => {
      const network = await openNetwork()
      const cookie = await network.pair('Tablet')
      expect((await network.ask('/', { headers: { cookie, host } })).status).toBe(421)
      expect(await upgradeStatus(network, cookie, { host })).toBe(421)
      const posted = await network.sendCode(network.code(), { headers: { host } })
      expect(posted.status).toBe(421)
    },
  )

  test.each(['http://evil.example', 'null', `https://${NETWORK_ADDRESS}`])(
    'a link from %s: 403',
    async (origin) => {
      const network = await openNetwork()
      const cookie = await network.pair('Tablet')
      expect(await upgradeStatus(network, cookie, { origin })).toBe(403)
    },
  )
})

describe('a device that was revoked', () => {
  test('is cut off at once and has to be paired again', async () => {
    const network = await openNetwork()
    const [cookie, other] = [await network.pair('Tablet'), await network.pair('Phone')]
    const link = network.openLink(cookie)
    await new Promise((resolve) => link.once('open', resolve))
    const closed = new Promise<number>((resolve) => link.once('close', resolve))
    const { devices } = network.bench.network.status()
    expect(devices.map(({ isConnected }) => isConnected)).toEqual([true, false])
    const revoked = network.bench.network.revoke(devices[0]?.deviceId ?? '')
    link.send(JSON.stringify({ id: 1, call: 'machine.stop', input: {} }))
    expect(await closed).toBe(4001)
    expect((await revoked).ok).toBe(true)
    expect(network.reached).toEqual([])
    expect(await upgradeStatus(network, cookie)).toBe(403)
    expect((await network.ask('/', { headers: { cookie } })).body).toContain('Pair this device')
    expect(await upgradeStatus(network, other)).toBe(101)
  })

  test('so are all of them', async () => {
    const network = await openNetwork()
    const cookies = [await network.pair('Tablet'), await network.pair('Phone')]
    const links = cookies.map((cookie) => network.openLink(cookie))
    await Promise.all(links.map((link) => new Promise((resolve) => link.once('open', resolve))))
    const closed = links.map((link) => new Promise<number>((done) => link.once('close', done)))
    await network.bench.network.revokeAll()
    expect(await Promise.all(closed)).toEqual([4001, 4001])
    expect(network.bench.network.status().devices).toEqual([])
  })
})

describe('after a restart', () => {
  test('devices are known and the port is the same', async () => {
    const first = await openNetwork()
    const cookie = await first.pair('Tablet')
    await first.bench.close()
    const second = await openNetwork({ dataDir: first.dataDir })
    expect(second.url).toBe(first.url)
    expect((await second.ask('/', { headers: { cookie } })).body).toContain('<title>RMOS</title>')
  })

  test('nobody is paired by a file that was damaged, and that is told', async () => {
    const first = await openNetwork()
    const cookie = await first.pair('Tablet')
    await first.bench.close()
    writeFileSync(join(first.dataDir, 'rmos.devices.json'), '{"devices": [')
    const second = await openNetwork({ dataDir: first.dataDir })
    expect(await upgradeStatus(second, cookie)).toBe(403)
    expect(second.log.join()).toContain('every device has to be paired again')
  })

  test('a device that was not here for half a year is forgotten', async () => {
    const first = await openNetwork()
    const cookie = await first.pair('Tablet')
    await first.bench.close()
    const path = join(first.dataDir, 'rmos.devices.json')
    const text = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      text.replace(/"lastSeenUtc": "[^"]*"/, '"lastSeenUtc": "2020-01-01T00:00:00.000Z"'),
    )
    const second = await openNetwork({ dataDir: first.dataDir })
    expect(await upgradeStatus(second, cookie)).toBe(403)
  })
})
