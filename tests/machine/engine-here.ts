import type { EngineLink } from '../../src-main/machine/engine-link.ts'
import { readToEngine, type FromEngine } from '../../src-main/machine/engine-messages.ts'
import { createEngine, TICK_INTERVAL_MS } from '../../src-main/machine/engine.ts'
import { GRBL_CODES } from '../../src-main/machine/grbl-codes.ts'
import { openJournal } from '../../src-main/machine/job/job-journal.ts'
import { openPort } from '../../src-main/machine/open-port.ts'

/** The engine in the test's own process, on the real clock and real ports: nothing has to be started. */
export function engineHere(): EngineLink {
  let hear: (message: unknown) => void = () => undefined
  const engine = createEngine({
    tables: GRBL_CODES,
    nowMs: () => performance.now(),
    openPort,
    emit: (message: FromEngine) => {
      // as over a wire: a copy, and later
      const copy = structuredClone(message)
      setImmediate(() => {
        hear(copy)
      })
    },
    nowUtc: () => new Date().toISOString(),
    openJournal,
  })
  const timer = setInterval(engine.tick, TICK_INTERVAL_MS)
  return {
    post: (raw) => {
      const message = readToEngine(structuredClone(raw))
      if (message?.kind === 'request') engine.handle(message.requestId, message.command)
    },
    onMessage: (listener) => {
      hear = listener
    },
    onExit: () => undefined,
    kill: () => {
      clearInterval(timer)
    },
  }
}
