import * as fs from 'node:fs'
import { systemErrorCode } from './durable-files.ts'
import type { FolderEntry } from './durable-files.ts'

/**
 * The file calls of a store whose answers are awaited by nobody: each is done when it returns.
 * All paths are absolute; failures throw the system's error (`code` is `ENOSPC`, `EEXIST`, …).
 */
export interface DurableFilesNow {
  /** Makes one folder; false when it was there already. */
  readonly makeFolder: (path: string) => boolean
  /** Writes a file that must not exist yet (`EEXIST`); its contents survive a power cut. */
  readonly writeNew: (path: string, text: string) => void
  /** Moves a file, replacing what was there. */
  readonly rename: (from: string, to: string) => void
  readonly unlink: (path: string) => void
  /** Makes the names in a folder survive a power cut. */
  readonly syncFolder: (path: string) => void
  readonly readFile: (path: string) => Uint8Array
  /** Entries in no order. */
  readonly list: (path: string) => readonly FolderEntry[]
  /** A text that is another one whenever another file stands under this name. */
  readonly stampOf: (path: string) => string
  readonly isFile: (path: string) => boolean
}

/** Windows' virus scanners and indexers hold a fresh file open for a moment: try again, 315 ms in all. */
const RETRY_DELAYS_MS = [5, 10, 20, 40, 80, 160]
const HELD_BY_ANOTHER = new Set(['EPERM', 'EBUSY', 'EACCES'])
/** Windows opens no folder for writing; a folder's names are durable there by NTFS's own log. */
const NO_FOLDER_SYNC = new Set(['EPERM', 'EISDIR', 'EACCES', 'EINVAL'])

/** `DurableFilesNow` on this computer's disk. */
export function nodeFilesNow(platform: NodeJS.Platform = process.platform): DurableFilesNow {
  const patiently = platform === 'win32' ? retryWhileHeldNow : runOnce
  return {
    makeFolder,
    writeNew,
    rename: (from, to) => {
      patiently(() => {
        fs.renameSync(from, to)
      })
    },
    unlink: (path) => {
      patiently(() => {
        fs.unlinkSync(path)
      })
    },
    syncFolder: (path) => {
      syncFolder(path, platform)
    },
    readFile: (path) => fs.readFileSync(path),
    list,
    stampOf: (path) => {
      const { ino, mtimeNs, size } = fs.statSync(path, { bigint: true })
      return `${String(ino)}-${String(mtimeNs)}-${String(size)}`
    },
    isFile: (path) => fs.statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
  }
}

/** Stops this thread for a while; for the few calls that must not return before they are done. */
export function waitNow(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

function retryWhileHeldNow(call: () => void): void {
  for (const delayMs of RETRY_DELAYS_MS) {
    try {
      call()
      return
    } catch (error) {
      if (!HELD_BY_ANOTHER.has(systemErrorCode(error))) throw error
      waitNow(delayMs)
    }
  }
  call()
}

function runOnce(call: () => void): void {
  call()
}

function makeFolder(path: string): boolean {
  try {
    fs.mkdirSync(path)
    return true
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error
    return false
  }
}

function writeNew(path: string, text: string): void {
  const handle = fs.openSync(path, 'wx')
  try {
    fs.writeFileSync(handle, text)
    fs.fsyncSync(handle)
  } finally {
    fs.closeSync(handle)
  }
}

function syncFolder(path: string, platform: NodeJS.Platform): void {
  try {
    const handle = fs.openSync(path, 'r')
    try {
      fs.fsyncSync(handle)
    } finally {
      fs.closeSync(handle)
    }
  } catch (error) {
    if (platform !== 'win32' || !NO_FOLDER_SYNC.has(systemErrorCode(error))) throw error
  }
}

function list(path: string): readonly FolderEntry[] {
  return fs.readdirSync(path, { withFileTypes: true }).map((entry) => {
    const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other'
    return { name: entry.name, kind }
  })
}
