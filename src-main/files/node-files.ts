import { existsSync, renameSync, statSync } from 'node:fs'
import * as fs from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { systemErrorCode } from './durable-files.ts'
import type { DurableFiles, FolderEntry, NewFile } from './durable-files.ts'

/** Windows' virus scanners and indexers hold a fresh file open for a moment: try again, 315 ms in all. */
const RETRY_DELAYS_MS = [5, 10, 20, 40, 80, 160]
const HELD_BY_ANOTHER = new Set(['EPERM', 'EBUSY', 'EACCES'])
/** Windows opens no folder for writing; a folder's names are durable there by NTFS's own log. */
const NO_FOLDER_SYNC = new Set(['EPERM', 'EISDIR', 'EACCES', 'EINVAL'])

/**
 * `DurableFiles` on this computer's disk. On Windows moves and removals are tried again for about
 * 0.3 s while another program holds the file, and syncing a folder is left out.
 */
export function nodeFiles(platform: NodeJS.Platform = process.platform): DurableFiles {
  const patiently = platform === 'win32' ? retryWhileHeld : runOnce
  return {
    makeFolder,
    createNew,
    link: fs.link,
    rename: (from, to) => patiently(() => fs.rename(from, to)),
    unlink: (path) => patiently(() => fs.unlink(path)),
    syncFolder: (path) => syncFolder(path, platform),
    syncFile,
    readFile: (path) => fs.readFile(path),
    list,
    isFileNow: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false,
    moveNow,
  }
}

/** Runs a call again after 5, 10, … 160 ms while it fails because another program holds the file. */
export async function retryWhileHeld<T>(call: () => Promise<T>): Promise<T> {
  for (const delayMs of RETRY_DELAYS_MS) {
    try {
      return await call()
    } catch (error) {
      if (!HELD_BY_ANOTHER.has(systemErrorCode(error))) throw error
      await delay(delayMs)
    }
  }
  return call()
}

function runOnce<T>(call: () => Promise<T>): Promise<T> {
  return call()
}

async function makeFolder(path: string): Promise<boolean> {
  try {
    await fs.mkdir(path)
    return true
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw error
    return false
  }
}

async function createNew(path: string): Promise<NewFile> {
  const handle = await fs.open(path, 'wx')
  return {
    append: (bytes) => handle.appendFile(bytes),
    sync: () => handle.sync(),
    close: () => handle.close(),
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await fs.open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function syncFolder(path: string, platform: NodeJS.Platform): Promise<void> {
  try {
    const handle = await fs.open(path, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (platform !== 'win32' || !NO_FOLDER_SYNC.has(systemErrorCode(error))) throw error
  }
}

async function list(path: string): Promise<readonly FolderEntry[]> {
  const entries = await fs.readdir(path, { withFileTypes: true })
  return entries
    .map((entry): FolderEntry => {
      const kind = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : 'other'
      return { name: entry.name, kind }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function moveNow(from: string, to: string): void {
  // Callers name `to` after a fresh random id; this only guards against a slip in that promise.
  if (existsSync(to)) throw Object.assign(new Error(`${to} is there already`), { code: 'EEXIST' })
  renameSync(from, to)
}
