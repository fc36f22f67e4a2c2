import { createReadStream } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { readDatabaseFacts, runFilesOf } from '../store/database-copy.ts'
import type { DatabaseFacts, RunFileRow } from '../store/database-copy.ts'
import { DATABASE_NAME, readSideFile, SIDE_FILE_NAME, writeSideFile } from '../store/identity.ts'
import type { Migration } from '../store/migrations.ts'
import { isData, isDatabaseFile, listDataFiles, replacedName } from './data-files.ts'
import { broken } from './read-archive.ts'
import type { RestoreIntent, RestoreMove } from './restore-intent.schema.ts'
import type { CheckedCopy } from './unpack-copy.ts'

/** What a restore stands on. */
export interface RestorePlace {
  readonly dataDir: string
  /** Absolute; usually `rmos.db` in the data folder. */
  readonly databasePath: string
  readonly migrations: readonly Migration[]
  readonly files: DurableFiles
  readonly clock: () => Date
  /** Letters, digits and hyphens, never the same twice. */
  readonly newId: () => string
  /** The process that the restore is for; while it lives, nobody clears its work away. */
  readonly ownerPid: number
}

/** What a restore would change. */
export interface RestorePreview {
  readonly copy: CheckedCopy
  /** What the database holds now; null when it cannot be read. */
  readonly now: DatabaseFacts | null
  /** Whether the copy was made in this data folder; `unknown` when the folder does not say. */
  readonly installation: 'same' | 'other' | 'unknown'
  /** Runs recorded now that the copy does not have: they are set aside. */
  readonly runsSetAside: number
  /** Runs the copy has that are not recorded now: they come back. */
  readonly runsComingBack: number
  /** Of a copy of the database alone: its runs whose files are not in the data folder. */
  readonly runsWithoutFile: number
  /** The database's form is older and is brought up to date when it is opened. */
  readonly olderSchema: boolean
}

/** Compares a copy, whose database lies unpacked in `staging`, with what is there now. */
export async function compareWithNow(
  copy: CheckedCopy,
  place: RestorePlace,
  staging: string,
): Promise<Result<RestorePreview, Problem>> {
  const newest = place.migrations.length
  if (copy.facts.schemaVersion > newest) {
    const versions = `schema version ${String(copy.facts.schemaVersion)}, this RMOS knows versions up to ${String(newest)}`
    return failure(broken(copy.path, `its database has ${versions}`))
  }
  const rows = runFilesOf(join(staging, DATABASE_NAME))
  if (!rows.ok) return rows
  const rowsNow = rowsOrNone(place.databasePath)
  const sideFile = await readSideFile(place.files, place.dataDir)
  const installId = sideFile.ok ? sideFile.value : null
  const standing = new Set(copy.scope === 'database' ? await listDataFiles(place.files, place) : [])
  const facts = readDatabaseFacts(place.databasePath)
  return success({
    copy,
    now: facts.ok ? facts.value : null,
    installation:
      installId === null ? 'unknown' : installId === copy.facts.installId ? 'same' : 'other',
    runsSetAside: countMissing(rowsNow, rows.value),
    runsComingBack: countMissing(rows.value, rowsNow),
    runsWithoutFile:
      copy.scope === 'database' ? rows.value.filter(({ path }) => !standing.has(path)).length : 0,
    olderSchema: copy.facts.schemaVersion < newest,
  })
}

function rowsOrNone(databasePath: string): readonly RunFileRow[] {
  const rows = runFilesOf(databasePath)
  return rows.ok ? rows.value : []
}

/** How many of these runs are not among the others. */
function countMissing(runs: readonly RunFileRow[], others: readonly RunFileRow[]): number {
  const known = new Set(others.map(({ runId }) => runId))
  return runs.filter(({ runId }) => !known.has(runId)).length
}

/** Sees to it that the data in `staging` says which installation it belongs to. */
export async function identify(
  place: RestorePlace,
  staging: string,
  installId: string,
): Promise<Result<void, Problem>> {
  const said = await readSideFile(place.files, staging)
  if (!said.ok) return said
  if (said.value === installId) return success(undefined)
  if (said.value !== null) {
    return failure(broken(staging, `${SIDE_FILE_NAME} in it names another installation`))
  }
  const createdAtUtc = place.clock().toISOString()
  // A database in the data folder is named there by its name alone, as `staging` stands for the folder.
  const isElsewhere = dirname(place.databasePath) !== place.dataDir
  const { databasePath } = place
  const where = isElsewhere ? { databasePath } : {}
  return writeSideFile(place.files, staging, { installId, createdAtUtc, ...where })
}

