import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { basename } from 'node:path'
import type { Dataset } from '#core/migration/dataset.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { ContainerSplitter } from './container-splitter.ts'
import type { Element, Splitter } from './element.ts'
import { detectLayout, LAYOUT_WINDOW_BYTES } from './json-layout.ts'
import type { JsonLayout } from './json-layout.ts'
import { LineSplitter } from './line-splitter.ts'
import { isLinesName } from './sources.ts'
import type { SourceFile } from './sources.ts'
import { WholeSplitter } from './whole-splitter.ts'

/** The entries that came with one piece of a file. */
export interface ReadPiece {
  readonly file: string
  readonly elements: readonly Element[]
  readonly readBytes: number
  /** What a record without an id of its own is called by; null when the file does not say. */
  readonly keyOfLoneRecord: string | null
}

/** So much is read at a time; between two pieces the process attends to other things. */
const PIECE_BYTES = 1_048_576

/** Reads the entries of one file of any size. A file that cannot be read is one fault. */
export async function* readRecords(file: SourceFile, dataset: Dataset): AsyncGenerator<ReadPiece> {
  const name = basename(file.path)
  let handle: FileHandle | null = null
  try {
    handle = await open(file.path, 'r')
    yield* readOpen(handle, file, dataset)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === '') throw error
    const reason = `cannot be read: the system answered ${code}`
    const elements = [{ kind: 'fault' as const, reason, index: null, line: 0 }]
    yield { file: name, elements, readBytes: 0, keyOfLoneRecord: null }
  } finally {
    await handle?.close()
  }
}

async function* readOpen(
  handle: FileHandle,
  { path, keyOfLoneRecord }: SourceFile,
  dataset: Dataset,
): AsyncGenerator<ReadPiece> {
  const file = basename(path)
  const room = Buffer.allocUnsafe(PIECE_BYTES)
  let piece = await readPiece(handle, room)
  const layout = detectLayout(piece.subarray(0, LAYOUT_WINDOW_BYTES), dataset, isLinesName(path))
  const splitter = splitterOf(layout)
  const lone = layout.mode === 'single' ? keyOfLoneRecord : null
  if (splitter === null) {
    const reason = layout.mode === 'none' ? layout.reason : ''
    yield {
      file,
      elements: [{ kind: 'fault', reason, index: null, line: 1 }],
      readBytes: 0,
      keyOfLoneRecord: null,
    }
    return
  }
  while (piece.length > 0) {
    yield { file, elements: splitter.push(piece), readBytes: piece.length, keyOfLoneRecord: lone }
    await nextTurn()
    piece = await readPiece(handle, room)
  }
  yield { file, elements: splitter.end(), readBytes: 0, keyOfLoneRecord: lone }
}

async function readPiece(handle: FileHandle, room: Buffer): Promise<Buffer> {
  const { bytesRead } = await handle.read(room, 0, room.length)
  return room.subarray(0, bytesRead)
}

/** The splitter for a layout; null when there is nothing to split. */
export function splitterOf(layout: JsonLayout): Splitter | null {
  switch (layout.mode) {
    case 'list':
    case 'dict':
      return new ContainerSplitter({ kind: layout.mode, wrapperKey: layout.wrapperKey })
    case 'sequence':
      return new ContainerSplitter({ kind: 'sequence', wrapperKey: null })
    case 'lines':
      return new LineSplitter()
    case 'single':
      return new WholeSplitter()
    case 'none':
      return null
  }
}
