import { basename, dirname } from 'node:path'
import type { DurableFilesNow } from '../../src-main/files/durable-files-now.ts'

type Folder = Map<string, string>

/** A disk in memory that knows what of it would be left when the power is cut now. */
export interface MemoryDiskNow {
  readonly files: DurableFilesNow
  /** The same disk after a power cut: in every folder the names it had when it was last synced. */
  readonly afterPowerCut: () => MemoryDiskNow
  /** The same disk after the process was killed: everything that was done is there. */
  readonly afterKill: () => MemoryDiskNow
}

/** What a disk is made to do before its n-th call. */
export type Interference = (call: string) => void

function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code })
}

interface Image {
  /** The folders as programs see them. */
  readonly seen: Map<string, Folder>
  /** The names that are sure to survive. A file's contents are synced when it is written. */
  readonly durable: Map<string, Folder>
}

const copyOf = (folders: ReadonlyMap<string, Folder>) =>
  new Map([...folders].map(([path, names]) => [path, new Map(names)]))

/** A disk with one empty folder. */
export function memoryDiskNow(root: string, interfere: Interference = () => undefined) {
  return diskOf(
    {
      seen: new Map([[root, new Map<string, string>()]]),
      durable: new Map([[root, new Map<string, string>()]]),
    },
    interfere,
  )
}

function diskOf(image: Image, interfere: Interference): MemoryDiskNow {
  return {
    files: filesOf(image, interfere),
    afterPowerCut: () => {
      // A folder is there when its own name survived.
      const survives = (path: string): boolean =>
        !image.durable.get(dirname(path))?.has(basename(path)) ? path === rootOf(image) : true
      const kept = [...image.durable].filter(([path]) => survives(path))
      return diskOf(
        { seen: copyOf(new Map(kept)), durable: copyOf(new Map(kept)) },
        () => undefined,
      )
    },
    afterKill: () =>
      diskOf({ seen: copyOf(image.seen), durable: copyOf(image.durable) }, () => undefined),
  }
}

function rootOf({ seen }: Image): string {
  return [...seen.keys()][0] ?? ''
}

function filesOf({ seen, durable }: Image, interfere: Interference): DurableFilesNow {
  const folder = (path: string): Folder => {
    const found = seen.get(path)
    if (found === undefined) throw systemError('ENOENT', path)
    return found
  }
  const textOf = (path: string): string => {
    const text = folder(dirname(path)).get(basename(path))
    if (text === undefined) throw systemError('ENOENT', path)
    return text
  }
  return {
    makeFolder: (path) => {
      interfere(`makeFolder ${path}`)
      if (seen.has(path)) return false
      folder(dirname(path)).set(basename(path), '')
      seen.set(path, new Map())
      durable.set(path, new Map())
      return true
    },
    writeNew: (path, text) => {
      interfere(`writeNew ${path}`)
      if (folder(dirname(path)).has(basename(path))) throw systemError('EEXIST', path)
      folder(dirname(path)).set(basename(path), text)
    },
    rename: (from, to) => {
      interfere(`rename ${to}`)
      const text = textOf(from)
      folder(dirname(from)).delete(basename(from))
      folder(dirname(to)).set(basename(to), text)
    },
    unlink: (path) => {
      interfere(`unlink ${path}`)
      textOf(path)
      folder(dirname(path)).delete(basename(path))
    },
    syncFolder: (path) => {
      interfere(`syncFolder ${path}`)
      durable.set(path, new Map(folder(path)))
    },
    readFile: (path) => new TextEncoder().encode(textOf(path)),
    list: (path) =>
      [...folder(path).keys()].map((name) => ({
        name,
        kind: seen.has(`${path}/${name}`) ? 'folder' : 'file',
      })),
    stampOf: (path) => textOf(path),
    isFile: (path) => (seen.get(dirname(path))?.has(basename(path)) ?? false) && !seen.has(path),
  }
}
