import type { Problem } from '#core/contract/problem.ts'
import type { EngineCommand } from './engine-messages.ts'

/** By which way a press came. */
export type PressWay = 'direct' | 'main'

/** Presses whose copies are still known. */
const KEPT_PRESSES = 500
/** A main heard without a pause longer than this, */
const MAIN_PAUSE_MS = 1000
/** for so long, has handed on everything it was sent before. */
const MAIN_STEADY_MS = 3000

interface Press {
  /** How it was answered. */
  readonly problem: Problem | null
  /** Came straight from the screen, and its copy through main is still to come. */
  overtook: boolean
  readonly atMs: number
}

/**
 * Knows the presses of STOP and feed hold, each of which comes twice. Two things follow from a way that
 * overtakes main:
 *
 * The second copy, seconds later when main hung, does nothing: the operator may have resumed meanwhile.
 *
 * And what was sent through main before the press may arrive behind it. A screen's calls come through
 * main in the order of the clicks, so whatever arrives before the press's own copy may be older than the
 * press, and must not set anything moving: a Resume clicked before a STOP would undo it. Copies can be
 * lost with the screen that sent them, so the wait ends when main has been heard steadily for 3 s.
 */
export class PressBook {
  readonly #presses = new Map<string, Press>()
  #lastHeardMs = Number.NEGATIVE_INFINITY
  #steadySinceMs = Number.POSITIVE_INFINITY

  /** Main was heard, whatever it said. */
  mainHeard(atMs: number): void {
    if (atMs - this.#lastHeardMs > MAIN_PAUSE_MS) this.#steadySinceMs = atMs
    this.#lastHeardMs = atMs
  }

  /** Carries a press out unless its other copy was here before; gives the answer of both. */
  once(
    pressId: string,
    { way, atMs }: { readonly way: PressWay; readonly atMs: number },
    carryOut: () => Problem | null,
  ): Problem | null {
    const seen = this.#presses.get(pressId)
    if (seen !== undefined) {
      if (way === 'main') seen.overtook = false
      return seen.problem
    }
    const problem = carryOut()
    this.#presses.set(pressId, { problem, overtook: way === 'direct', atMs })
    const [oldest = ''] = this.#presses.keys()
    if (this.#presses.size > KEPT_PRESSES) this.#presses.delete(oldest)
    return problem
  }

  /** Whether something that comes through main now may have been sent before a press that is done. */
  mayBeOvertaken(atMs: number): boolean {
    const isSteady = atMs - this.#lastHeardMs <= MAIN_PAUSE_MS
    for (const press of this.#presses.values()) {
      if (!press.overtook) continue
      const sinceMs = Math.max(press.atMs, this.#steadySinceMs)
      if (isSteady && atMs - sinceMs >= MAIN_STEADY_MS) press.overtook = false
      else return true
    }
    return false
  }
}

/** What is told of a command that a press may have overtaken. */
export const OVERTAKEN: Problem = {
  kind: 'busy',
  message:
    'Feed hold or STOP was pressed while this command was on its way, so it was not carried out.',
  remedy: 'Look at the machine, then give the command again.',
  requestId: '',
}

/** Commands that set nothing moving. */
const STILL: readonly EngineCommand['name'][] = [
  'listPorts',
  'connect',
  'disconnect',
  'hold',
  'stop',
  'readTraffic',
]

/** Whether a command can set anything moving, or let it move again. */
export function setsMoving(command: EngineCommand): boolean {
  if (command.name !== 'manual') return !STILL.includes(command.name)
  const { kind } = command.request
  return kind !== 'jogRelease' && kind !== 'cancelProcedure'
}