/**
 * Works out what will change its place. A copy of everything (or a start with nothing, `copy`
 * null) takes the place of all data; a copy of the database alone takes the place of the database,
 * and only the files of runs it does not know go.
 */
export async function planMoves(
  place: RestorePlace,
  staging: string,
  copy: CheckedCopy | null,
): Promise<{ readonly intent: RestoreIntent; readonly asidePath: string }> {
  const { files, dataDir, databasePath, clock, newId } = place
  const now = clock().toISOString()
  const asideFolder = replacedName(now, newId())
  const stagingFolder = basename(staging)
  const staged = namesOf(await files.list(staging))
  const live = namesOf(await files.list(dataDir)).filter(isData)
  const isWhole = copy === null || copy.scope === 'everything'
  const names = new Set(isWhole ? [...staged, ...live] : staged)
  const moves: RestoreMove[] = [...names]
    .filter((name) => !isDatabaseFile(databasePath, join(dataDir, name)) && name !== DATABASE_NAME)
    .map((name) => ({
      kind: 'file',
      from: staged.includes(name) ? `${stagingFolder}/${name}` : null,
      live: name,
      aside: `${asideFolder}/${name}`,
    }))
  if (!isWhole) moves.push(...(await runsNotIn(place, staging, asideFolder)))
  const database = await placeDatabase(place, { stagingFolder, asideFolder })
  return {
    intent: {
      schema: 'rmos.restore',
      version: 1,
      created_at_utc: now,
      source: copy?.path ?? '',
      staging: [stagingFolder, ...database.staging],
      moves: [...moves, database.move],
    },
    asidePath: join(
      dirname(databasePath) === dataDir ? dataDir : dirname(databasePath),
      asideFolder,
    ),
  }
}

function namesOf(entries: readonly { readonly name: string }[]): readonly string[] {
  return entries.map(({ name }) => name)
}

/** The run files that the coming database does not know; left there, they would be taken for strays. */
async function runsNotIn(
  place: RestorePlace,
  staging: string,
  asideFolder: string,
): Promise<readonly RestoreMove[]> {
  const rows = runFilesOf(join(staging, DATABASE_NAME))
  if (!rows.ok) throw new Error(rows.error.message)
  const known = new Set(rows.value.map(({ runId }) => runId))
  const all = await listDataFiles(place.files, place)
  return all
    .filter((path) => {
      const runId = /^runs\/[^/]+\/([0-9a-f]{32})[^/]*\.json$/.exec(path)?.[1]
      return runId !== undefined && !known.has(runId)
    })
    .map((path) => ({ kind: 'file', from: null, live: path, aside: `${asideFolder}/${path}` }))
}

/** A database on another disk than the data folder is staged beside itself: only there can it be renamed. */
async function placeDatabase(
  { files, dataDir, databasePath }: RestorePlace,
  names: { readonly stagingFolder: string; readonly asideFolder: string },
): Promise<{ readonly move: RestoreMove; readonly staging: readonly string[] }> {
  const { stagingFolder, asideFolder } = names
  const [home, name] = [dirname(databasePath), basename(databasePath)]
  if (home === dataDir) {
    const from = `${stagingFolder}/${DATABASE_NAME}`
    const move = { kind: 'database', from, live: name, aside: `${asideFolder}/${name}` } as const
    return { move, staging: [] }
  }
  const staging = join(home, stagingFolder)
  await files.makeFolder(staging)
  const from = join(staging, name)
  await copyFile(files, join(dataDir, stagingFolder, DATABASE_NAME), from)
  await files.syncFolder(staging)
  const aside = join(home, asideFolder, name)
  return { move: { kind: 'database', from, live: databasePath, aside }, staging: [staging] }
}

async function copyFile(files: DurableFiles, from: string, to: string): Promise<void> {
  const target = await files.createNew(to)
  try {
    for await (const piece of createReadStream(from)) await target.append(piece as Buffer)
    await target.sync()
  } finally {
    await target.close()
  }
}
