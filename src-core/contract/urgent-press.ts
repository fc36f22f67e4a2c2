import type { MachineSnapshot } from '../grbl/machine-snapshot.ts'
import type { Problem } from './problem.ts'

/**
 * What slows or stops the machine. The screen sends it by two ways at once: straight to the engine's
 * process, which nothing of main's can keep waiting, and through main like every other call.
 */
export type UrgentCommand =
  | { readonly name: 'hold' }
  | { readonly name: 'stop' }
  /** Ends the jog of this id and no other; whoever began it alone knows the id. */
  | { readonly name: 'jogRelease'; readonly jogId: string }

/** One press of a button: the same id on both ways, so that the engine does it once. */
export interface UrgentPress {
  readonly pressId: string
  readonly command: UrgentCommand
}

/** What the engine says on the direct way. */
export type DirectMessage =
  /** Every second: the way is open. */
  | { readonly kind: 'beat' }
  | {
      readonly kind: 'answer'
      readonly pressId: string
      readonly problem: Problem | null
      readonly snapshot: MachineSnapshot
    }

/** Where a page of the bench view finds the engine, and what lets it in. */
export interface DirectWayOffer {
  /** `ws://address:port/`. */
  readonly url: string
  /** Of this page alone; worth nothing once its link to main has closed. */
  readonly token: string
}

/** A direct socket speaks this protocol; the page names its token after it. */
export const DIRECT_PROTOCOL = 'rmos-direct'
/** The engine beats so often on every direct way, ms. */
export const DIRECT_BEAT_MS = 1000
/** A press id, or the id of a jog. */
const ID = /^[0-9A-Za-z_-]{8,40}$/

function parsedObject(text: unknown): object | null {
  if (typeof text !== 'string') return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : null
  } catch {
    return null
  }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ID.test(value)
}

function readCommand(value: unknown): UrgentCommand | null {
  if (typeof value !== 'object' || value === null || !('name' in value)) return null
  if (value.name === 'hold' || value.name === 'stop') return { name: value.name }
  if (value.name !== 'jogRelease' || !('jogId' in value) || !isId(value.jogId)) return null
  return { name: 'jogRelease', jogId: value.jogId }
}

/** A press as it came over a direct way; null when it is anything else. */
export function readUrgentPress(text: unknown): UrgentPress | null {
  const value = parsedObject(text)
  if (value === null || !('pressId' in value) || !('command' in value)) return null
  const command = readCommand(value.command)
  return command === null || !isId(value.pressId) ? null : { pressId: value.pressId, command }
}

/** What the engine said; both ends are this program, so it is known by its kind. Null is anything else. */
export function readDirectMessage(text: unknown): DirectMessage | null {
  const value = parsedObject(text)
  if (value === null || !('kind' in value)) return null
  return value.kind === 'beat' || value.kind === 'answer' ? (value as DirectMessage) : null
}
