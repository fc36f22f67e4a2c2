import { ERROR } from './error-codes.ts'
import { FaultInjector } from './fault-injector.ts'
import type { VirtualFault } from './faults.ts'
import type { DoneMotion } from './planned-block.ts'
import { isAborted, print, type ControllerMemory, type Firmware } from './firmware.ts'
import { createLineReader, type ReadLine } from './line-reader.ts'
import { clearForReset, createMemory } from './controller-memory.ts'
import { createPacedBytes } from './paced-bytes.ts'
import { strikeInput } from './machine-inputs.ts'
import { CONTROLLER_PROFILES, type ControllerProfile } from './profile.ts'
import { serveInterrupt } from './receive-interrupt.ts'
import { autoCycleStart, executeRealtime, watchProbe } from './realtime-program.ts'
import { runGcodeLine } from './run-line.ts'
import { runStartupLines, runSystemLine } from './system-commands.ts'
import type { VirtualRecord } from './virtual-record.ts'
import type { VirtualWorkpiece } from './workpiece.ts'

/** How a virtual controller is to be. */
export interface VirtualControllerOptions {
  /** GRBL settings that differ from the defaults. */
  readonly settings?: readonly (readonly [number, number])[]
  readonly faults?: readonly VirtualFault[]
  /** What kind of controller it is; GRBL 1.1h when not given. */
  readonly profile?: ControllerProfile
  /** What its probe can touch; nothing when not given. */
  readonly workpiece?: VirtualWorkpiece | null
  readonly onOutput: (bytes: Uint8Array) => void
  /** The `close` fault: the cable was pulled. */
  readonly onPulled?: () => void
  /** Hears of every motion that is over: what was really cut. Its line counts the received ones from 1. */
  readonly onMotion?: (motion: DoneMotion) => void
}

/** Bytes a receiver holds when nobody reads it (ATmega328P data sheet, USART); one more waits behind. */
const RECEIVER_BYTES = 2

/** How often the step interrupt looks at the probe, ms. */
const PROBE_LOOK_MS = 0.1

/**
 * A GRBL 1.1h controller in software: a serial line at 115200 baud, a 128-byte ring that silently
 * drops what overflows, the parser, a 15-block planner and trapezoid motion; or, by its profile, one
 * of its relatives. It has no clock of its own: `advance` moves it on.
 */
export class VirtualController {
  readonly #options: VirtualControllerOptions
  readonly #memory: ControllerMemory
  readonly #incoming = createPacedBytes()
  readonly #outgoing = createPacedBytes()
  /** Received while interrupts were masked. */
  readonly #held: number[] = []
  readonly #lines: string[] = []
  readonly #lineTimesMs: number[] = []
  readonly #restsMs: number[] = []
  readonly #cable: FaultInjector
  /** Faults of the next answer that were triggered by something else than its line. */
  #answerFaults: VirtualFault[] = []
  #program: Firmware
  #pulled = false
  #powerUp = true
  #nextChatterMs: number
  #doorClosesMs = Number.POSITIVE_INFINITY
  #plateLeavesMs = Number.POSITIVE_INFINITY

