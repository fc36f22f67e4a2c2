import type { GrblCodeTables } from '#core/grbl/code-tables.ts'
import type { Session, SessionEffect, SessionEvent } from '#core/grbl/session/session-types.ts'
import type { BytePort } from './byte-port.ts'
import { ConsoleRecorder } from './console-recorder.ts'
import type { FromEngine } from './engine-messages.ts'
import { createTrafficRing } from './traffic-ring.ts'

/** What the engine writes down of itself: raw bytes, the conversation, and settings it read. */
export class EngineRecords {
  readonly #traffic = createTrafficRing()
  readonly #console: ConsoleRecorder
  #settingsRevision = 0

  constructor(tables: GrblCodeTables) {
    this.#console = new ConsoleRecorder(tables)
  }

  /** The same port, with every byte of both directions written down. */
  watch(port: BytePort, nowMs: () => number): BytePort {
    return {
      ...port,
      write: (bytes) => {
        this.#traffic.record('to', bytes, nowMs())
        port.write(bytes)
      },
      onData: (listener) => {
        port.onData((bytes) => {
          this.#traffic.record('from', bytes, nowMs())
          listener(bytes)
        })
      },
    }
  }

  /** One step of the session: what came in and what went out. */
  take(event: SessionEvent, effects: readonly SessionEffect[], before: Session): void {
    const { atMs } = event
    if (event.kind === 'lineReceived') {
      const streams = before.window.lines[0]?.origin.kind === 'program'
      this.#console.received(event.text, streams, atMs)
    }
    const byPerson =
      event.kind === 'manualRequested' || before.manual.procedure?.order.kind === 'line'
    for (const effect of effects) this.#effect(effect, byPerson, atMs)
  }

  #effect(effect: SessionEffect, byPerson: boolean, atMs: number): void {
    if (effect.kind === 'realtime') this.#console.sentByte(effect.byte, atMs)
    else if (effect.kind === 'systemLine') this.#console.sentLine(effect.text, byPerson, atMs)
    else if (effect.kind === 'programLines') {
      this.#console.sentProgramLines(effect.end - effect.first, atMs)
    } else if (effect.kind === 'refused') {
      this.#console.note(`${effect.problem.sentence} ${effect.problem.remedy}`.trim(), atMs)
    }
  }

  /** Console entries that are due now; null when none are. */
  dueConsole(atMs: number): FromEngine | null {
    const entries = this.#console.due(atMs)
    return entries === null ? null : { kind: 'console', entries, sentAtMs: atMs }
  }

  /** The settings, when they were read since the last time; null when not. */
  freshSettings({ manual }: Session): FromEngine | null {
    const { settings, settingsRevision } = manual
    if (settingsRevision === this.#settingsRevision) return null
    this.#settingsRevision = settingsRevision
    return settings.size === 0 ? null : { kind: 'settings', values: [...settings] }
  }

  /** The traffic as text. */
  trafficText(nowMs: number): string {
    return this.#traffic.text(nowMs)
  }
}
