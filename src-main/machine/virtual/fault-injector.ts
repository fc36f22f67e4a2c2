import type { VirtualFault } from './faults.ts'

/** Reproducible numbers in [0, 1): a linear congruential generator (Numerical Recipes' constants). */
function chances(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** One direction of a bad cable. */
interface BadDirection {
  lose: number
  flip: (byte: number) => number
}

function badDirection(fault: VirtualFault | undefined): BadDirection {
  if (fault === undefined) return { lose: 0, flip: (byte) => byte }
  const chance = chances(fault.amount ?? 1)
  const rate = fault.rate ?? 0
  return {
    lose: 0,
    flip: (byte) => (chance() < rate ? byte ^ (1 << Math.floor(chance() * 8)) : byte),
  }
}

/** The cable and the clockwork of faults between a virtual controller and its host. */
export class FaultInjector {
  readonly #timed: VirtualFault[]
  readonly #counted: VirtualFault[]
  readonly #byLine: ReadonlyMap<number, readonly VirtualFault[]>
  readonly #in: BadDirection
  readonly #out: BadDirection
  /** Bytes on their way to the host, held back by a delay or a freeze. */
  #late: { readonly dueMs: number; readonly byte: number }[] = []
  #lateFrom = 0
  #frozenUntilMs = 0
  #delayMs = 0
  #silent = false

  constructor(faults: readonly VirtualFault[]) {
    const ofKind = (kind: VirtualFault['kind']) => faults.find((fault) => fault.kind === kind)
    this.#in = badDirection(ofKind('flip-in'))
    this.#out = badDirection(ofKind('flip-out'))
    this.#timed = faults
      .filter(({ atMs }) => atMs !== undefined)
      .sort((one, other) => (one.atMs ?? 0) - (other.atMs ?? 0))
    this.#counted = faults
      .filter(({ atByte }) => atByte !== undefined)
      .sort((one, other) => (one.atByte ?? 0) - (other.atByte ?? 0))
    const byLine = new Map<number, VirtualFault[]>()
    for (const fault of faults) {
      if (fault.atLine > 0) byLine.set(fault.atLine, [...(byLine.get(fault.atLine) ?? []), fault])
    }
    this.#byLine = byLine
  }

  /** Faults due at a line. */
  atLine(lineNumber: number): readonly VirtualFault[] {
    return this.#byLine.get(lineNumber) ?? []
  }

  /** Takes the faults due by time or by bytes received. */
  due(nowMs: number, receivedBytes: number): readonly VirtualFault[] {
    const due: VirtualFault[] = []
    while ((this.#timed[0]?.atMs ?? Infinity) <= nowMs) due.push(...this.#timed.splice(0, 1))
    while ((this.#counted[0]?.atByte ?? Infinity) <= receivedBytes) {
      due.push(...this.#counted.splice(0, 1))
    }
    return due
  }

  /** Applies a fault of the cable; true when it was one. */
  strikeCable(fault: VirtualFault, nowMs: number): boolean {
    const { kind, amount = 0 } = fault
    if (kind === 'silence') this.#silent = true
    else if (kind === 'freeze') this.#frozenUntilMs = nowMs + amount
    else if (kind === 'delay') this.#delayMs = amount
    else if (kind === 'drop-in') this.#in.lose += amount
    else if (kind === 'drop-out') this.#out.lose += amount
    else return false
    return true
  }

  /** A byte to the controller as it gets there, or null when it is lost. */
  incoming(byte: number): number | null {
    return pass(this.#in, byte)
  }

  /** A byte from the controller leaves at `nowMs`; `takeOutgoing` gives it when it arrives. */
  outgoing(byte: number, nowMs: number): void {
    if (this.#silent) return
    const passed = pass(this.#out, byte)
    if (passed === null) return
    this.#late.push({ dueMs: Math.max(this.#frozenUntilMs, nowMs + this.#delayMs), byte: passed })
  }

  /** Bytes that have arrived by `nowMs`. */
  takeOutgoing(nowMs: number): readonly number[] {
    const arrived: number[] = []
    for (;;) {
      const next = this.#late[this.#lateFrom]
      if (next === undefined || next.dueMs > nowMs) break
      arrived.push(next.byte)
      this.#lateFrom += 1
    }
    if (this.#lateFrom > 256) {
      this.#late = this.#late.slice(this.#lateFrom)
      this.#lateFrom = 0
    }
    return arrived
  }

  /** When something of this is due next; infinite when nothing is. */
  nextMs(): number {
    return Math.min(this.#timed[0]?.atMs ?? Infinity, this.#late[this.#lateFrom]?.dueMs ?? Infinity)
  }
}

function pass(direction: BadDirection, byte: number): number | null {
  if (direction.lose > 0) {
    direction.lose -= 1
    return null
  }
  return direction.flip(byte)
}
