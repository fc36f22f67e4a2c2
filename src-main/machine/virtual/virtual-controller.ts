import type { Triple } from './axes.ts'
import { ERROR } from './error-codes.ts'
import type { VirtualFault } from './faults.ts'
import {
  print,
  resetController,
  type ControllerMemory,
  type Firmware,
  type SpindleEvent,
} from './firmware.ts'
import { createLineReader, type ReadLine } from './line-reader.ts'
import { clearForReset, createMemory } from './controller-memory.ts'
import { createPacedBytes } from './paced-bytes.ts'
import { autoCycleStart, executeRealtime } from './realtime-program.ts'
import { GRBL_VERSION } from './reports.ts'
import { runGcodeLine } from './run-line.ts'
import { runSystemLine } from './system-commands.ts'

/** How a virtual controller is to be. */
export interface VirtualControllerOptions {
  /** GRBL settings that differ from the defaults. */
  readonly settings?: readonly (readonly [number, number])[]
  readonly faults?: readonly VirtualFault[]
  readonly onOutput: (bytes: Uint8Array) => void
  /** The `close` fault: the cable was pulled. */
  readonly onPulled?: () => void
}

/** What the controller saw and did since power-up. */
export interface VirtualRecord {
  /** Every line, as it was left after comments and spaces were taken out. */
  readonly receivedLines: readonly string[]
  /** When each line was taken up by the parser, in its own ms. */
  readonly lineTimesMs: readonly number[]
  readonly positionSteps: Triple
  readonly receiveHighWaterBytes: number
  readonly receiveDroppedBytes: number
  readonly receivedBytes: number
  readonly spindleTimeline: readonly SpindleEvent[]
}

/**
 * A GRBL 1.1h controller in software: a serial line at 115200 baud, a 128-byte ring that silently
 * drops what overflows, the parser, a 15-block planner and trapezoid motion. It has no clock of
 * its own: `advance` moves it on.
 */
export class VirtualController {
  readonly #options: VirtualControllerOptions
  readonly #memory: ControllerMemory
  readonly #incoming = createPacedBytes()
  readonly #outgoing = createPacedBytes()
  readonly #lines: string[] = []
  readonly #lineTimesMs: number[] = []
  readonly #faults: readonly VirtualFault[]
  #program: Firmware
  #silent = false
  #pulled = false
  #powerUp = true

