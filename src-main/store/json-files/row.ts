/** A folder of rows, one file each. */
export type JsonTableName =
  | 'patterns'
  | 'strip_families'
  | 'joblog'
  | 'runs'
  | 'approvals'
  | 'run_notes'
  | 'settings'
  | 'store_events'

/** Every folder, and the field of its files that names a row; null where the sequence does. */
export const KEY_FIELDS: Readonly<Record<JsonTableName, string | null>> = {
  patterns: 'id',
  strip_families: 'id',
  joblog: 'id',
  runs: 'run_id',
  approvals: null,
  run_notes: null,
  settings: 'key',
  store_events: null,
}

/** The names of all folders. */
export const JSON_TABLES = Object.keys(KEY_FIELDS) as readonly JsonTableName[]

/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>

/** One row as it is held in memory. */
export interface JsonRow {
  readonly key: string
  /** Order of arrival in its folder. */
  readonly sequence: number
  readonly fileName: string
  /** The whole file's JSON; what is handed out is parsed from it anew. */
  readonly text: string
  /** The same, parsed, for searching; never handed out. */
  readonly fields: JsonObject
}

/** A file that holds no row; it is left where it is. */
export interface BadFile {
  readonly path: string
  /** What is wrong with it, to follow its path in a sentence. */
  readonly why: string
}
