import { dirname, join } from 'node:path'
import type { DurableFiles } from './durable-files.ts'

/** Makes a folder below a root, so that its name survives a power cut; rejects with system errors. */
export type FolderMaker = (...names: readonly string[]) => Promise<string>

/**
 * A maker of folders below `root` (which must exist). A folder's name is durable only when its
 * parent was synced, and a folder found standing may have been made by a process that died before
 * it synced; so each is synced once by every process, not only by the one that made it.
 */
export function createFolderMaker(files: DurableFiles, root: string): FolderMaker {
  const durable = new Set<string>()
  return async (...names) => {
    let path = root
    for (const name of names) {
      path = join(path, name)
      const isNew = await files.makeFolder(path)
      if (!isNew && durable.has(path)) continue
      await files.syncFolder(dirname(path))
      durable.add(path)
    }
    return path
  }
}
