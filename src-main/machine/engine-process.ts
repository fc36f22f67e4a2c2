import { constants, setPriority } from 'node:os'
import { createDirectListeners } from '../serve/direct-listener.ts'
import { createDirectHub, type DirectHub } from './direct-hub.ts'
import { createEngine, TICK_INTERVAL_MS } from './engine.ts'
import { openJournal } from './job/job-journal.ts'
import { readToEngine, type FromEngine } from './engine-messages.ts'
import { GRBL_CODES } from './grbl-codes.ts'
import { listPorts } from './ports/list-ports.ts'
import { openPort } from './open-port.ts'

const HEARTBEAT_INTERVAL_MS = 500
/**
 * Main unheard for so long counts as lost. A main that is gone closes the channel and is known at
 * once; this is for one that hangs, and it is longer than the longest pause main may make (2 s).
 */
const MAIN_SILENCE_MS = 4000
/** Without main the engine lives on until the machine stands, at most for so long. */
const ORPHAN_LIMIT_MS = 90_000

/** The part of a message port of Electron's main kind that this entry uses. */
interface MessagePort {
  readonly on: ((
    event: 'message',
    listener: (event: { readonly data: unknown }) => void,
  ) => unknown) &
    ((event: 'close', listener: () => void) => unknown)
  readonly postMessage: (message: unknown) => void
  readonly start: () => void
  readonly close: () => void
}

/** The part of Electron's utility process that this entry uses. */
interface ParentPort {
  readonly on: (
    event: 'message',
    listener: (event: { readonly data: unknown; readonly ports: readonly MessagePort[] }) => void,
  ) => void
  readonly postMessage: (message: unknown) => void
}

function parentPort(): ParentPort | null {
  return 'parentPort' in process ? process.parentPort : null
}

function createChannel(
  receive: (message: unknown, ports: readonly MessagePort[]) => void,
  lost: () => void,
) {
  const port = parentPort()
  if (port !== null) {
    port.on('message', ({ data, ports }) => {
      receive(data, ports)
    })
    return (message: FromEngine) => {
      port.postMessage(message)
    }
  }
  process.on('message', (message) => {
    receive(message, [])
  })
  process.on('disconnect', lost)
  return (message: FromEngine) => {
    if (process.connected) process.send?.(message)
  }
}

/** The desktop's page, on the port that main handed to both. */
function serveDirectPort(hub: DirectHub, port: MessagePort): void {
  const screen = hub.join((text) => {
    port.postMessage(text)
  })
  port.on('message', ({ data }) => {
    if (!screen.receive(data)) port.close()
  })
  port.on('close', screen.left)
  port.start()
}

/** The controller's 10 ms of buffered line must outlast whatever else the computer does. */
function askForPriority(): void {
  try {
    setPriority(constants.priority.PRIORITY_ABOVE_NORMAL)
  } catch (error) {
    // Free on Windows; on Linux and macOS only for a privileged user, and the engine runs without it.
    const refused = error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR'
    if (!refused) throw error
  }
}

/**
 * A terminal sends Ctrl+C and its closing to the whole process group, but only main may decide what
 * becomes of a job: it stops the machine, or ends and is missed. Being told to end stops the machine first.
 */
function heedSignals(leave: () => void): void {
  for (const signal of ['SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // main has received it too
    })
  }
  process.on('SIGTERM', leave)
}

function runEngine(): void {
  askForPriority()
  let lastHeardMs = performance.now()
  let orphanedMs: number | null = null
  const post = createChannel(
    (raw, ports) => {
      lastHeardMs = performance.now()
      engine.mainHeard()
      const message = readToEngine(raw)
      if (message?.kind === 'direct') listeners(message.order)
      if (message?.kind === 'directPort') for (const port of ports) serveDirectPort(hub, port)
      if (message?.kind !== 'request') return
      const { requestId, command } = message
      if (command.name !== 'listPorts') engine.handle(requestId, command)
      else
        void listPorts().then((list) => {
          post({ kind: 'ports', requestId, list })
        })
    },
    () => {
      leave()
    },
  )
  const leave = () => {
    orphanedMs ??= performance.now()
    engine.applicationLost()
  }
  heedSignals(leave)
  const engine = createEngine({
    tables: GRBL_CODES,
    nowMs: () => performance.now(),
    openPort,
    emit: post,
    nowUtc: () => new Date().toISOString(),
    openJournal,
  })
  const hub = createDirectHub(engine)
  const listeners = createDirectListeners(hub, post)
  let lastTickMs = performance.now()
  setInterval(() => {
    const nowMs = performance.now()
    // After a pause of our own, main's messages still wait to be read.
    if (nowMs - lastTickMs > MAIN_SILENCE_MS / 4) lastHeardMs = nowMs
    lastTickMs = nowMs
    engine.tick()
    if (orphanedMs !== null) {
      const { engineState } = engine.snapshot()
      const stopping = engineState === 'aborting' || engineState === 'resetWait'
      if (!stopping || nowMs - orphanedMs > ORPHAN_LIMIT_MS) process.exit(0)
    } else if (nowMs - lastHeardMs > MAIN_SILENCE_MS) {
      lastHeardMs = nowMs
      engine.applicationLost()
    }
  }, TICK_INTERVAL_MS)
  setInterval(() => {
    post({ kind: 'heartbeat' })
  }, HEARTBEAT_INTERVAL_MS)
}

runEngine()
