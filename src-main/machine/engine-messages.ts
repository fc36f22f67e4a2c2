import type { PortChoice } from '#core/contract/machine.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { ManualRequest } from '#core/grbl/manual/manual-request.ts'
import type { JobProgress, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'

/** A job as main hands it over: the whole verified program, so that nothing is asked for later. */
export interface MachineJob {
  readonly sendId: string
  readonly runId: string
  readonly programId: string
  readonly title: string
  readonly text: string
  /** Of the UTF-8 bytes of `text`; the engine checks it again before the first byte. */
  readonly sha256: string
  readonly estimatedSeconds: number | null
  readonly startedAtUtc: string
  /** `check`: the controller reads every line in check mode and moves nothing. */
  readonly mode: 'cut' | 'check'
}

/** What main may ask of the engine. */
export type EngineCommand =
  | { readonly name: 'listPorts' }
  | { readonly name: 'connect'; readonly portUri: string }
  | { readonly name: 'disconnect' }
  | { readonly name: 'start'; readonly job: MachineJob }
  | { readonly name: 'hold' }
  | { readonly name: 'resume' }
  | { readonly name: 'stop' }
  /** With the reason, where the alarm wants one. */
  | { readonly name: 'unlock'; readonly reason?: string }
  | { readonly name: 'manual'; readonly request: ManualRequest }
  | { readonly name: 'home' }

/** Ports that a controller may be on, and what to do when the list is shorter than expected. */
export interface PortList {
  readonly ports: readonly PortChoice[]
  readonly hint: string
}

/** Main to engine. */
export type ToEngine =
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'request'; readonly requestId: number; readonly command: EngineCommand }

/** Engine to main. */
export type FromEngine =
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'snapshot'; readonly snapshot: MachineSnapshot }
  | { readonly kind: 'jobFinished'; readonly progress: JobProgress }
  | { readonly kind: 'ports'; readonly requestId: number; readonly list: PortList }
  | {
      readonly kind: 'reply'
      readonly requestId: number
      readonly problem: Problem | null
      readonly snapshot: MachineSnapshot
    }

/** Both ends are this program, so a message is known by its kind alone; anything else is null. */
export function readToEngine(message: unknown): ToEngine | null {
  return hasKind(message, ['heartbeat', 'request']) ? (message as ToEngine) : null
}

/** As `readToEngine`, the other way. */
export function readFromEngine(message: unknown): FromEngine | null {
  const kinds = ['heartbeat', 'snapshot', 'jobFinished', 'ports', 'reply']
  return hasKind(message, kinds) ? (message as FromEngine) : null
}

function hasKind(message: unknown, kinds: readonly string[]): boolean {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false
  return typeof message.kind === 'string' && kinds.includes(message.kind)
}
