import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import type { FoundSource, MigrationSources } from '#core/contract/migration.contract.ts'
import { DATASET_NAMES, DATASETS } from '#core/migration/dataset.ts'
import type { Dataset } from '#core/migration/dataset.ts'
import { systemErrorCode } from '../files/durable-files.ts'

/** One file to read, and whose records it holds. */
export interface SourceFile {
  readonly path: string
  readonly sizeBytes: number
  /** The id of a lone record without one: the file's stem, in a folder with a file per record. */
  readonly keyOfLoneRecord: string | null
}

/** A dataset's files, in the order they are read. */
export interface DatasetSource {
  readonly dataset: Dataset
  /** As it was chosen: a file or a folder. */
  readonly path: string
  readonly layout: 'file' | 'folder'
  readonly files: readonly SourceFile[]
}

/** What the chosen places hold, and one sentence for each of them that cannot be used. */
export interface FoundSources {
  readonly sources: readonly DatasetSource[]
  readonly problems: readonly string[]
}

/** No place at all. */
export const NO_SOURCES: MigrationSources = {
  patternsJson: null,
  joblogJson: null,
  stripfamJson: null,
  fromDir: null,
}

const NAMES: Readonly<Record<Dataset, readonly string[]>> = {
  strip_families: ['strip_families', 'strip-families', 'stripfam', 'stripfamilies'],
  patterns: ['patterns', 'pattern'],
  joblog: ['joblog', 'joblogs', 'job_log', 'job-log', 'jobs'],
}
const EXTENSIONS = ['.json', '.jsonl', '.ndjson'] as const
/** Where the older system kept its data, seen from its own folder. */
const INNER_FOLDERS = ['', 'rmos_legacy', 'rmos', 'data/rmos_legacy', 'data/rmos', 'data'] as const

/** True for the file names that records are read from. */
export function isJsonName(name: string): boolean {
  return !name.startsWith('.') && EXTENSIONS.some((one) => one === extname(name).toLowerCase())
}

/** True when a file's name says JSON Lines. */
export function isLinesName(name: string): boolean {
  return ['.jsonl', '.ndjson'].includes(extname(name).toLowerCase())
}

/** Looks what the chosen places hold. A folder for all gives every dataset a source, an empty one where it has none. */
export async function findSources(chosen: MigrationSources): Promise<FoundSources> {
  const sources: DatasetSource[] = []
  const problems: string[] = []
  const named: Readonly<Record<Dataset, string | null>> = {
    strip_families: chosen.stripfamJson,
    patterns: chosen.patternsJson,
    joblog: chosen.joblogJson,
  }
  const folder = chosen.fromDir === null ? null : await lookInFolder(resolve(chosen.fromDir))
  if (folder !== null && folder.problem !== null) problems.push(folder.problem)
  for (const dataset of DATASETS) {
    const path = named[dataset]
    if (path === null) {
      const inFolder = folder?.sources.find((source) => source.dataset === dataset)
      if (inFolder !== undefined) sources.push(inFolder)
      continue
    }
    const found = await lookAt(dataset, resolve(path))
    if (typeof found === 'string') problems.push(found)
    else sources.push(found)
  }
  return { sources, problems }
}

/** A source as the screen shows it. */
export function describeSource({ dataset, path, layout, files }: DatasetSource): FoundSource {
  const sizeBytes = files.reduce((sum, file) => sum + file.sizeBytes, 0)
  return { dataset, path, layout, fileCount: files.length, sizeBytes }
}

async function lookAt(dataset: Dataset, path: string): Promise<DatasetSource | string> {
  try {
    const facts = await stat(path)
    if (facts.isFile()) {
      const files = [{ path, sizeBytes: facts.size, keyOfLoneRecord: null }]
      return { dataset, path, layout: 'file', files }
    }
    if (!facts.isDirectory()) return `${path} is neither a file nor a folder.`
    return { dataset, path, layout: 'folder', files: await filesIn(path) }
  } catch (error) {
    return unreadable(error, path)
  }
}

function unreadable(error: unknown, path: string): string {
  const code = systemErrorCode(error)
  if (code === '') throw error
  if (code === 'ENOENT') return `${path} is not there.`
  return `${path} cannot be read: the system answered ${code}.`
}

async function filesIn(folder: string): Promise<readonly SourceFile[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile() && isJsonName(entry.name))
  const files: SourceFile[] = []
  for (const name of names.map((entry) => entry.name).sort()) {
    const path = join(folder, name)
    const { size } = await stat(path)
    files.push({ path, sizeBytes: size, keyOfLoneRecord: basename(name, extname(name)) })
  }
  return files
}

async function lookInFolder(
  folder: string,
): Promise<{ readonly sources: readonly DatasetSource[]; readonly problem: string | null }> {
  try {
    if (!(await stat(folder)).isDirectory())
      return { sources: [], problem: `${folder} is not a folder.` }
    for (const inner of INNER_FOLDERS) {
      const sources = await sourcesIn(join(folder, inner))
      if (sources.some(({ files }) => files.length > 0)) return { sources, problem: null }
    }
  } catch (error) {
    return { sources: [], problem: unreadable(error, folder) }
  }
  const names = DATASETS.map((dataset) => DATASET_NAMES[dataset]).join(', ')
  return { sources: [], problem: `${folder} holds no JSON of ${names}.` }
}

/** Of each dataset: the file named after it, and the folder named after it, in that order. */
async function sourcesIn(folder: string): Promise<readonly DatasetSource[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT' || systemErrorCode(error) === 'ENOTDIR') return []
    throw error
  })
  return Promise.all(DATASETS.map((dataset) => sourceIn(folder, entries, dataset)))
}

async function sourceIn(
  folder: string,
  entries: readonly Dirent[],
  dataset: Dataset,
): Promise<DatasetSource> {
  const isNamed = (name: string) => NAMES[dataset].includes(name.toLowerCase())
  const files: SourceFile[] = []
  for (const { name } of entries.filter((entry) => entry.isFile() && isJsonName(entry.name))) {
    if (!isNamed(basename(name, extname(name)))) continue
    const path = join(folder, name)
    files.push({ path, sizeBytes: (await stat(path)).size, keyOfLoneRecord: null })
  }
  const folders = entries.filter((entry) => entry.isDirectory() && isNamed(entry.name))
  for (const { name } of folders) files.push(...(await filesIn(join(folder, name))))
  const only = files.length === 1 ? files[0]?.path : undefined
  return { dataset, path: only ?? folder, layout: folders.length > 0 ? 'folder' : 'file', files }
}
