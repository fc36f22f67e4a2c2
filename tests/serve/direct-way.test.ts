import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { DIRECT_PROTOCOL, type DirectWayOffer } from '#core/contract/urgent-press.ts'
import { failure, success } from '#core/outcome/result.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import type { EngineLink } from '../../src-main/machine/engine-link.ts'
import { createMachineService, systemServiceClock } from '../../src-main/machine/machine-service.ts'
import type { VirtualPortRecord } from '../../src-main/machine/virtual-port.ts'
import { createDirectWay, dialOffers, pressBothWays } from '../../src-renderer/direct-way.ts'
import { webSocketBridge } from '../../src-renderer/web-socket-bridge.ts'
import { blockFor } from '../machine/forked-engine.ts'
import { denseProgram, jobOf } from '../machine/rehearsal.ts'
import { NETWORK_ADDRESS, type Network, openNetwork } from './network.ts'

/** A bound against hanging, for a busy machine. */
const PATIENT = { timeout: 60_000 }

/** A network beside an engine process, and the engine's links so far. */
async function openShop() {
  const engines: EngineLink[] = []
  const spawn = forkEngine()
  const machine = createMachineService({
    spawnEngine: () => {
      const link = spawn()
      engines.push(link)
      return link
    },
    clock: systemServiceClock(),
  })
  onTestFinished(() => machine.close())
  const network = await openNetwork({
    direct: machine.direct,
    snapshot: machine.snapshot,
    workshop: async (call, input) => {
      const { pressId } = input as { pressId?: string }
      if (call === 'machine.hold') return machine.hold(pressId)
      if (call === 'machine.stop') return machine.stop(pressId)
      return success({ call, input })
    },
  })
  return { network, machine, engines }
}

/** What a paired device's page is told, on its own link. */
async function openPage(network: Network, name = 'Tablet') {
  const cookie = await network.pair(name)
  const links: WebSocket[] = []
  const bridge = webSocketBridge(() => {
    const link = network.openLink(cookie)
    links.push(link)
    return link
  })
  onTestFinished(() => {
    bridge.close()
  })
  const offers: (DirectWayOffer | null)[] = []
  bridge.on('machine.directWay', (offer) => offers.push(offer as DirectWayOffer | null))
  await expect.poll(() => offers.at(-1) ?? null, PATIENT).not.toBeNull()
  const offer = () => offers.at(-1) ?? { url: '', token: '' }
  return { bridge, links, offers, offer }
}

interface Tried {
  readonly token?: string
  readonly origin?: string | undefined
  readonly host?: string
  readonly from?: string
  readonly protocols?: readonly string[]
}

/** Opens a direct socket; the status it was refused with, 0 when it was dropped, 101 when it was taken. */
function dialStatus({ url, token }: DirectWayOffer, network: Network, tried: Tried = {}) {
  const protocols = tried.protocols ?? [DIRECT_PROTOCOL, tried.token ?? token]
  return new Promise<number>((resolve) => {
    const socket = new WebSocket(url, [...protocols], {
      headers: {
        ...('origin' in tried && tried.origin === undefined
          ? {}
          : { origin: tried.origin ?? network.origin }),
        ...(tried.host !== undefined && { host: tried.host }),
      },
      localAddress: tried.from ?? NETWORK_ADDRESS,
    })
    socket.on('error', () => {
      resolve(0)
    })
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
    })
    socket.on('open', () => {
      socket.terminate()
      resolve(101)
    })
  })
}

/** A device's link comes from wherever the system sends it; a socket of the test's own must come from there too. */
async function linkAddress(network: Network, offer: DirectWayOffer): Promise<string> {
  for (const from of [NETWORK_ADDRESS, '127.0.0.1']) {
    if ((await dialStatus(offer, network, { from })) === 101) return from
  }
  throw new Error('the page itself is not let in')
}