  constructor(options: VirtualControllerOptions) {
    this.#options = options
    const faults = options.faults ?? []
    const profile = options.profile ?? CONTROLLER_PROFILES[0]
    const has = (name: VirtualFault['kind']) => faults.some(({ kind }) => kind === name)
    this.#cable = new FaultInjector(faults)
    this.#nextChatterMs = profile.chatterEveryMs ?? Number.POSITIVE_INFINITY
    this.#memory = createMemory({
      profile,
      settings: options.settings ?? [],
      limitSwitches: { present: !has('no-switch'), stuck: has('stuck-switch') },
      workpiece: options.workpiece ?? null,
      transmitBacklog: () => this.#outgoing.waitingBytes(),
      transmit: (text) => {
        this.#outgoing.push(Buffer.from(text, 'latin1'), this.#memory.nowMs)
      },
      serveReceived: () => {
        for (const byte of this.#held.splice(0)) serveInterrupt(this.#memory, byte)
      },
    })
    if (options.onMotion !== undefined) this.#memory.planner.onDone = options.onMotion
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
    const memory = this.#memory
    const probing = memory.probe.watch !== null && memory.planner.isMoving
    const programMs = Math.max(memory.wakeMs, memory.idleDelayUntilMs)
    return Math.min(
      this.#incoming.nextMs(),
      this.#outgoing.nextMs(),
      memory.planner.nextMs(),
      memory.wakeMs === Number.POSITIVE_INFINITY ? memory.wakeMs : programMs,
      probing ? memory.nowMs + PROBE_LOOK_MS : Number.POSITIVE_INFINITY,
      this.#cable.nextMs(),
      this.#nextChatterMs,
      this.#doorClosesMs,
      this.#plateLeavesMs,
    )
  }

  /** Whether the steppers run. */
  isMoving(): boolean {
    return this.#memory.planner.isMoving
  }

  record(): VirtualRecord {
    const { ring, planner, spindleTimeline } = this.#memory
    return {
      receivedLines: this.#lines,
      lineTimesMs: this.#lineTimesMs,
      executingLine: planner.runningLine,
      positionSteps: planner.positionSteps(),
      takenSteps: planner.takenSteps,
      receiveHighWaterBytes: ring.highWaterBytes(),
      receiveDroppedBytes: ring.droppedBytes(),
      receivedBytes: this.#incoming.carriedBytes(),
      spindleTimeline,
      restsMs: this.#restsMs,
    }
  }

  #happen(atMs: number): void {
    this.#moveTo(atMs)
    const memory = this.#memory
    if (this.#outgoing.nextMs() <= atMs) this.#cable.outgoing(this.#outgoing.take(), atMs)
    if (this.#incoming.nextMs() <= atMs) this.#receiveOne()
    if (memory.planner.nextMs() <= atMs && memory.planner.advance(atMs)) this.#comeToRest()
    watchProbe(memory)
    this.#keepTime(atMs)
    for (const byte of this.#cable.takeOutgoing(atMs)) this.#deliver(byte)
    if (memory.nowMs < memory.idleDelayUntilMs) return
    if (memory.wakeMs <= atMs) memory.wakeMs = Number.POSITIVE_INFINITY
    this.#turn()
  }

  /** The steppers stand: the motors are let go, and the program waits for that (`$1`, 255 never). */
  #comeToRest(): void {
    const memory = this.#memory
    memory.flags.cycleStop = true
    this.#restsMs.push(memory.nowMs)
    const delayMs = memory.settings.get(1)
    if (delayMs === 255) return
    memory.idleDelayUntilMs = memory.nowMs + delayMs
    memory.wakeMs = Math.min(memory.wakeMs, memory.idleDelayUntilMs)
  }

  #keepTime(atMs: number): void {
    const memory = this.#memory
    for (const fault of this.#cable.due(atMs, this.#incoming.carriedBytes())) this.#strike(fault)
    if (this.#plateLeavesMs <= atMs) {
      this.#plateLeavesMs = Number.POSITIVE_INFINITY
      this.#memory.probe.stuck = null
    }
    if (this.#doorClosesMs <= atMs) {
      this.#doorClosesMs = Number.POSITIVE_INFINITY
      memory.door.open = false
    }
    if (this.#nextChatterMs <= atMs) {
      this.#nextChatterMs += memory.profile.chatterEveryMs ?? Number.POSITIVE_INFINITY
      print(memory, `[MSG:INFO: free heap ${String(80_000 - (Math.round(atMs) % 977))}]`)
    }
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

  #deliver(byte: number): void {
    if (!this.#pulled) this.#options.onOutput(Uint8Array.of(byte))
  }

  #receiveOne(): void {
    const byte = this.#cable.incoming(this.#incoming.take())
    if (byte === null) return
    if (this.#memory.masked) this.#holdBack(byte)
    else serveInterrupt(this.#memory, byte)
  }

  /** The receiver keeps the first bytes and the last one; the last gives way to the next. */
  #holdBack(byte: number): void {
    if (this.#held.length > RECEIVER_BYTES) this.#held.pop()
    this.#held.push(byte)
  }

  /** The firmware's main: everything from the banner to the next reset, for ever. */
  *#run(): Firmware {
    const { settings } = this.#memory
    if (settings.get(22) === 1) this.#memory.state = 'Alarm'
    for (;;) {
      clearForReset(this.#memory)
      print(this.#memory, '')
      print(this.#memory, this.#memory.profile.banner)
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
      yield* runStartupLines(memory)
    }
    const reader = createLineReader(memory.profile)
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

  *#answerLine(line: ReadLine): Firmware {
    const memory = this.#memory
    if (line.text !== '') {
      this.#lines.push(line.text)
      this.#lineTimesMs.push(memory.nowMs)
      memory.planner.lineNumber = this.#lines.length
    }
    memory.lineBuffer.set(Buffer.from(`${line.text}\0`, 'latin1').subarray(0, 80))
    const faults = line.text === '' ? [] : this.#cable.atLine(this.#lines.length)
    for (const fault of faults) this.#strike(fault)
    if (isAborted(memory)) return
    this.#answer(yield* this.#runLine(line))
  }

  *#runLine(line: ReadLine): Firmware<number | null> {
    const memory = this.#memory
    if (line.text.startsWith('$') || line.text === '') memory.latchedError = null
    if (line.overflow) return ERROR.lineOverflow
    if (line.text === '') return null
    if (line.text.startsWith('$')) return yield* runSystemLine(memory, line.text)
    if (memory.latchedError !== null) return memory.latchedError
    const locked = memory.state === 'Alarm' || memory.state === 'Jog'
    const refused = locked ? ERROR.locked : yield* runGcodeLine(memory, line.text)
    if (memory.profile.latchesErrors) memory.latchedError = refused
    return refused
  }

  #answer(refused: number | null): void {
    const text = refused === null ? 'ok' : `error:${String(refused)}`
    const kinds = this.#answerFaults.map(({ kind }) => kind)
    this.#answerFaults = []
    if (kinds.includes('drop-ack')) return
    print(this.#memory, kinds.includes('garble-ack') ? 'o' : text)
    if (kinds.includes('double-ack')) print(this.#memory, text)
  }

  /** Puts another tool into the spindle, so much longer than the first. */
  fitTool(longerMm: number): void {
    this.#memory.toolLongerMm = longerMm
  }

  /** Makes something go wrong, or somebody touch something, now. */
  strike(kind: VirtualFault['kind'], amount = 0): void {
    this.#strike({ kind, amount, atLine: 0 })
  }

  #strike(fault: VirtualFault): void {
    if (this.#cable.strikeCable(fault, this.#memory.nowMs)) return
    if (fault.kind.endsWith('-ack')) this.#answerFaults.push(fault)
    else if (fault.kind === 'close') this.#pull()
    else if (fault.kind === 'banner') this.#brownOut(fault.atLine > 0)
    else if (fault.kind === 'door') {
      this.#doorClosesMs = this.#memory.nowMs + (fault.amount ?? 0)
      strikeInput(this.#memory, 'door')
    } else if (fault.kind === 'probe-touch') {
      this.#plateLeavesMs = this.#memory.nowMs + (fault.amount ?? 0)
      strikeInput(this.#memory, 'probe-touch')
    } else strikeInput(this.#memory, fault.kind)
  }

  /** Puts a pulled cable back. It feeds the board too, which starts anew; only EEPROM was kept. */
  plugIn(): void {
    if (!this.#pulled) return
    this.#pulled = false
    this.#brownOut(false)
  }

  #pull(): void {
    this.#pulled = true
    this.#incoming.clear()
    this.#options.onPulled?.()
  }

  /** The processor restarts: steps, queue and modes are gone, only EEPROM is kept. */
  #brownOut(withinProgram: boolean): void {
    const memory = this.#memory
    memory.planner.place([0, 0, 0])
    memory.homed = false
    memory.state = memory.settings.get(22) === 1 ? 'Alarm' : 'Idle'
    memory.ring.clear()
    this.#outgoing.clear()
    this.#held.length = 0
    memory.idleDelayUntilMs = 0
    if (withinProgram) {
      memory.abort = true
      memory.flags.reset = true
    } else {
      this.#program = this.#run()
    }
  }
}
