import { join } from 'node:path'
import type { DurableFilesNow } from '../../files/durable-files-now.ts'
import { parseRowFileName } from './file-name.ts'
import { KEY_FIELDS } from './row.ts'
import type { BadFile, JsonObject, JsonRow, JsonTableName } from './row.ts'

/** A folder as it was read, to be compared with the next reading. */
export interface FolderReading {
  /** What each file gave, under its name, with the stamp it had. */
  readonly byName: ReadonlyMap<string, FileReading>
  /** The good rows by key. */
  readonly rows: ReadonlyMap<string, JsonRow>
  readonly badFiles: readonly BadFile[]
}

interface FileReading {
  readonly stamp: string
  readonly outcome: JsonRow | string
}

/** A folder nobody has read yet. */
export const UNREAD: FolderReading = { byName: new Map(), rows: new Map(), badFiles: [] }

/**
 * Reads a folder of rows; files that stand as they did in the reading before are not read again. A
 * file that holds no row is reported and left alone. Throws system errors.
 */
export function readFolder(
  files: DurableFilesNow,
  root: string,
  table: JsonTableName,
  before: FolderReading,
): FolderReading {
  const folder = join(root, table)
  const byName = new Map<string, FileReading>()
  for (const { name, kind } of files.list(folder)) {
    if (kind !== 'file' || !name.endsWith('.json') || name.startsWith('.')) continue
    const stamp = files.stampOf(join(folder, name))
    const known = before.byName.get(name)
    byName.set(
      name,
      known?.stamp === stamp
        ? known
        : { stamp, outcome: readRow(files.readFile(join(folder, name)), table, name) },
    )
  }
  return sortOut(folder, byName)
}

/** Of two files with the same key the one that came first holds the row. */
function sortOut(folder: string, byName: ReadonlyMap<string, FileReading>): FolderReading {
  const rows = new Map<string, JsonRow>()
  const badFiles: BadFile[] = []
  const good: JsonRow[] = []
  for (const [name, { outcome }] of byName) {
    if (typeof outcome === 'string') badFiles.push({ path: join(folder, name), why: outcome })
    else good.push(outcome)
  }
  good.sort((a, b) => a.sequence - b.sequence || (a.fileName < b.fileName ? -1 : 1))
  for (const row of good) {
    const first = rows.get(row.key)
    if (first === undefined) rows.set(row.key, row)
    else {
      const why = `holds ${JSON.stringify(row.key)} a second time, after ${first.fileName}`
      badFiles.push({ path: join(folder, row.fileName), why })
    }
  }
  return { byName, rows, badFiles }
}

/** The row in a file, or what is wrong with it. */
export function readRow(
  bytes: Uint8Array,
  table: JsonTableName,
  fileName: string,
): JsonRow | string {
  const name = parseRowFileName(fileName)
  if (name === null) return 'has a name no record has'
  const read = readObject(bytes)
  if (typeof read === 'string') return read
  const { text, fields } = read
  const keyField = KEY_FIELDS[table]
  const key = keyField === null ? String(name.sequence) : fields[keyField]
  if (typeof key !== 'string') return `has no text in its field ${String(keyField)}`
  return { key, sequence: name.sequence, fileName, text, fields }
}

function readObject(bytes: Uint8Array): { text: string; fields: JsonObject } | string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? { text, fields: value as JsonObject } : 'holds no JSON object'
  } catch (error) {
    if (error instanceof SyntaxError) return 'is not JSON'
    if (error instanceof TypeError) return 'is not UTF-8 text'
    throw error
  }
}