/** A page with its direct way open, as the screen has it. */
async function openScreen(network: Network, name?: string) {
  const page = await openPage(network, name)
  const way = createDirectWay()
  const sockets: WebSocket[] = []
  const dial = dialOffers(way, ({ url, token }) => {
    const socket = new WebSocket(url, [DIRECT_PROTOCOL, token], {
      headers: { origin: network.origin },
    })
    socket.on('error', () => undefined)
    sockets.push(socket)
    return socket
  })
  page.bridge.on('machine.directWay', (offer) => {
    dial(offer as DirectWayOffer | null)
  })
  dial(page.offer())
  onTestFinished(() => {
    dial(null)
  })
  await expect.poll(way.state, PATIENT).toBe('open')
  return { ...page, way, sockets }
}

describe('the engine’s own socket', () => {
  test('lets in a page with its token, its origin and from its address, and nobody else', async () => {
    const { network } = await openShop()
    const { offer } = await openPage(network)
    const from = await linkAddress(network, offer())
    const others = [
      ['a wrong token', { token: 'A'.repeat(43) }],
      ['no token', { protocols: [DIRECT_PROTOCOL] }],
      ['a token alone', { protocols: [offer().token] }],
      ['another origin', { origin: 'http://evil.example' }],
      ['the engine’s own origin', { origin: offer().url.replace('ws:', 'http:').slice(0, -1) }],
      ['no origin', { origin: undefined }],
      ['a rebound name', { host: 'evil.example' }],
    ] as const
    for (const [what, tried] of others) {
      expect([what, await dialStatus(offer(), network, { ...tried, from })]).toEqual([what, 403])
    }
    expect(await dialStatus(offer(), network, { from: '127.0.0.9' })).toBe(0)
    expect(await dialStatus(offer(), network, { from })).toBe(101)
  })

  test('answers no request for a page', async () => {
    const { network } = await openShop()
    const { offer } = await openPage(network)
    await linkAddress(network, offer())
    const answer = await fetch(offer().url.replace('ws:', 'http:')).catch(() => null)
    expect([null, 404]).toContain(answer === null ? null : answer.status)
  })

  test('cuts off whoever says anything but a press', async () => {
    const { network } = await openShop()
    const { offer } = await openPage(network)
    const from = await linkAddress(network, offer())
    const words = [
      '{"pressId":"press-0001","command":{"name":"resume"}}',
      '{"pressId":"press-0001","command":{"name":"jogRelease","jogId":""}}',
      '{"pressId":"short","command":{"name":"stop"}}',
      'stop',
      'x'.repeat(2000),
      Buffer.from('{"pressId":"press-0001","command":{"name":"hold"}}'),
    ]
    for (const word of words) {
      const socket = new WebSocket(offer().url, [DIRECT_PROTOCOL, offer().token], {
        headers: { origin: network.origin },
        localAddress: from,
      })
      const code = await new Promise((resolve) => {
        socket.on('open', () => {
          socket.send(word)
        })
        socket.on('close', resolve)
        socket.on('error', () => undefined)
      })
      expect([word, [1008, 1009].includes(code as number)]).toEqual([word, true])
    }
  })

  test('ends with the page’s own link, with a revoked device and with the network', async () => {
    const { network } = await openShop()
    const left = await openPage(network, 'Left')
    const from = await linkAddress(network, left.offer())
    left.bridge.close()
    await expect.poll(() => dialStatus(left.offer(), network, { from }), PATIENT).not.toBe(101)

    const revoked = await openScreen(network, 'Revoked')
    const other = await openScreen(network, 'Other')
    const device = network.bench.network.status().devices.find(({ name }) => name === 'Revoked')
    await network.bench.network.revoke(device?.deviceId ?? '')
    await expect.poll(revoked.way.state, PATIENT).toBe('closed')
    expect(await dialStatus(revoked.offer(), network, { from })).toBe(403)
    expect(other.way.state()).toBe('open')

    await network.bench.network.close()
    await expect.poll(other.way.state, PATIENT).toBe('closed')
    expect(await dialStatus(other.offer(), network, { from })).toBe(0)
  })

  test('is named in the policy of the page, and nothing else is', async () => {
    const { network } = await openShop()
    const cookie = await network.pair('Tablet')
    const { offer } = await openPage(network, 'Other')
    const page = await network.ask('/', { headers: { host: network.host, cookie } })
    expect(page.headers['content-security-policy']).toContain(
      `connect-src 'self' ${offer().url.slice(0, -1)};`,
    )
  })

  test('is there again, on the same port, after the engine ended', async () => {
    const { network, machine, engines } = await openShop()
    const screen = await openScreen(network)
    const before = screen.offer().url
    engines[0]?.kill()
    await expect.poll(screen.way.state, PATIENT).toBe('closed')
    await machine.connect('virtual:')
    await expect.poll(screen.way.state, PATIENT).toBe('open')
    expect(screen.offer().url).toBe(before)
  })
})

