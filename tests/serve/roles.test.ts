import { describe, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { accessOf, CALL_ACCESS, type CallAccess } from '#core/contract/call-access.ts'
import { contract } from '#core/contract/index.ts'
import { DEVICE_LIMITS } from '../../src-main/serve/client-link.ts'
import { type Network, openNetwork } from './network.ts'

interface Reply {
  readonly id: number
  readonly result: {
    readonly ok: boolean
    readonly value?: unknown
    readonly error?: { readonly kind: string; readonly message: string }
  }
}

/** Every call of the contract, by `feature.call`. */
const CALLS = Object.entries(contract).flatMap(([feature, calls]) =>
  Object.keys(calls).map((name) => `${feature}.${name}`),
)
const callsOf = (access: CallAccess) => CALLS.filter((call) => accessOf(call) === access)

/** A page of a device: its calls, and the events it heard. */
async function openPage(network: Network, cookie: string) {
  const socket: WebSocket = network.openLink(cookie)
  const events: string[] = []
  const waiting = new Map<number, (reply: Reply['result']) => void>()
  let lastId = 0
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as Reply & { readonly event?: string }
    if (frame.event !== undefined) events.push(frame.event)
    else waiting.get(frame.id)?.(frame.result)
  })
  await new Promise((resolve) => socket.once('open', resolve))
  const call = (name: string, input: object = {}) =>
    new Promise<Reply['result']>((resolve) => {
      lastId += 1
      waiting.set(lastId, resolve)
      socket.send(JSON.stringify({ id: lastId, call: name, input }))
    })
  return { socket, call, events }
}

async function pairedPage(network: Network, name = 'Tablet') {
  return openPage(network, await network.pair(name))
}

describe('every call of the contract is judged', () => {
  test('and nothing else is', () => {
    const judged = Object.entries(CALL_ACCESS).flatMap(([feature, calls]) =>
      Object.keys(calls).map((name) => `${feature}.${name}`),
    )
    expect(judged.sort()).toEqual([...CALLS].sort())
    for (const call of ['machine', 'machine.', 'machine.stop.x', 'toString.call', '.stop', '']) {
      expect(accessOf(call)).toBeNull()
    }
  })

  test('what stops is exactly the stop and the feed hold', () => {
    expect(callsOf('stop').sort()).toEqual(['machine.hold', 'machine.stop'])
  })

  test('what everybody may do changes nothing by its name', () => {
    const changing =
      /\.(save|remove|create|write|start|set|import|restore|run|perform|connect|make|approve|archive|send|home|unlock|open|close|new|revoke)[A-Z]?/
    const exceptions = [
      'plans.open',
      'strips.open',
      'patterns.open',
      'machine.startGate',
      'controller.settings',
    ]
    expect(
      callsOf('read').filter((call) => changing.test(call) && !exceptions.includes(call)),
    ).toEqual([])
  })
})

describe('a watcher', () => {
  test.each(callsOf('change'))('cannot %s', async (call) => {
    const network = await openNetwork()
    network.bench.joinShopPc()
    const { call: ask } = await pairedPage(network)
    const refused = await ask(call)
    expect(refused.error).toMatchObject({
      kind: 'blocked',
      message: 'Shop PC controls RMOS; this page only watches.',
    })
    expect(network.reached).toEqual([])
  })

  test('can make every call that reads, and stop', async () => {
    const network = await openNetwork()
    const page = await pairedPage(network)
    const calls = [...callsOf('read'), ...callsOf('stop')].filter((call) => call !== 'bench.status')
    for (const call of calls) {
      expect(await page.call(call, { a: 1 })).toEqual({
        ok: true,
        value: { call, input: { a: 1 } },
      })
    }
    expect(network.reached).toEqual(calls)
  })

  test.each(callsOf('shopPc'))('cannot %s, in control or not', async (call) => {
    const network = await openNetwork()
    const page = await pairedPage(network)
    for (const inControl of [false, true]) {
      if (inControl) await page.call('bench.requestControl')
      const refused = await page.call(call, { deviceId: 'd' })
      expect(refused.error?.message).toBe('This can be done at the shop PC only.')
    }
    expect(network.reached).toEqual([])
    expect(network.bench.network.status().urls).toHaveLength(1)
  })

  test.each(['machine.fly', 'toString.call', 'bench.__proto__', 'bench'])(
    'is told that there is no call %s',
    async (call) => {
      const network = await openNetwork({
        workshop: () =>
          Promise.resolve({
            ok: false,
            error: { kind: 'invalid-input', message: 'no such call', remedy: '', requestId: '' },
          }),
      })
      const page = await pairedPage(network)
      expect((await page.call(call)).error?.kind).toBe('invalid-input')
    },
  )
})

