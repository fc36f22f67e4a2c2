import { dirname } from 'node:path/posix'
import type { DurableFiles, FolderEntry, NewFile } from '../../src-main/files/durable-files.ts'

/** What stands under a name: a file's bytes and how many of them are on the platter, or a folder. */
interface FileNode {
  readonly kind: 'file'
  bytes: Uint8Array
  syncedBytes: number
}
interface FolderNode {
  readonly kind: 'folder'
}
type Node = FileNode | FolderNode

/** A disk's contents when the power is back: every path with its bytes, null for a folder. */
export type DiskImage = ReadonlyMap<string, Uint8Array | null>

/** How much of what was written but not synced is still there after a power cut. */
export type UnsyncedData =
  { readonly kept: 0 | 0.25 | 0.5 | 0.75 | 1 } | { readonly kept: 'length, but zeros' }

/** All the ways in which a model disk may lose unsynced data. */
export const UNSYNCED_DATA: readonly UnsyncedData[] = [
  { kept: 0 },
  { kept: 0.25 },
  { kept: 0.5 },
  { kept: 0.75 },
  { kept: 1 },
  { kept: 'length, but zeros' },
]

/** A disk in memory that knows what a power cut may take. */
export interface MemoryDisk {
  readonly files: DurableFiles
  /** Every call that was made, in order, as text. */
  readonly calls: readonly string[]
  /** Adds a call that is not the disk's own (a database commit) to the record. */
  readonly note: (call: string) => void
  /** The disk as it is now if nothing were lost. */
  readonly now: () => DiskImage
  /** Every disk that a power cut now could leave behind, without doubles. */
  readonly afterPowerCut: () => readonly DiskImage[]
}

/** Decides about a call before it is made: returns an error code to fail with, or null. */
export type Fault = (callNumber: number, call: string) => string | null

/** What a memory disk starts from. */
export interface MemoryDiskStart {
  readonly image: DiskImage
  readonly fault?: Fault
  /** A disk that says it synced and did not: to see that a test would notice. */
  readonly liesAbout?: 'file syncs' | 'folder syncs'
  /** Called after every call that changed something. */
  readonly afterCall?: (disk: MemoryDisk) => void
}

/**
 * A model of a disk. Data of a file is durable up to its last sync. A name in a folder is durable
 * as of the folder's last sync; of each later change of each name the disk may keep any or none,
 * independently of all the others, which is worse than any real file system.
 */
export function createMemoryDisk(start: MemoryDiskStart): MemoryDisk {
  const { image, fault, afterCall, liesAbout } = start
  const names = new Map<string, Node>()
  const calls: string[] = []
  /** Per path, what a power cut could find there: the synced state first, then each change since. */
  const histories = new Map<string, (Node | null)[]>()
  for (const [path, bytes] of image) {
    names.set(
      path,
      bytes === null ? { kind: 'folder' } : { kind: 'file', bytes, syncedBytes: bytes.length },
    )
  }

  const begin = (call: string) => {
    calls.push(call)
    const code = fault?.(calls.length, call) ?? null
    if (code !== null) throw systemError(code, call)
  }
  const done = () => {
    afterCall?.(disk)
  }
  const setName = (path: string, node: Node | null) => {
    const history = histories.get(path) ?? [names.get(path) ?? null]
    histories.set(path, [...history, node])
    if (node === null) names.delete(path)
    else names.set(path, node)
  }
  const need = (path: string): Node => {
    const node = names.get(path)
    if (node === undefined) throw systemError('ENOENT', path)
    return node
  }
  const needFile = (path: string): FileNode => {
    const node = need(path)
    if (node.kind !== 'file') throw systemError('EISDIR', path)
    return node
  }
  const refuse = (path: string) => {
    need(dirname(path))
    if (names.has(path)) throw systemError('EEXIST', path)
  }
  const move = (from: string, to: string) => {
    const node = needFile(from)
    need(dirname(to))
    setName(to, node)
    setName(from, null)
  }
  const asCall: AsCall = (call, work) =>
    new Promise((resolve) => {
      begin(call)
      const value = work()
      done()
      resolve(value)
    })

  const files: DurableFiles = {
    makeFolder: (path) =>
      asCall(`makeFolder ${path}`, () => {
        if (names.get(path)?.kind === 'folder') return false
        refuse(path)
        setName(path, { kind: 'folder' })
        return true
      }),
    createNew: (path) =>
      asCall(`createNew ${path}`, () => {
        refuse(path)
        const node: FileNode = { kind: 'file', bytes: new Uint8Array(), syncedBytes: 0 }
        setName(path, node)
        return newFile(path, node, { asCall, syncs: liesAbout !== 'file syncs' })
      }),
    link: (from, to) =>
      asCall(`link ${from} ${to}`, () => {
        const node = needFile(from)
        refuse(to)
        setName(to, node)
      }),
    rename: (from, to) =>
      asCall(`rename ${from} ${to}`, () => {
        move(from, to)
      }),
    unlink: (path) =>
      asCall(`unlink ${path}`, () => {
        needFile(path)
        setName(path, null)
      }),
    syncFolder: (path) =>
      asCall(`syncFolder ${path}`, () => {
        need(path)
        if (liesAbout === 'folder syncs') return
        for (const name of [...histories.keys()]) if (dirname(name) === path) histories.delete(name)
      }),
    syncFile: (path) =>
      asCall(`syncFile ${path}`, () => {
        const node = needFile(path)
        if (liesAbout === 'file syncs') return
        node.syncedBytes = node.bytes.length
      }),
    readFile: (path) => asCall(`readFile ${path}`, () => needFile(path).bytes),
    list: (path) =>
      asCall(`list ${path}`, () => {
        need(path)
        return entriesOf(names, path)
      }),
    isFileNow: (path) => names.get(path)?.kind === 'file',
    moveNow: (from, to) => {
      begin(`moveNow ${from} ${to}`)
      refuse(to)
      move(from, to)
      done()
    },
  }
  const disk: MemoryDisk = {
    files,
    calls,
    note: (call) => {
      calls.push(call)
      done()
    },
    now: () => imageOf(names, { kept: 1 }),
    afterPowerCut: () => imagesAfterPowerCut(names, histories),
  }
  return disk
}

