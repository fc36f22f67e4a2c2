import { basename, dirname, join } from 'node:path'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles, FolderEntry } from '../files/durable-files.ts'
import { storageProblem } from '../files/storage-problem.ts'
import { SIDE_FILE_NAME } from './identity.ts'
import { fileOpeningFailure, openingFailure } from './opening-failure.ts'
import type { StoreOpeningFailure } from './opening-failure.ts'

/** A place where no database stands. */
export interface VacantPlace {
  readonly dataDir: string
  /** Where the database would be made. */
  readonly path: string
  /** The install id the side file knows; null when there is no side file. */
  readonly installId: string | null
  /** True when all work in this folder was done on files, so that runs and backups are theirs. */
  readonly isOwnedByFiles: boolean
}

/**
 * Refuses to make a new database (`missing`) where one stood before, or where its log, runs or
 * backups still are: starting empty there would look like the loss of everything.
 */
export async function allowFreshStart(
  files: DurableFiles,
  place: VacantPlace,
): Promise<Result<void, StoreOpeningFailure>> {
  const { path, installId } = place
  if (installId !== null) {
    return failure(missing(path, `but ${SIDE_FILE_NAME} says that there was one`))
  }
  const leftovers = await findLeftovers(files, place)
  if (!leftovers.ok) return leftovers
  if (leftovers.value.length === 0) return success(undefined)
  const are = leftovers.value.length === 1 ? 'is' : 'are'
  return failure(missing(path, `but ${leftovers.value.join(' and ')} of it ${are} still there`))
}

function missing(path: string, why: string): StoreOpeningFailure {
  const remedy = `Restore ${basename(path)} from the backups folder, put the database of this data folder there, or choose an empty data folder.`
  return openingFailure('missing', storageProblem(`${path} is missing, ${why}.`, remedy))
}

async function findLeftovers(
  files: DurableFiles,
  { dataDir, path, isOwnedByFiles }: VacantPlace,
): Promise<Result<readonly string[], StoreOpeningFailure>> {
  const log = `${basename(path)}-wal`
  let looking = dirname(path)
  try {
    const beside = await listOrNothing(files, looking)
    const found = beside.some(({ name }) => name === log) ? [log] : []
    if (isOwnedByFiles) return success(found)
    looking = dataDir
    for (const { name } of await listOrNothing(files, dataDir)) {
      if (name !== 'runs' && name !== 'backups') continue
      looking = join(dataDir, name)
      const inside = await files.list(looking)
      if (inside.some((entry) => !entry.name.startsWith('.'))) found.push(`the folder ${name}`)
    }
    return success(found)
  } catch (error) {
    return failure(fileOpeningFailure(error, 'read', looking))
  }
}

/** A folder that is not made yet holds nothing. */
async function listOrNothing(files: DurableFiles, path: string): Promise<readonly FolderEntry[]> {
  try {
    return await files.list(path)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw error
  }
}
