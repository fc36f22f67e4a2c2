import type { PortChoice } from '#core/contract/machine.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { FreshEntry } from './console-recorder.ts'
import type { ManualRequest } from '#core/grbl/manual/manual-request.ts'
import type { RefusalPolicy } from '#core/grbl/job/refused-lines.ts'
import type { JobReport } from '#core/grbl/job/job-report.ts'
import type { JobProgress, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { JobResume, JobTravel } from '#core/grbl/session/session-types.ts'

/** Where the engine finds the program: in the message, or as a range of bytes of a file. */
export type ProgramSource =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'file'
      readonly path: string
      readonly offsetBytes: number
      readonly lengthBytes: number
    }

/** A job as main hands it over: everything it needs, so that nothing is asked for later. */
export interface MachineJob {
  readonly sendId: string
  readonly runId: string
  readonly programId: string
  readonly title: string
  readonly source: ProgramSource
  /** Of the program's bytes; the engine takes it again before the first byte goes out. */
  readonly sha256: string
  readonly estimatedSeconds: number | null
  /** Seconds from the start until each prepared line is cut; null without a time model. */
  readonly lineSeconds: Float32Array | null
  readonly startedAtUtc: string
  /** `check`: the controller reads every line in check mode and moves nothing. */
  readonly mode: 'cut' | 'check'
  readonly optionalStops: boolean
  /** What a cut does with a line the controller refuses. */
  readonly refusedLines: RefusalPolicy
  readonly resume: JobResume | null
  readonly travel: JobTravel
  /** Where the engine keeps the journal of the job; null for none. */
  readonly journalPath: string | null
}

/** What main may ask of the engine. */
export type EngineCommand =
  | { readonly name: 'listPorts' }
  | { readonly name: 'connect'; readonly portUri: string }
  | { readonly name: 'disconnect' }
  | { readonly name: 'start'; readonly job: MachineJob }
  /** `byHand`: Z was set by hand, so the new tool is not measured. */
  | { readonly name: 'continueToolChange'; readonly byHand?: boolean }
  /** `pressId`: this press may come straight from the screen too, and counts once. */
  | { readonly name: 'hold'; readonly pressId?: string | undefined }
  | { readonly name: 'resume' }
  | { readonly name: 'stop'; readonly pressId?: string | undefined }
  /** With the reason, where the alarm wants one. */
  | { readonly name: 'unlock'; readonly reason?: string }
  | { readonly name: 'manual'; readonly request: ManualRequest }
  | { readonly name: 'home' }
  /** The last raw bytes of both directions, as text. */
  | { readonly name: 'readTraffic' }

/** Ports that a controller may be on, and what to do when the list is shorter than expected. */
export interface PortList {
  readonly ports: readonly PortChoice[]
  readonly hint: string
}

/** A page that may come to a direct socket. */
export interface DirectPass {
  /** The listener it is good for. */
  readonly listenerId: number
  readonly tokenSha256: string
  /** `Origin` the page's browser sends. */
  readonly origin: string
  /** Where its link to main comes from. */
  readonly remoteAddress: string
}

/** Main's orders about the direct ways. */
export type DirectOrder =
  /** `port` 0 lets the system choose. Answered with `directListening`. */
  | {
      readonly name: 'listen'
      readonly listenerId: number
      readonly host: string
      readonly port: number
    }
  | { readonly name: 'unlisten'; readonly listenerId: number }
  | { readonly name: 'admit'; readonly pass: DirectPass }
  /** Ends the page's sockets too. */
  | { readonly name: 'withdraw'; readonly tokenSha256: string }

/** Main to engine. */
export type ToEngine =
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'direct'; readonly order: DirectOrder }
  /** A message port to the desktop's page comes with it. */
  | { readonly kind: 'directPort' }
  | { readonly kind: 'request'; readonly requestId: number; readonly command: EngineCommand }

/** Engine to main. */
export type FromEngine =
  | { readonly kind: 'heartbeat' }
  | { readonly kind: 'snapshot'; readonly snapshot: MachineSnapshot }
  | {
      readonly kind: 'jobFinished'
      readonly progress: JobProgress
      readonly report: JobReport | null
    }
  /** Parts of the conversation, at most 20 times a second. */
  | {
      readonly kind: 'console'
      readonly entries: readonly FreshEntry[]
      readonly sentAtMs: number
    }
  /** Every setting as the controller printed it, whenever it was asked. */
  | { readonly kind: 'settings'; readonly values: readonly (readonly [number, string])[] }
  | { readonly kind: 'traffic'; readonly requestId: number; readonly text: string }
  | { readonly kind: 'ports'; readonly requestId: number; readonly list: PortList }
  /** Null when the address cannot be listened at. */
  | {
      readonly kind: 'directListening'
      readonly listenerId: number
      readonly port: number | null
    }
  | {
      readonly kind: 'reply'
      readonly requestId: number
      readonly problem: Problem | null
      readonly snapshot: MachineSnapshot
    }

/** Both ends are this program, so a message is known by its kind alone; anything else is null. */
export function readToEngine(message: unknown): ToEngine | null {
  return hasKind(message, ['heartbeat', 'request', 'direct', 'directPort'])
    ? (message as ToEngine)
    : null
}

/** As `readToEngine`, the other way. */
export function readFromEngine(message: unknown): FromEngine | null {
  const kinds = [
    'heartbeat',
    'snapshot',
    'jobFinished',
    'console',
    'settings',
    'traffic',
    'ports',
    'directListening',
    'reply',
  ]
  return hasKind(message, kinds) ? (message as FromEngine) : null
}

function hasKind(message: unknown, kinds: readonly string[]): boolean {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false
  return typeof message.kind === 'string' && kinds.includes(message.kind)
}