type AsCall = <T>(call: string, work: () => T) => Promise<T>

function newFile(
  path: string,
  node: FileNode,
  { asCall, syncs }: { readonly asCall: AsCall; readonly syncs: boolean },
): NewFile {
  return {
    append: (bytes) =>
      asCall(`append ${path}`, () => {
        node.bytes = Buffer.concat([node.bytes, bytes])
      }),
    sync: () =>
      asCall(`sync ${path}`, () => {
        if (syncs) node.syncedBytes = node.bytes.length
      }),
    close: () => asCall(`close ${path}`, () => undefined),
  }
}

function entriesOf(names: ReadonlyMap<string, Node>, folder: string): readonly FolderEntry[] {
  return [...names]
    .filter(([path]) => path !== folder && dirname(path) === folder)
    .map(([path, node]) => ({ name: path.slice(folder.length + 1), kind: node.kind }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function imagesAfterPowerCut(
  names: ReadonlyMap<string, Node>,
  histories: ReadonlyMap<string, readonly (Node | null)[]>,
): readonly DiskImage[] {
  let disks: Map<string, Node>[] = [new Map(names)]
  for (const [path, history] of histories) {
    disks = disks.flatMap((disk) =>
      [...new Set(history)].map((node) => {
        const copy = new Map(disk)
        if (node === null) copy.delete(path)
        else copy.set(path, node)
        return copy
      }),
    )
  }
  const images = new Map<string, DiskImage>()
  for (const disk of disks) {
    for (const unsynced of UNSYNCED_DATA) {
      const image = imageOf(disk, unsynced)
      images.set(fingerprint(image), image)
    }
  }
  return [...images.values()]
}

/** Without what stands in folders that are lost. */
function imageOf(names: ReadonlyMap<string, Node>, unsynced: UnsyncedData): DiskImage {
  const image = new Map<string, Uint8Array | null>()
  const reachable = (path: string): boolean =>
    path === '/' || (names.get(path)?.kind === 'folder' && reachable(dirname(path)))
  for (const [path, node] of names) {
    if (!reachable(dirname(path))) continue
    image.set(path, node.kind === 'folder' ? null : survivingBytes(node, unsynced))
  }
  return image
}

function survivingBytes(node: FileNode, { kept }: UnsyncedData): Uint8Array {
  const unsynced = node.bytes.length - node.syncedBytes
  if (kept === 'length, but zeros') {
    return Buffer.concat([node.bytes.subarray(0, node.syncedBytes), Buffer.alloc(unsynced)])
  }
  return node.bytes.slice(0, node.syncedBytes + Math.floor(unsynced * kept))
}

/** A text that is the same for the same contents, whatever random name a temporary file has. */
export function fingerprint(image: DiskImage): string {
  return [...image]
    .map(([path, bytes]) => {
      const name = path.replace(/\.\d+-[0-9a-f-]{36}\.tmp$/, '.tmp')
      return bytes === null ? `${name}/` : `${name}=${Buffer.from(bytes).toString('base64')}`
    })
    .sort()
    .join('\n')
}

function systemError(code: string, call: string): Error {
  return Object.assign(new Error(`${code}: ${call}`), { code })
}
