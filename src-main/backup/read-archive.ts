import { createHash } from 'node:crypto'
import { openPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import type { Problem } from '#core/contract/problem.ts'
import { describeValue } from '#core/outcome/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { firstObjection } from '#core/outcome/schema-issue.ts'
import type { z } from 'zod'
import { systemErrorCode } from '../files/durable-files.ts'
import { sha256Hex } from '../files/sha256.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { Cancellation } from './backup-progress.ts'
import { manifestSchema, summarySchema } from './backup-manifest.schema.ts'
import type { ArchiveSummary, Manifest } from './backup-manifest.schema.ts'
import { MANIFEST_NAME } from './write-archive.ts'

/** An archive that is open, its manifest tied to its summary and to the files in it. */
export interface OpenArchive {
  readonly path: string
  readonly summary: ArchiveSummary
  readonly manifest: Manifest
  readonly zip: ZipFile
  /** By path. */
  readonly entries: ReadonlyMap<string, Entry>
}

/** A manifest of a million files; above it the number in the archive is not believed. */
const MANIFEST_LIMIT_BYTES = 256 * 1024 * 1024
const UNIX_FILE_TYPE_MASK = 0o170_000
const UNIX_PLAIN_FILE = 0o100_000

/** What the comment of an archive says, without looking at what is in it. */
export async function readSummary(path: string): Promise<Result<ArchiveSummary, Problem>> {
  return reading(path, async (zip) => Promise.resolve(summaryOf(zip, path)))
}

/**
 * Opens an archive for `work` and closes it again. Refused, before a byte is unpacked: a file that
 * is no archive of ours, a name that leads out of the folder, a name twice, anything that is not a
 * plain file, a manifest that is not the one the summary names, a file too many or too few.
 */
export async function withArchive<T>(
  path: string,
  work: (archive: OpenArchive) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  return reading(path, async (zip) => {
    const summary = summaryOf(zip, path)
    if (!summary.ok) return summary
    const entries = await readEntries(zip, path)
    if (!entries.ok) return entries
    const manifest = await readManifest(zip, path, {
      summary: summary.value,
      entries: entries.value,
    })
    if (!manifest.ok) return manifest
    const open = {
      path,
      summary: summary.value,
      manifest: manifest.value,
      zip,
      entries: entries.value,
    }
    const misfit = misfitOf(open)
    return misfit === null ? work(open) : failure(broken(path, misfit))
  })
}

/**
 * Reads one file of an archive, piece by piece, and compares it with the manifest. The pieces are
 * handed on before the last of them is known to be right, so what `take` keeps counts only when
 * this is ok.
 */
export async function readArchived(
  archive: OpenArchive,
  file: Manifest['files'][number],
  take: (piece: Uint8Array) => Promise<void>,
): Promise<Result<void, Problem>> {
  const entry = archive.entries.get(file.path)
  if (entry === undefined) throw new Error(`${file.path} is in the manifest only`)
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const piece of await archive.zip.openReadStreamPromise(entry)) {
    const bytes = piece as Buffer
    sizeBytes += bytes.length
    if (sizeBytes > file.size_bytes) break
    hash.update(bytes)
    await take(bytes)
  }
  if (sizeBytes === file.size_bytes && hash.digest('hex') === file.sha256) return success(undefined)
  return failure(broken(archive.path, `${file.path} in it is not what was put in`))
}

/** The problem of an archive that cannot be used. */
export function broken(path: string, what: string): Problem {
  return {
    kind: 'invalid-data',
    message: `The backup ${path} cannot be used: ${what}.`,
    remedy: 'Nothing was changed. Choose another backup.',
    requestId: '',
  }
}

/** yauzl throws plain errors for what is wrong in a file, and the system's own for the disk. */
async function reading<T>(
  path: string,
  work: (zip: ZipFile) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  let zip: ZipFile | null = null
  try {
    zip = await openPromise(path, { autoClose: false, strictFileNames: true })
    return await work(zip)
  } catch (error) {
    if (error instanceof Cancellation) throw error
    const code = systemErrorCode(error)
    if (code === 'ENOENT') return failure(notThere(path))
    if (/^E[A-Z]+$/.test(code)) return failure(fileProblem(error, 'read', path))
    if (!(error instanceof Error) || isDefect(error)) throw error
    return failure(broken(path, faultOf(error)))
  } finally {
    zip?.close()
  }
}

