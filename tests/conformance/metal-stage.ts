import type { JobProgress } from '#core/grbl/machine-snapshot.ts'
import { success } from '#core/outcome/result.ts'
import type { BytePort } from '../../src-main/machine/byte-port.ts'
import { createEngine } from '../../src-main/machine/engine.ts'
import { GRBL_CODES } from '../../src-main/machine/grbl-codes.ts'
import { openPort } from '../../src-main/machine/open-port.ts'
import { jobOf, type Answer, type RehearsalOptions, type WireEntry } from '../machine/rehearsal.ts'
import { faultyPort, type FaultyPort } from './faulty-port.ts'
import type { Stage } from './stage.ts'
import { openWire } from './wire.ts'

const TICK_MS = 20
const LOOK_MS = 2

const sleep = (durationMs: number) => new Promise<void>((done) => setTimeout(done, durationMs))

/** What went over a real wire, and when. */
interface Traffic {
  readonly sent: WireEntry[]
  readonly heard: WireEntry[]
}

function noted(port: BytePort, traffic: Traffic, nowMs: () => number): BytePort {
  const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
  return {
    ...port,
    write: (bytes) => {
      traffic.sent.push({ atMs: nowMs(), text: textOf(bytes) })
      port.write(bytes)
    },
    onData: (listener) => {
      port.onData((bytes) => {
        traffic.heard.push({ atMs: nowMs(), text: textOf(bytes) })
        listener(bytes)
      })
    },
  }
}

/**
 * The engine on a real controller, in real time, with a cable that can be made bad. An alarm it boots
 * in is unlocked; settings are written before, and put back at the end.
 */
export async function openMetalStage(uri: string, options: RehearsalOptions = {}): Promise<Stage> {
  const settings = options.settings ?? []
  // Whatever the test before left behind, a hold or a moving axis, ends in a reset.
  const bench = await openWire({ settings })
  bench.letGo()
  const startedMs = performance.now()
  const nowMs = () => performance.now() - startedMs
  const traffic: Traffic = { sent: [], heard: [] }
  const answers = new Map<number, Answer>()
  const finished: JobProgress[] = []
  let nextRequestId = 1
  let cable: FaultyPort | null = null
  const engine = createEngine({
    tables: GRBL_CODES,
    nowMs,
    nowUtc: () => new Date().toISOString(),
    openJournal: () => ({ note: () => undefined, close: () => undefined, trouble: () => '' }),
    openPort: async (address) => {
      const opened = await openPort(address)
      if (!opened.ok) return opened
      cable = faultyPort(opened.value, options.faults ?? [], nowMs)
      return success(noted(cable, traffic, nowMs))
    },
    emit: (message) => {
      options.onEmit?.(message)
      if (message.kind === 'reply') answers.set(message.requestId, message)
      if (message.kind === 'jobFinished') finished.push(message.progress)
    },
  })
  const timer = setInterval(engine.tick, TICK_MS)
  const command: Stage['command'] = (asked) => {
    const requestId = nextRequestId
    nextRequestId += 1
    engine.handle(requestId, asked)
    return () => answers.get(requestId) ?? null
  }
  const until: Stage['until'] = async (done, limitMs = 60_000) => {
    const endMs = nowMs() + limitMs
    while (!done()) {
      if (nowMs() > endMs) throw new Error(`not done after ${String(limitMs)} ms on ${uri}`)
      await sleep(LOOK_MS)
    }
  }
  const ask: Stage['ask'] = async (asked, limitMs) => {
    const answer = command(asked)
    await until(() => answer() !== null, limitMs)
    const given = answer()
    if (given === null) throw new Error('stage: no answer')
    return given
  }
  const connected = await ask({ name: 'connect', portUri: uri })
  if (connected.problem !== null) throw new Error(connected.problem.message)
  if (engine.snapshot().engineState === 'alarm')
    await ask({ name: 'unlock', reason: 'conformance' })
  await until(() => engine.snapshot().engineState === 'ready')
  await sleep(1500)
  return {
    snapshot: engine.snapshot,
    nowMs,
    command,
    ask,
    run: sleep,
    until,
    start: (text) => {
      const answer = command({ name: 'start', job: jobOf(text) })()
      if (answer === null) throw new Error('start was not answered at once')
      return answer
    },
    finished: () => finished,
    sent: () => traffic.sent,
    heard: () => traffic.heard,
    strike: (kind, amount) => {
      cable?.strike(kind, amount)
    },
    arrivedLines: () => cable?.arrivedLines() ?? [],
    judge: null,
    close: async () => {
      command({ name: 'stop' })
      await sleep(1500)
      command({ name: 'disconnect' })
      await sleep(300)
      clearInterval(timer)
      if (settings.length > 0) await bench.close()
    },
  }
}
