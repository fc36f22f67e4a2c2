import type { Problem } from '#core/contract/problem.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import type { FolderMaker } from '../files/durable-folders.ts'
import type { Store } from '../store/store.ts'

/** What every part of the run store works with. */
export interface RunStoreBase {
  readonly dataDir: string
  readonly files: DurableFiles
  readonly makeFolder: FolderMaker
  readonly store: Store
  readonly clock: () => Date
  /** SHA-256 of bytes (or a text's UTF-8) as lower-case hex. */
  readonly sha256: (bytes: Uint8Array | string) => string
}

/** UTF-8 text of bytes, exactly: a byte order mark stays, and bytes that are no UTF-8 give null. */
export function exactText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** The problem of a run id nobody recorded. */
export function runNotFound(runId: string): Problem {
  return { kind: 'not-found', message: `There is no run ${runId}.`, remedy: '', requestId: '' }
}