/** The reader refuses names itself; what else it says is for whoever mends archives by hand. */
function faultOf({ message }: Error): string {
  const isName = /^(invalid relative path|absolute path|invalid characters in fileName)/.test(
    message,
  )
  return isName ? `a name in it leads elsewhere: ${message}` : 'it is damaged or is no archive'
}

function isDefect(error: Error): boolean {
  return error instanceof TypeError || error instanceof ReferenceError
}

function notThere(path: string): Problem {
  const message = `${path}: there is no such file.`
  return { kind: 'not-found', message, remedy: '', requestId: '' }
}

function parseJson<T>(schema: z.ZodType<T>, text: string): Result<T, string> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return failure('is not JSON')
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return success(parsed.data)
  const { place, message } = firstObjection(parsed.error.issues, value)
  return failure(`${place} ${message}`.trim())
}

function summaryOf(zip: ZipFile, path: string): Result<ArchiveSummary, Problem> {
  const summary = parseJson(summarySchema, zip.comment)
  return summary.ok ? summary : failure(broken(path, `its summary ${summary.error}`))
}

async function readEntries(
  zip: ZipFile,
  path: string,
): Promise<Result<ReadonlyMap<string, Entry>, Problem>> {
  const entries = new Map<string, Entry>()
  // The reader itself refuses absolute names, drive letters, backslashes and `..`.
  for await (const entry of zip.eachEntry()) {
    const objection = objectionTo(entry)
    if (objection !== null) {
      return failure(broken(path, `${describeValue(entry.fileName)} in it ${objection}`))
    }
    if (entries.has(entry.fileName)) {
      return failure(broken(path, `${describeValue(entry.fileName)} is in it twice`))
    }
    entries.set(entry.fileName, entry)
  }
  return success(entries)
}

function objectionTo(entry: Entry): string | null {
  const segments = entry.fileName.split('/')
  if (segments.some((name) => !isPlainName(name))) return 'is not a plain name'
  if (entry.fileName !== MANIFEST_NAME && segments[0] !== 'data') return 'is not part of the data'
  const type = (entry.externalFileAttributes >>> 16) & UNIX_FILE_TYPE_MASK
  return type === 0 || type === UNIX_PLAIN_FILE ? null : 'is not a plain file'
}

/** Neither empty, nor a step, nor a name that Windows would read as a drive, stream or device. */
function isPlainName(name: string): boolean {
  return (
    !['', '.', '..'].includes(name) &&
    !/[\p{Cc}\\:*?"<>|]/u.test(name) &&
    !/[. ]$/.test(name) &&
    !/^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(name)
  )
}

async function readManifest(
  zip: ZipFile,
  path: string,
  { summary, entries }: Pick<OpenArchive, 'summary' | 'entries'>,
): Promise<Result<Manifest, Problem>> {
  const entry = entries.get(MANIFEST_NAME)
  if (entry === undefined) return failure(broken(path, `${MANIFEST_NAME} is missing`))
  if (entry.uncompressedSize > MANIFEST_LIMIT_BYTES) {
    return failure(broken(path, `${MANIFEST_NAME} is ${String(entry.uncompressedSize)} bytes`))
  }
  const pieces: Buffer[] = []
  for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer)
  const bytes = Buffer.concat(pieces)
  if (sha256Hex(bytes) !== summary.manifest_sha256) {
    return failure(broken(path, `${MANIFEST_NAME} is not the one that was written with it`))
  }
  const manifest = parseJson(manifestSchema, bytes.toString('utf8'))
  return manifest.ok ? manifest : failure(broken(path, `${MANIFEST_NAME} ${manifest.error}`))
}

/** What is in the archive and what its manifest lists must be the same. */
function misfitOf({ manifest, entries }: OpenArchive): string | null {
  const listed = new Set(manifest.files.map(({ path }) => path))
  if (listed.size !== manifest.files.length) return 'its manifest lists a file twice'
  const missing = manifest.files.find(({ path }) => !entries.has(path))
  if (missing !== undefined) return `${missing.path} is missing from it`
  const unlisted = [...entries.keys()].find((path) => path !== MANIFEST_NAME && !listed.has(path))
  return unlisted === undefined ? null : `${unlisted} in it is not in its manifest`
}
