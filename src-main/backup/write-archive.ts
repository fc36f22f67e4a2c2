import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'

/** A file that goes into an archive. */
export interface ArchiveSource {
  /** In the archive, with `/`. */
  readonly path: string
  /** Absolute. */
  readonly file: string
}

/** A file as it went into the archive. */
export interface ArchivedFile {
  readonly path: string
  readonly sizeBytes: number
  readonly sha256: string
}

/** What an archive is closed with, worked out from what went into it. */
export interface ArchiveEnd {
  /** The text of the last file, `manifest.json`. */
  readonly manifest: string
  /** The archive's comment; ASCII. */
  readonly comment: string
}

/** How an archive is written. */
export interface ArchiveOrder {
  readonly sources: readonly ArchiveSource[]
  readonly end: (archived: readonly ArchivedFile[]) => ArchiveEnd
  /** Told how many bytes of the sources are in, at every piece. */
  readonly onBytes?: (bytes: number) => void
  /** Stops the writing, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** The manifest's name in the archive. */
export const MANIFEST_NAME = 'manifest.json'

/** Fast, and text still shrinks to about a fifth. */
const COMPRESSION_LEVEL = 1
const PIECE_BYTES = 256 * 1024
/** The same for all, so that an archive says nothing of this computer's users. */
const FILE_MODE = 0o100_644

/**
 * Writes a zip archive to a new file and syncs it, one source at a time, a piece at a time, so
 * that memory does not grow with what is archived; zip64 where sizes need it. A source that is gone
 * by its turn is left out. Rejects with system errors; the begun file is for the caller to remove.
 */
export async function writeArchive(
  files: DurableFiles,
  target: string,
  order: ArchiveOrder,
): Promise<readonly ArchivedFile[]> {
  const file = await files.createNew(target)
  const zip = new ZipFile()
  const drained = drain(zip.outputStream, (piece) => file.append(piece))
  // When the archive cannot be written, nobody reads the source at hand any more.
  const current: Current = { failed: null, stop: () => undefined }
  drained.catch((error: unknown) => {
    current.failed = error instanceof Error ? error : new Error(String(error))
    current.stop(current.failed)
  })
  try {
    const archived: ArchivedFile[] = []
    for (const source of order.sources) {
      const added = await addSource(zip, source, { ...order, current })
      if (added !== null) archived.push(added)
    }
    const { manifest, comment } = order.end(archived)
    zip.addBuffer(Buffer.from(manifest), MANIFEST_NAME, {
      compressionLevel: COMPRESSION_LEVEL,
      mode: FILE_MODE,
    })
    zip.end({ comment, forceZip64Format: false })
    await drained
    await file.sync()
    return archived
  } finally {
    await file.close()
  }
}

/** The source that is being read, and why it need not be read on. */
interface Current {
  failed: Error | null
  stop: (error: Error) => void
}

async function drain(
  stream: NodeJS.ReadableStream,
  take: (piece: Uint8Array) => Promise<void>,
): Promise<void> {
  for await (const piece of stream) {
    if (piece instanceof Uint8Array) await take(piece)
  }
}

/** Null when the file is gone. */
async function addSource(
  zip: ZipFile,
  source: ArchiveSource,
  { onBytes, signal, current }: ArchiveOrder & { readonly current: Current },
): Promise<ArchivedFile | null> {
  const handle = await openStanding(source.file)
  if (handle === null) return null
  const hash = createHash('sha256')
  let sizeBytes = 0
  async function* pieces(from: FileHandle): AsyncGenerator<Buffer> {
    const buffer = Buffer.allocUnsafe(PIECE_BYTES)
    for (;;) {
      signal?.throwIfAborted()
      const { bytesRead } = await from.read(buffer, 0, PIECE_BYTES, null)
      if (bytesRead === 0) return
      const piece = Buffer.from(buffer.subarray(0, bytesRead))
      hash.update(piece)
      sizeBytes += bytesRead
      onBytes?.(bytesRead)
      yield piece
    }
  }
  try {
    const { mtime } = await handle.stat()
    await new Promise<void>((resolve, reject) => {
      const stream = Readable.from(pieces(handle), { objectMode: false })
      stream.on('error', reject)
      stream.on('end', resolve)
      current.stop = (error) => {
        stream.destroy(error)
      }
      if (current.failed !== null) current.stop(current.failed)
      zip.addReadStream(stream, source.path, {
        mtime,
        mode: FILE_MODE,
        compressionLevel: COMPRESSION_LEVEL,
      })
    })
    return { path: source.path, sizeBytes, sha256: hash.digest('hex') }
  } finally {
    await handle.close()
  }
}

async function openStanding(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null
    throw error
  }
}
