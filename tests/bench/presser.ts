/**
 * A screen that presses Hold and STOP: the links, the direct way and the pressing are the renderer's own
 * code, in a process of its own. Forked by `all-loads.ts`; `argv[2]` is the one-time link.
 */
import { fork } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { DIRECT_PROTOCOL, type DirectWayOffer } from '#core/contract/urgent-press.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { Result } from '#core/outcome/result.ts'
import {
  createDirectWay,
  dialOffers,
  type PressAnswer,
  pressBothWays,
} from '../../src-renderer/direct-way.ts'
import { newId } from '../../src-renderer/session/new-id.ts'
import { webSocketBridge } from '../../src-renderer/web-socket-bridge.ts'

/** What was pressed, and when; ms of Unix time with a fraction. */
export interface Pressed {
  readonly holdsUnixMs: readonly number[]
  readonly stopUnixMs: number
  /** Presses that the engine answered on the direct way. */
  readonly straight: number
}

/** Between two presses at most: longer than a hang of main, so that presses fall into all of it. */
const LONGEST_PAUSE_MS = 2500

/** Starts a pressing screen. */
export async function startPresser(url: string) {
  const child = fork(import.meta.filename, [url], { execArgv: [] })
  const next = <T>() =>
    new Promise<T>((found, lost) => {
      child.once('message', (message) => {
        found(message as T)
      })
      child.once('exit', () => {
        lost(new Error('the pressing screen ended'))
      })
    })
  await next<'ready'>()
  return {
    press: (holds: number): Promise<Pressed> => {
      child.send(holds)
      return next<Pressed>()
    },
    end: () => {
      child.disconnect()
    },
  }
}

/** Takes the one-time link as a browser does. */
async function signIn(url: string) {
  const answer = await fetch(url, { redirect: 'manual' })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { origin, host } = new URL(url)
  return { cookie, origin, host }
}

async function openScreen(url: string) {
  const { cookie, origin, host } = await signIn(url)
  const bridge = webSocketBridge(
    () => new WebSocket(`ws://${host}/bench-link`, { headers: { cookie, origin } }),
  )
  const way = createDirectWay()
  const dial = dialOffers(
    way,
    (offer) => new WebSocket(offer.url, [DIRECT_PROTOCOL, offer.token], { headers: { origin } }),
  )
  bridge.on('machine.directWay', (offer) => {
    dial(offer as DirectWayOffer | null)
  })
  const snapshots: { newest: MachineSnapshot | null } = { newest: null }
  bridge.on('machine.changed', (snapshot) => {
    snapshots.newest = snapshot as MachineSnapshot
  })
  while (way.state() !== 'open') await pause(20)
  return { bridge, way, snapshots }
}

type Screen = Awaited<ReturnType<typeof openScreen>>

async function press({ bridge, way }: Screen, name: 'hold' | 'stop') {
  const pressId = newId()
  let straight = false
  const counted: typeof way.press = async (pressed) => {
    const answer = await way.press(pressed)
    straight = answer !== null
    return answer
  }
  const throughMain = () => bridge.invoke(`machine.${name}`, { pressId }) as Promise<PressAnswer>
  const atUnixMs = performance.timeOrigin + performance.now()
  const answer = await pressBothWays(
    { press: counted },
    { pressId, command: { name } },
    throughMain,
  )
  if (!answer.ok) throw new Error(answer.error.message)
  return { atUnixMs, straight }
}

/** Resumes when main says that the machine is held; main may hang meanwhile. */
async function resume({ bridge, snapshots }: Screen): Promise<void> {
  while (snapshots.newest?.engineState !== 'streaming') {
    if (snapshots.newest?.engineState === 'held') {
      ;(await bridge.invoke('machine.resume', {})) as Result<MachineSnapshot, unknown>
    }
    await pause(50)
  }
}

async function pressAll(screen: Screen, holds: number): Promise<Pressed> {
  const holdsUnixMs: number[] = []
  let straight = 0
  for (let index = 0; index < holds; index += 1) {
    await resume(screen)
    await pause(Math.random() * LONGEST_PAUSE_MS)
    const pressed = await press(screen, 'hold')
    holdsUnixMs.push(pressed.atUnixMs)
    straight += Number(pressed.straight)
    await pause(300)
  }
  await resume(screen)
  const stopped = await press(screen, 'stop')
  return {
    holdsUnixMs,
    stopUnixMs: stopped.atUnixMs,
    straight: straight + Number(stopped.straight),
  }
}

if (process.argv[1] === import.meta.filename && process.send !== undefined) {
  const screen = await openScreen(process.argv[2] ?? '')
  process.on('message', (holds) => {
    void pressAll(screen, holds as number).then((pressed) => process.send?.(pressed))
  })
  process.on('disconnect', () => process.exit(0))
  process.send('ready')
}
