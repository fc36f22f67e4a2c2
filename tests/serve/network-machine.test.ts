import { describe, expect, onTestFinished, test } from 'vitest'
import { createDispatch, type Dispatch } from '../../src-main/handlers/router.ts'
import { machineHandlers } from '../../src-main/handlers/machine.handlers.ts'
import type { Handlers } from '#core/contract/index.ts'
import type { MachineService } from '../../src-main/machine/machine-service.ts'
import { webSocketBridge } from '../../src-renderer/web-socket-bridge.ts'
import { forkedService } from '../machine/forked-engine.ts'
import { jobOf, WANDERING_PROGRAM } from '../machine/rehearsal.ts'
import { type Network, openNetwork } from './network.ts'

/** A bound against hanging, for a busy machine. */
const PATIENT = { timeout: 20_000 }

/** The calls of the machine over a real engine process, as the workshop has them. */
function workshopOf(machine: MachineService): Dispatch {
  const handlers = {
    // the calls of jobs need a whole workshop; none of them is made here
    machine: machineHandlers(machine) as Handlers['machine'],
    manual: { perform: (request) => machine.manual(request) } satisfies Handlers['manual'],
  }
  const missing = new Proxy(handlers.machine, {
    get: (target, name): unknown =>
      Reflect.get(target, name) ?? (() => Promise.reject(new Error(String(name)))),
  })
  return createDispatch(
    { ...handlers, machine: missing },
    ({ stack }) => {
      throw new Error(stack)
    },
    () => 'request',
  )
}

/** A network over an engine process that is connected to a virtual controller. */
async function openShop() {
  const machine = forkedService()
  onTestFinished(() => machine.close())
  const network = await openNetwork({
    workshop: workshopOf(machine),
    snapshot: machine.snapshot,
  })
  network.bench.joinShopPc()
  machine.onChange((snapshot) => {
    network.tell('machine.changed', snapshot)
  })
  const connected = await network.bench.shopPc.dispatch('machine.connect', { portUri: 'virtual:' })
  expect(connected.ok).toBe(true)
  return { machine, network }
}

/** The screen's own bridge on a device, and its socket. */
async function openScreen(network: Network, name = 'Tablet') {
  const cookie = await network.pair(name)
  const links: ReturnType<Network['openLink']>[] = []
  const bridge = webSocketBridge(() => {
    const link = network.openLink(cookie)
    links.push(link)
    return link
  })
  onTestFinished(() => {
    bridge.close()
  })
  const status = (await bridge.invoke('bench.status', {})) as {
    value: { you: { seatId: string } }
  }
  return { bridge, links, seatId: status.value.you.seatId }
}

const LONG_JOB = WANDERING_PROGRAM.replace(
  'G0 Z5\nM5',
  `${Array.from({ length: 40 }, () => 'G1 X60 Y20 F600\nG1 X20 Y60').join('\n')}\nG0 Z5\nM5`,
)

async function startJob(machine: MachineService): Promise<void> {
  const started = await machine.start(jobOf(LONG_JOB))
  expect(started.ok).toBe(true)
  await expect
    .poll(() => machine.snapshot().job?.executing?.firstLine ?? 0, PATIENT)
    .toBeGreaterThan(0)
}

describe('in a job on the virtual controller', () => {
  test('a watcher sees it run, changes nothing, and its stop ends it', async () => {
    const { machine, network } = await openShop()
    const { bridge } = await openScreen(network)
    const seen: string[] = []
    bridge.on('machine.changed', (payload) => {
      seen.push((payload as { engineState: string }).engineState)
    })
    await startJob(machine)
    await expect.poll(() => seen, PATIENT).toContain('streaming')
    for (const call of ['machine.home', 'machine.resume', 'machine.disconnect']) {
      expect(await bridge.invoke(call, {})).toMatchObject({ ok: false, error: { kind: 'blocked' } })
    }
    expect(machine.snapshot().engineState).toBe('streaming')
    expect(await bridge.invoke('machine.hold', {})).toMatchObject({ ok: true })
    await expect.poll(() => machine.snapshot().engineState, PATIENT).toBe('held')
    const resumed = await network.bench.shopPc.dispatch('machine.resume', {})
    expect(resumed.ok).toBe(true)
    expect(await bridge.invoke('machine.stop', {})).toMatchObject({ ok: true })
    await expect.poll(() => machine.snapshot().job?.outcome, PATIENT).toBe('stopped')
    await expect.poll(() => machine.snapshot().engineState, PATIENT).toBe('ready')
  }, 60_000)

  test('a controller that is lost leaves it running, and anyone can stop it', async () => {
    const { machine, network } = await openShop()
    const holder = await openScreen(network)
    const watcher = await openScreen(network, 'Phone')
    await network.bench.shopPc.dispatch('bench.handOver', { seatId: holder.seatId })
    await startJob(machine)
    holder.bridge.close()
    holder.links.forEach((link) => {
      link.terminate()
    })
    const lineThen = machine.snapshot().job?.executing?.firstLine ?? 0
    await expect
      .poll(() => machine.snapshot().job?.executing?.firstLine ?? 0, PATIENT)
      .toBeGreaterThan(lineThen)
    expect(machine.snapshot().engineState).toBe('streaming')
    // Control stays with the device that is away; the shop PC asks, and gets it once it is gone.
    expect(await network.bench.shopPc.dispatch('machine.home', {})).toMatchObject({ ok: false })
    expect(await watcher.bridge.invoke('machine.stop', {})).toMatchObject({ ok: true })
    await expect.poll(() => machine.snapshot().job?.outcome, PATIENT).toBe('stopped')
  }, 60_000)

  test('control asked for by a device is not granted by silence', async () => {
    const { machine, network } = await openShop()
    const { bridge } = await openScreen(network)
    await startJob(machine)
    expect(await bridge.invoke('bench.requestControl', {})).toMatchObject({
      ok: true,
      value: { controllerSeatId: 'shop-pc' },
    })
    expect(await bridge.invoke('machine.home', {})).toMatchObject({ ok: false })
    await bridge.invoke('machine.stop', {})
    await expect.poll(() => machine.snapshot().job?.outcome, PATIENT).toBe('stopped')
  }, 60_000)
})

test('a device that is lost while it jogs ends the jog', async () => {
  const { machine, network } = await openShop()
  const holder = await openScreen(network)
  await network.bench.shopPc.dispatch('bench.handOver', { seatId: holder.seatId })
  const jog = {
    kind: 'jogHold',
    jogId: 'press-1',
    direction: { x: 1, y: 0, z: 0 },
    feedMmPerMin: 1000,
  }
  const xMm = () => machine.snapshot().machinePosition?.xMm ?? 0
  const startMm = xMm()
  let lastAnswer: unknown = null
  const holding = setInterval(() => {
    void holder.bridge.invoke('manual.perform', jog).then(
      (answer) => (lastAnswer = answer),
      () => undefined,
    )
  }, 80)
  onTestFinished(() => {
    clearInterval(holding)
  })
  await expect.poll(() => xMm() - startMm, { timeout: 10_000 }).toBeGreaterThan(3)
  expect(lastAnswer).toMatchObject({ ok: true })
  holder.bridge.close()
  holder.links.forEach((link) => {
    link.terminate()
  })
  await expect.poll(() => machine.snapshot().manual.jog, PATIENT).toBeNull()
  await expect.poll(() => machine.snapshot().controllerState, PATIENT).toBe('Idle')
  expect(machine.snapshot().engineState).toBe('ready')
}, 30_000)