  constructor(options: VirtualControllerOptions) {
    this.#options = options
    this.#faults = options.faults ?? []
    this.#memory = createMemory({
      settings: options.settings ?? [],
      limitSwitches: !this.#faults.some(({ kind }) => kind === 'no-switch'),
      transmitBacklog: () => this.#outgoing.waitingBytes(),
      transmit: (text) => {
        this.#outgoing.push(Buffer.from(text, 'latin1'), this.#memory.nowMs)
      },
    })
    this.#program = this.#run()
  }

  /** Puts bytes on the line to the controller at `atMs`. */
  receive(bytes: Uint8Array, atMs: number): void {
    if (this.#pulled) return
    this.#incoming.push(bytes, Math.max(atMs, this.#memory.nowMs))
  }

  /** Lets everything happen that happens until `untilMs`. */
  advance(untilMs: number): void {
    if (this.#powerUp) {
      this.#powerUp = false
      this.#turn()
    }
    for (;;) {
      const nextMs = this.nextEventMs()
      if (nextMs > untilMs) break
      this.#happen(nextMs)
    }
    if (untilMs > this.#memory.nowMs) this.#moveTo(untilMs)
  }

  /** When something happens next; infinite when it waits for bytes. */
  nextEventMs(): number {
    return Math.min(
      this.#incoming.nextMs(),
      this.#outgoing.nextMs(),
      this.#memory.planner.nextMs(),
      this.#memory.wakeMs,
    )
  }

  record(): VirtualRecord {
    const { ring, planner, spindleTimeline } = this.#memory
    return {
      receivedLines: this.#lines,
      lineTimesMs: this.#lineTimesMs,
      positionSteps: planner.positionSteps(),
      receiveHighWaterBytes: ring.highWaterBytes(),
      receiveDroppedBytes: ring.droppedBytes(),
      receivedBytes: this.#incoming.carriedBytes(),
      spindleTimeline,
    }
  }

  #happen(atMs: number): void {
    this.#moveTo(atMs)
    const { planner } = this.#memory
    if (this.#outgoing.nextMs() <= atMs) this.#send()
    if (this.#incoming.nextMs() <= atMs) this.#interrupt(this.#incoming.take())
    if (planner.nextMs() <= atMs && planner.advance(atMs)) this.#memory.flags.cycleStop = true
    if (this.#memory.wakeMs <= atMs) this.#memory.wakeMs = Number.POSITIVE_INFINITY
    this.#turn()
  }

  #moveTo(atMs: number): void {
    this.#memory.nowMs = Math.max(atMs, this.#memory.nowMs)
    const { planner } = this.#memory
    if (planner.nextMs() > atMs) planner.advance(atMs)
  }

  /** One turn of the program: it runs until it waits. */
  #turn(): void {
    this.#program.next()
  }

  #send(): void {
    const byte = this.#outgoing.take()
    if (!this.#silent && !this.#pulled) this.#options.onOutput(Uint8Array.of(byte))
  }

  /** The receive interrupt: realtime bytes are taken out wherever they stand. */
  #interrupt(byte: number): void {
    const { flags, ring, deaf } = this.#memory
    if (deaf) return
    if (byte === 0x18) resetController(this.#memory)
    else if (byte === 0x3f) flags.status = true
    else if (byte === 0x7e) flags.cycleStart = true
    else if (byte === 0x21) flags.feedHold = true
    else if (byte === 0x84) flags.door = true
    else if (byte === 0x85) flags.jogCancel = this.#memory.state === 'Jog'
    else if (byte >= 0x80) flags.overrides.add(byte)
    else ring.put(byte)
  }

  /** The firmware's main: everything from the banner to the next reset, for ever. */
  *#run(): Firmware {
    const { settings } = this.#memory
    if (settings.get(22) === 1) this.#memory.state = 'Alarm'
    for (;;) {
      clearForReset(this.#memory)
      print(this.#memory, '')
      print(this.#memory, `Grbl ${GRBL_VERSION} ['$' for help]`)
      yield* this.#serveLines()
    }
  }

  *#serveLines(): Firmware {
    const memory = this.#memory
    if (memory.state === 'Alarm' || memory.state === 'Sleep') {
      memory.state = 'Alarm'
      print(memory, "[MSG:'$H'|'$X' to unlock]")
    } else {
      memory.state = 'Idle'
      yield* this.#runStartupLines()
    }
    const reader = createLineReader()
    for (;;) {
      for (let byte = memory.ring.take(); byte !== null; byte = memory.ring.take()) {
        const line = reader(byte)
        if (line === null) continue
        yield* executeRealtime(memory)
        if (memory.abort) return
        yield* this.#answerLine(line)
      }
      autoCycleStart(memory)
      yield* executeRealtime(memory)
      if (memory.abort) return
      // Bytes that came in during a hold are there already: nothing will announce them.
      if (memory.ring.isEmpty()) yield
    }
  }

  *#runStartupLines(): Firmware {
    for (const text of this.#memory.startupLines) {
      if (text === '') continue
      const refused = yield* runGcodeLine(this.#memory, text)
      print(this.#memory, `>${text}:${refused === null ? 'ok' : `error:${String(refused)}`}`)
    }
  }

  *#answerLine(line: ReadLine): Firmware {
    const memory = this.#memory
    if (line.text !== '') {
      this.#lines.push(line.text)
      this.#lineTimesMs.push(memory.nowMs)
    }
    const number = this.#lines.length
    const faults = line.text === '' ? [] : this.#faults.filter(({ atLine }) => atLine === number)
    this.#strike(faults)
    let refused: number | null = null
    if (line.overflow) refused = ERROR.lineOverflow
    else if (line.text.startsWith('$')) refused = yield* runSystemLine(memory, line.text)
    else if (line.text !== '') {
      const locked = memory.state === 'Alarm' || memory.state === 'Jog'
      refused = locked ? ERROR.locked : yield* runGcodeLine(memory, line.text)
    }
    this.#answer(refused, faults)
  }

  #answer(refused: number | null, faults: readonly VirtualFault[]): void {
    const text = refused === null ? 'ok' : `error:${String(refused)}`
    const kinds = faults.map(({ kind }) => kind)
    if (kinds.includes('drop-ack') || kinds.includes('banner')) return
    print(this.#memory, kinds.includes('garble-ack') ? 'o' : text)
    if (kinds.includes('double-ack')) print(this.#memory, text)
  }

  #strike(faults: readonly VirtualFault[]): void {
    const memory = this.#memory
    for (const { kind } of faults) {
      if (kind === 'silence') this.#silent = true
      if (kind === 'close') this.#pull()
      if (kind === 'limit') {
        resetController(memory)
        memory.planner.clear()
        memory.flags.alarm = 1
      }
      if (kind === 'banner') this.#brownOut()
    }
  }

  #pull(): void {
    this.#pulled = true
    this.#incoming.clear()
    this.#options.onPulled?.()
  }

  /** The processor restarts: steps, queue and modes are gone, only EEPROM is kept. */
  #brownOut(): void {
    const memory = this.#memory
    memory.planner.place([0, 0, 0])
    memory.state = memory.settings.get(22) === 1 ? 'Alarm' : 'Idle'
    memory.ring.clear()
    memory.abort = true
    memory.flags.reset = true
  }
}
