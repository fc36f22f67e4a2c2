import { statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { fileProblem, storageProblem } from '../files/storage-problem.ts'
import { createEmptyDatabase } from '../store/create-database.ts'
import { releaseDatabase } from '../store/database-copy.ts'
import { DATABASE_NAME, readSideFile } from '../store/identity.ts'
import type { WorkWatch } from './backup-progress.ts'
import { INTENT_NAME, stagingName } from './data-files.ts'
import { finishRestore, lockForRestore, removeFolder, writeIntent } from './finish-restore.ts'
import type { RestoreIntent } from './restore-intent.schema.ts'
import { compareWithNow, identify, planMoves } from './restore-plan.ts'
import type { RestorePlace, RestorePreview } from './restore-plan.ts'
import { unpackCopy, unpackedBytesOf } from './unpack-copy.ts'
import type { CheckedCopy } from './unpack-copy.ts'

/** A restore that is ready: its data is unpacked beside the old, checked and on the disk. */
export interface PreparedRestore {
  readonly preview: RestorePreview
  readonly intent: RestoreIntent
  /** Where the old data will be, absolute. */
  readonly asidePath: string
}

/** Left free whatever is unpacked, bytes. */
const SPARE_BYTES = 16 * 1024 * 1024

/** Checks a copy through and through and tells what restoring it would change; changes nothing. */
export async function previewRestore(
  path: string,
  place: RestorePlace,
  watch: WorkWatch,
): Promise<Result<RestorePreview, Problem>> {
  return inStaging(path, place, async (staging) => {
    const copy = await unpackCopy(path, { ...watch, ...place, folder: staging, keep: 'database' })
    const seen = copy.ok ? await compareWithNow(copy.value, place, staging) : copy
    await removeFolder(staging)
    return seen
  })
}

/**
 * Unpacks and checks a copy beside the data. `otherInstallation` lets in a copy that was made on
 * another computer or in another folder. On failure nothing is left of it.
 */
export async function prepareRestore(
  path: string,
  place: RestorePlace,
  options: WorkWatch & { readonly otherInstallation: boolean },
): Promise<Result<PreparedRestore, Problem>> {
  return inStaging(path, place, async (staging) => {
    const room = await requireRoom(path, place)
    if (!room.ok) return room
    const copy = await unpackCopy(path, {
      ...options,
      ...place,
      folder: staging,
      keep: 'everything',
    })
    if (!copy.ok) return copy
    const preview = await compareWithNow(copy.value, place, staging)
    if (!preview.ok) return preview
    if (preview.value.installation === 'other' && !options.otherInstallation) {
      return failure(strange(path, copy.value))
    }
    const identified = await identify(place, staging, copy.value.facts.installId)
    if (!identified.ok) return identified
    const { intent, asidePath } = await planMoves(place, staging, copy.value)
    return success({ preview: preview.value, intent, asidePath })
  })
}

/**
 * Makes a new, empty database ready to take the place of everything there is. The installation
 * stays the same, so that its backups can still be restored.
 */
export async function prepareEmptyStart(
  place: RestorePlace,
): Promise<Result<Omit<PreparedRestore, 'preview'>, Problem>> {
  return inStaging('', place, async (staging) => {
    const known = await readSideFile(place.files, place.dataDir)
    const installId = (known.ok ? known.value : null) ?? place.newId()
    const made = await createEmptyDatabase(place.files, join(staging, DATABASE_NAME), {
      installId,
      migrations: place.migrations,
      nowUtc: () => place.clock().toISOString(),
    })
    if (!made.ok) return made
    const identified = await identify(place, staging, installId)
    if (!identified.ok) return identified
    return success(await planMoves(place, staging, null))
  })
}

/**
 * Puts what was prepared in the place of the data; the workshop must be closed. Refused as `busy`,
 * with nothing changed, while another program has the database open. Once this has begun it is
 * finished, now or at the next start.
 */
export async function commitRestore(
  prepared: Pick<PreparedRestore, 'intent'>,
  { dataDir, databasePath, files }: RestorePlace,
): Promise<Result<void, Problem>> {
  const lock = lockForRestore(dataDir)
  if (!lock.ok) return lock
  try {
    const released = releaseDatabase(databasePath)
    // One that cannot be opened at all is why people restore.
    if (!released.ok && released.error.kind === 'busy') return failure(inUse(databasePath))
    const written = await writeIntent(files, dataDir, prepared.intent)
    if (!written.ok) return written
    const finished = await finishRestore(files, dataDir)
    return finished.ok ? success(undefined) : finished
  } finally {
    lock.value.release()
  }
}

/** Clears away a restore that is not wanted after all; one that has begun is left to be finished. */
export async function discardRestore(
  { intent }: Pick<PreparedRestore, 'intent'>,
  { dataDir, files }: Pick<RestorePlace, 'dataDir' | 'files'>,
): Promise<void> {
  if (files.isFileNow(join(dataDir, INTENT_NAME))) return
  for (const folder of intent.staging) await removeFolder(resolve(dataDir, folder))
}

async function inStaging<T>(
  path: string,
  place: RestorePlace,
  work: (staging: string) => Promise<Result<T, Problem>>,
): Promise<Result<T, Problem>> {
  const staging = join(place.dataDir, stagingName(place.ownerPid, place.newId()))
  try {
    await place.files.makeFolder(staging)
    const done = await work(staging)
    if (!done.ok) await removeFolder(staging)
    return done
  } catch (error) {
    await removeFolder(staging)
    return failure(fileProblem(error, `restore ${path} in`, place.dataDir))
  }
}

async function requireRoom(path: string, place: RestorePlace): Promise<Result<void, Problem>> {
  const totalBytes = await unpackedBytesOf(path)
  if (!totalBytes.ok) return totalBytes
  const { bavail, bsize } = await statfs(place.dataDir)
  const neededBytes = totalBytes.value + SPARE_BYTES
  if (bavail * bsize >= neededBytes) return success(undefined)
  const [needed, free] = [neededBytes, bavail * bsize].map((bytes) =>
    String(Math.ceil(bytes / 1e6)),
  )
  return failure(
    storageProblem(
      `Restoring ${path} needs ${needed ?? ''} MB on the disk of ${place.dataDir}, and ${free ?? ''} MB are free: the data of now is kept beside it.`,
      'Free some space on this disk, then try again.',
    ),
  )
}

function strange(path: string, copy: CheckedCopy): Problem {
  return {
    kind: 'blocked',
    message: `The backup ${path} belongs to another installation (${copy.facts.installId}).`,
    remedy:
      'To take over the data of another computer or folder, say so: --other-installation on the command line, the tick on the page.',
    requestId: '',
  }
}

function inUse(databasePath: string): Problem {
  return {
    kind: 'busy',
    message: `The database ${databasePath} is open in another RMOS program.`,
    remedy: 'Close the other program, then restore. Nothing was changed.',
    requestId: '',
  }
}
