import type { Problem } from '#core/contract/problem.ts'

/** How far a backup or a restore is. */
export interface BackupProgress {
  readonly phase: 'copying' | 'checking' | 'unpacking'
  readonly doneBytes: number
  /** An estimate while copying; 0 when nothing is known. */
  readonly totalBytes: number
}

/** How a long piece of work reports and is stopped. */
export interface WorkWatch {
  readonly onProgress?: ((progress: BackupProgress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** What an aborted signal throws: tells being called off from a fault of what was being read. */
export class Cancellation extends Error {
  override readonly name = 'Cancellation'

  constructor() {
    super('cancelled')
  }
}

/** The problem of a backup or a restore that was called off. */
export function cancelled(): Problem {
  return {
    kind: 'busy',
    message: 'It was cancelled; nothing was changed and nothing is left of it.',
    remedy: '',
    requestId: '',
  }
}
