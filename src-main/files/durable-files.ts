/** A file being written for the first time; every call may reject with a system error. */
export interface NewFile {
  /** Writes all of the bytes at the end. */
  readonly append: (bytes: Uint8Array) => Promise<void>
  /** Returns when what was written would survive a power cut. */
  readonly sync: () => Promise<void>
  readonly close: () => Promise<void>
}

/** One entry of a folder. */
export interface FolderEntry {
  readonly name: string
  readonly kind: 'file' | 'folder' | 'other'
}

/**
 * The file calls that durable writing is made of, so that a test can record them, fail the n-th of
 * them, or cut the power between two. All paths are absolute. Failures reject with the system's
 * error (`code` is `ENOSPC`, `EEXIST`, …).
 */
export interface DurableFiles {
  /** Makes one folder; false when it was there already. */
  readonly makeFolder: (path: string) => Promise<boolean>
  /** Opens a file that must not exist yet (`EEXIST`). */
  readonly createNew: (path: string) => Promise<NewFile>
  /** Gives a file a second name; never replaces (`EEXIST`), `EPERM`/`ENOTSUP` where links are unknown. */
  readonly link: (from: string, to: string) => Promise<void>
  /** Moves a file, replacing what was there. */
  readonly rename: (from: string, to: string) => Promise<void>
  readonly unlink: (path: string) => Promise<void>
  /** Makes the names in a folder survive a power cut. */
  readonly syncFolder: (path: string) => Promise<void>
  /** Makes an existing file's contents survive a power cut. */
  readonly syncFile: (path: string) => Promise<void>
  readonly readFile: (path: string) => Promise<Uint8Array>
  /** Entries sorted by name. */
  readonly list: (path: string) => Promise<readonly FolderEntry[]>
  /** At once, for use inside a database transaction: is there a file of this name? */
  readonly isFileNow: (path: string) => boolean
  /** At once, for use inside a database transaction: moves a file where nothing stands yet. */
  readonly moveNow: (from: string, to: string) => void
}

/** The `code` of a system error (`ENOSPC`), or an empty text when it has none. */
export function systemErrorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return ''
  return typeof error.code === 'string' ? error.code : ''
}