describe('a press of the screen', () => {
  test('reaches the engine while main hangs; its copy comes late and undoes no resume', async () => {
    const { network, machine } = await openShop()
    // a device that only watches
    const { way, bridge } = await openScreen(network)
    const recordPath = join(network.dataDir, 'record.json')
    await machine.connect(`virtual:?record=${encodeURIComponent(recordPath)}`)
    await machine.start(jobOf(denseProgram(20_000)))
    const pressId = 'press-of-this-test'
    const answer = way.press({ pressId, command: { name: 'hold' } })
    // Everything of main is in this very process, and hangs as soon as the press is on the wire.
    await new Promise((sent) => setTimeout(sent, 5))
    blockFor(1000)
    const freeUnixMs = performance.timeOrigin + performance.now()
    expect((await answer)?.ok).toBe(true)
    await expect.poll(() => machine.snapshot().engineState, PATIENT).toBe('held')
    expect(await bridge.invoke('machine.hold', { pressId })).toMatchObject({ ok: true })
    expect((await machine.resume()).ok).toBe(true)
    await expect.poll(() => machine.snapshot().engineState, PATIENT).toBe('streaming')
    expect(await bridge.invoke('machine.hold', { pressId })).toMatchObject({ ok: true })
    expect(machine.snapshot().engineState).toBe('streaming')
    await machine.stop()
    await expect.poll(() => machine.snapshot().engineState, PATIENT).toBe('ready')
    await machine.disconnect()
    const record = JSON.parse(readFileSync(recordPath, 'utf8')) as VirtualPortRecord
    // the hold, and the one that every stop begins with
    expect(record.feedHoldsUnixMs).toHaveLength(2)
    expect(record.feedHoldsUnixMs[0]).toBeLessThan(freeUnixMs - 300)
  }, 90_000)

  test('is answered by the engine itself, else by main, else as main’s failure', async () => {
    const press = { pressId: 'press-0001', command: { name: 'stop' } } as const
    const stopped = success('snapshot') as never
    const refused = failure('refused') as never
    const way = (answer: unknown) => ({ press: () => Promise.resolve(answer as never) })
    const never = () => new Promise<never>(() => undefined)
    const broken = () => Promise.reject(new Error('link broken'))
    expect(await pressBothWays(way(stopped), press, never)).toBe(stopped)
    expect(await pressBothWays(way(refused), press, never)).toBe(refused)
    expect(await pressBothWays(way(stopped), press, broken)).toBe(stopped)
    expect(await pressBothWays(way(null), press, () => Promise.resolve(stopped))).toBe(stopped)
    expect(await pressBothWays({ press: never }, press, () => Promise.resolve(stopped))).toBe(
      stopped,
    )
    expect(await pressBothWays(way(null), press, () => Promise.resolve(refused))).toBe(refused)
    await expect(pressBothWays(way(null), press, broken)).rejects.toThrow('link broken')
  })

  test('over a wire that was lost or says nothing is left to main', async () => {
    const way = createDirectWay()
    const press = { pressId: 'press-0001', command: { name: 'hold' } } as const
    expect(await way.press(press)).toBeNull()
    const sent: string[] = []
    const wire = { send: (text: string) => sent.push(text), close: () => undefined }
    const end = way.use(wire)
    expect(way.state()).toBe('closed')
    end.heard('{"kind":"beat"}')
    expect(way.state()).toBe('open')
    const lost = way.press(press)
    end.lost()
    expect(await lost).toBeNull()
    expect(way.state()).toBe('closed')
    const silent = way.use(wire)
    expect(await way.press({ ...press, pressId: 'press-0002' })).toBeNull()
    expect(sent).toHaveLength(2)
    silent.lost()
  })
})
