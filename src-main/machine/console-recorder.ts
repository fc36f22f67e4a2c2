import { describeAlarm, describeError, type GrblCodeTables } from '#core/grbl/code-tables.ts'
import type { ConsoleEntry } from '#core/grbl/console/console-entry.ts'
import { REALTIME } from '#core/grbl/realtime-commands.ts'

/** An entry before main gives it a number and the wall clock's time. */
export interface FreshEntry extends Pick<ConsoleEntry, 'source' | 'text' | 'explanation'> {
  readonly atMs: number
}

/** More than this between two deliveries is summed up in one line. */
const MOST_PER_BATCH = 200
const DELIVERY_INTERVAL_MS = 50
const PROGRAM_INTERVAL_MS = 1000

const BYTE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(REALTIME).map(([name, byte]) => [byte, wordsOf(name)]),
)

/** `feedOverridePlus10` as `feed override plus 10`. */
function wordsOf(name: string): string {
  return name
    .replace(/([A-Z])/g, ' $1')
    .replace(/(\d+)/, ' $1')
    .toLowerCase()
}

/** Gathers the conversation with the controller and hands it on in batches, at most 20 a second. */
export class ConsoleRecorder {
  readonly #tables: GrblCodeTables
  #entries: FreshEntry[] = []
  #left = 0
  #programLines = 0
  #programSinceMs = 0
  #lastState = ''
  #lastDeliveryMs = Number.NEGATIVE_INFINITY

  constructor(tables: GrblCodeTables) {
    this.#tables = tables
  }

  #add(entry: FreshEntry): void {
    if (this.#entries.length < MOST_PER_BATCH) this.#entries.push(entry)
    else this.#left += 1
  }

  /** A realtime byte went out; status queries are not told. */
  sentByte(byte: number, atMs: number): void {
    if (byte === REALTIME.statusQuery) return
    const text = BYTE_NAMES.get(byte) ?? `byte ${String(byte)}`
    this.#add({ atMs, source: 'realtime', text, explanation: null })
  }

  sentLine(text: string, byPerson: boolean, atMs: number): void {
    this.#add({ atMs, source: byPerson ? 'person' : 'rmos', text, explanation: null })
  }

  /** Program lines are counted and told once a second. */
  sentProgramLines(count: number, atMs: number): void {
    if (this.#programLines === 0) this.#programSinceMs = atMs
    this.#programLines += count
  }

  /** A line came; the ok of a program line is not told. */
  received(text: string, streams: boolean, atMs: number): void {
    if (text === 'ok' && streams) return
    if (text.startsWith('<')) {
      this.#report(text, atMs)
      return
    }
    this.#add({ atMs, text: text.slice(0, 300), ...this.#meaningOf(text) })
  }

  #meaningOf(text: string): Pick<FreshEntry, 'source' | 'explanation'> {
    if (text === 'ok') return { source: 'answer', explanation: null }
    const [, word, code] = /^(ALARM|error):(\d{1,3})$/.exec(text) ?? []
    if (word === undefined) return { source: 'message', explanation: null }
    const isAlarm = word === 'ALARM'
    const describe = isAlarm ? describeAlarm : describeError
    const { meaning, remedy } = describe(this.#tables, Number(code))
    return { source: isAlarm ? 'alarm' : 'answer', explanation: `${meaning}. ${remedy}` }
  }

  /** Reports come five times a second; only a change of state is told. */
  #report(text: string, atMs: number): void {
    const state = /^<([A-Za-z]+)/.exec(text)?.[1] ?? ''
    if (state === this.#lastState) return
    this.#lastState = state
    this.#add({ atMs, source: 'report', text: text.slice(0, 300), explanation: null })
  }

  /** Something RMOS says itself, e.g. why a command was not taken. */
  note(text: string, atMs: number): void {
    this.#add({ atMs, source: 'note', text, explanation: null })
  }

  /** What has gathered, when it is time to deliver; null when not. */
  due(atMs: number): readonly FreshEntry[] | null {
    if (atMs - this.#lastDeliveryMs < DELIVERY_INTERVAL_MS) return null
    if (this.#programLines > 0 && atMs - this.#programSinceMs >= PROGRAM_INTERVAL_MS) {
      const text = `${String(this.#programLines)} lines of the program were sent.`
      this.#programLines = 0
      this.#add({ atMs, source: 'program', text, explanation: null })
    }
    if (this.#entries.length === 0) return null
    const entries = this.#entries
    if (this.#left > 0) {
      const text = `${String(this.#left)} further lines came too fast to be shown.`
      entries.push({ atMs, source: 'note', text, explanation: null })
    }
    this.#entries = []
    this.#left = 0
    this.#lastDeliveryMs = atMs
    return entries
  }
}