describe('control', () => {
  test('goes over by consent: one may change things, the other no more', async () => {
    const network = await openNetwork()
    const { bench } = network
    bench.joinShopPc()
    const page = await pairedPage(network)
    const asked = await page.call('bench.requestControl')
    const you = (asked.value as { you: { seatId: string } }).you.seatId
    expect(asked.value).toMatchObject({ controllerSeatId: 'shop-pc', request: { seatId: you } })
    await bench.shopPc.dispatch('bench.answerRequest', { seatId: you, handOver: true })
    expect((await page.call('machine.start')).ok).toBe(true)
    expect(await bench.shopPc.dispatch('machine.start', {})).toMatchObject({ ok: false })
    expect((await bench.shopPc.dispatch('machine.stop', {})).ok).toBe(true)
    expect((await bench.shopPc.dispatch('bench.newCode', {})).ok).toBe(true)
    expect(page.events).toContain('bench.changed')
    expect(network.reached).toEqual(['machine.start', 'machine.stop'])
  })

  test('comes back to the shop PC when the device is revoked, or the network closed', async () => {
    for (const how of ['revoke', 'close'] as const) {
      const network = await openNetwork()
      const page = await pairedPage(network)
      const { bench } = network
      const status = await bench.shopPc.dispatch('bench.status', {})
      const { seats } = (status as { value: { seats: { seatId: string }[] } }).value
      const handed = await bench.shopPc.dispatch('bench.handOver', { seatId: seats[1]?.seatId })
      expect(handed).toMatchObject({ ok: true, value: { controllerSeatId: seats[1]?.seatId } })
      expect(await bench.shopPc.dispatch('machine.start', {})).toMatchObject({ ok: false })
      if (how === 'close') await bench.network.close()
      else await bench.network.revokeAll()
      expect((await bench.shopPc.dispatch('machine.start', {})).ok).toBe(true)
      page.socket.terminate()
    }
  })

  test('stays with a device whose page is loaded again', async () => {
    const network = await openNetwork()
    network.bench.joinShopPc()
    const cookie = await network.pair('Tablet')
    const page = await openPage(network, cookie)
    const status = (await page.call('bench.status')).value as { you: { seatId: string } }
    await network.bench.shopPc.dispatch('bench.handOver', { seatId: status.you.seatId })
    const closed = new Promise((resolve) => page.socket.once('close', resolve))
    page.socket.close()
    await closed
    const again = await openPage(network, cookie)
    expect((await again.call('machine.start')).ok).toBe(true)
  })
})

describe('limits of the network', () => {
  test('a device may have four pages open', async () => {
    const network = await openNetwork()
    const cookie = await network.pair('Tablet')
    for (let count = 0; count < 4; count += 1) await openPage(network, cookie)
    const fifth = network.openLink(cookie)
    const status = await new Promise<number>((resolve) => {
      fifth.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0)
      })
    })
    expect(status).toBe(503)
  })

  test('calls above the rate are refused as busy, and a stop is still taken', async () => {
    const network = await openNetwork()
    const page = await pairedPage(network)
    const calls = Array.from({ length: DEVICE_LIMITS.maxCallsPerSecond + 200 }, (_, index) =>
      index % 25 === 0 ? Promise.resolve({ ok: true }) : page.call('machine.snapshot'),
    )
    const stops = [page.call('machine.stop'), page.call('machine.hold')]
    const answers = await Promise.all(calls)
    expect(answers.some(({ ok }) => !ok)).toBe(true)
    expect((await Promise.all(stops)).every(({ ok }) => ok)).toBe(true)
  })

  test('a flood ends the link, with the reason', async () => {
    const network = await openNetwork()
    const page = await pairedPage(network)
    const closed = new Promise<string>((resolve) => {
      page.socket.once('close', (code, reason) => {
        resolve(`${String(code)} ${reason.toString()}`)
      })
    })
    const frame = JSON.stringify({ id: 1, call: 'machine.snapshot', input: {} })
    for (let count = 0; count < 3 * DEVICE_LIMITS.floodFramesPerSecond; count += 1) {
      page.socket.send(frame)
    }
    expect(await closed).toBe('1008 too many frames')
    expect((await (await pairedPage(network, 'Phone')).call('machine.snapshot')).ok).toBe(true)
  })

  test('a frame above 4 MB ends the link', async () => {
    const network = await openNetwork()
    const { socket } = await pairedPage(network)
    const closed = new Promise<number>((resolve) => socket.once('close', resolve))
    socket.send(' '.repeat(DEVICE_LIMITS.maxFrameBytes + 1))
    expect(await closed).toBe(1009)
  })

  test('a device that reads nothing delays nobody, and is cut off in the end', async () => {
    const network = await openNetwork()
    const [slow, quick] = [await pairedPage(network, 'Slow'), await pairedPage(network, 'Quick')]
    slow.socket.pause()
    const padding = 'x'.repeat(100_000)
    const tookMs: number[] = []
    for (let count = 0; count < 250; count += 1) {
      network.tell('machine.changed', { padding })
      network.tell('console.added', [padding])
      const sentMs = performance.now()
      await quick.call('machine.stop')
      tookMs.push(performance.now() - sentMs)
    }
    expect(tookMs.sort((a, b) => a - b)[tookMs.length >> 1]).toBeLessThan(200)
    expect(quick.events.filter((event) => event === 'console.added')).toHaveLength(250)
    const isThere = (name: string) =>
      network.bench.network.status().devices.find((device) => device.name === name)?.isConnected
    await expect.poll(() => isThere('Slow'), { timeout: 5000 }).toBe(false)
    expect(isThere('Quick')).toBe(true)
  })
})
