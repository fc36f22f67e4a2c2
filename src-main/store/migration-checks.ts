import { DATASETS, DATASET_NAMES } from '#core/migration/dataset.ts'
import type { Dataset } from '#core/migration/dataset.ts'
import type { DatabaseCheck } from '#core/migration/report.ts'
import type { Connection } from './connection.ts'
import type { MigrationTarget } from './migration-target.ts'

/** Tables that the migration stands on, and their indexes that searches need. */
const TABLES = ['schema_version', ...DATASETS] as const
const INDEXES: readonly (readonly [table: string, column: string])[] = [
  ['joblog', 'preset_id'],
  ['joblog', 'job_type'],
  ['joblog', 'created_at'],
  ['patterns', 'lane'],
]

/** How the times in the columns look: ISO-8601, as text. */
const ISO_GLOB = '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]*'

interface ContentRule {
  readonly what: string
  readonly dataset: Dataset
  /** True for records that break the rule. */
  readonly where: string
  readonly words: string
}

const text = (field: string) => `payload_json ->> '$.${field}'`
const number = (field: string) => `json_type(payload_json, '$.${field}')`
/** Nothing is in no list, as SQLite sees it: a field that is not there leads nowhere unless said so. */
const leadsNowhere = (field: string, target: Dataset) =>
  `${text(field)} IS NOT NULL AND ${text(field)} NOT IN (SELECT id FROM main.${target})`
const isLegacy = (dataset: Dataset) =>
  // Plans and tile patterns of this program keep their own document, which has its own checks.
  dataset === 'patterns'
    ? "payload_json -> '$.plan' IS NULL AND payload_json -> '$.pattern' IS NULL"
    : 'TRUE'

const RULES: readonly ContentRule[] = [
  {
    what: 'required fields',
    dataset: 'patterns',
    where: `${isLegacy('patterns')} AND (name IS NULL OR name = '')`,
    words: 'no name',
  },
  {
    what: 'required fields',
    dataset: 'strip_families',
    where: "name IS NULL OR name = ''",
    words: 'no name',
  },
  {
    what: 'required fields',
    dataset: 'joblog',
    where: "job_type IS NULL OR job_type = ''",
    words: 'no job_type',
  },
  {
    what: 'value ranges',
    dataset: 'patterns',
    where: `${number('ring_count')} IS NOT NULL AND (${number('ring_count')} <> 'integer' OR ${text('ring_count')} < 1)`,
    words: 'a ring_count that is not a whole number from 1',
  },
  {
    what: 'value ranges',
    dataset: 'strip_families',
    where: `${text('strip_width_mm')} <= 0 OR ${text('strip_thickness_mm')} <= 0`,
    words: 'a strip width or thickness of 0 mm or less',
  },
  {
    what: 'value ranges',
    dataset: 'joblog',
    where: `${text('duration_seconds')} < 0`,
    words: 'a duration below 0 s',
  },
  {
    what: 'value ranges',
    dataset: 'joblog',
    where: `status = 'completed' AND ${text('start_time')} IS NOT NULL AND ${text('end_time')} IS NULL`,
    words: 'the status completed and no end_time',
  },
  {
    what: 'references',
    dataset: 'patterns',
    where: leadsNowhere('strip_family_id', 'strip_families'),
    words: 'a strip family that is not there',
  },
  {
    what: 'references',
    dataset: 'joblog',
    where: leadsNowhere('pattern_id', 'patterns'),
    words: 'a pattern that is not there',
  },
  {
    what: 'references',
    dataset: 'joblog',
    where: leadsNowhere('strip_family_id', 'strip_families'),
    words: 'a strip family that is not there',
  },
  ...DATASETS.map((dataset) => ({
    what: 'timestamps',
    dataset,
    where: `created_at NOT GLOB '${ISO_GLOB}' OR updated_at NOT GLOB '${ISO_GLOB}' OR julianday(created_at) IS NULL`,
    words: 'a time that is not ISO-8601',
  })),
]

/**
 * Checks how the database is built: schema version, tables, indexes, foreign keys, and SQLite's own
 * check of every page, row constraint (JSON columns among them) and index. An error here fails an
 * audit. A million records take some seconds.
 */
export function checkStructure(target: MigrationTarget): readonly DatabaseCheck[] {
  const { db } = target
  return [
    checkVersion(target),
    checkTables(db),
    checkIndexes(db),
    checkForeignKeys(db),
    checkPages(db),
  ]
}

/** The quick part of `checkStructure`, for a status that is asked for often. */
export function checkStructureQuickly(target: MigrationTarget): readonly DatabaseCheck[] {
  const { db } = target
  return [checkVersion(target), checkTables(db), checkIndexes(db), checkForeignKeys(db)]
}

/**
 * Checks what the records say: required fields, value ranges, references, times, JSON columns.
 * Warnings only: the older system wrote records without them, and they are kept as they are.
 */
export function checkContents(db: Connection): readonly DatabaseCheck[] {
  const broken = RULES.flatMap(({ what, dataset, where, words }) => {
    const count = Number(
      db.prepare(`SELECT count(*) FROM main.${dataset} WHERE ${where}`).pluck().get(),
    )
    if (count === 0) return []
    const sentence = `${DATASET_NAMES[dataset]}: ${String(count)} with ${words}.`
    return [{ what, outcome: 'warning' as const, sentence }]
  })
  const kinds = [...new Set(RULES.map(({ what }) => what))]
  const fine = kinds.filter((what) => !broken.some((check) => check.what === what))
  return [...broken, ...fine.map((what) => passed(what)), checkJson(db)]
}

function passed(what: string): DatabaseCheck {
  return { what, outcome: 'ok', sentence: `The ${what} of all records are in order.` }
}

function checkVersion({ schemaVersion, programVersion }: MigrationTarget): DatabaseCheck {
  const what = 'schema version'
  const sentence = `The database has schema version ${String(schemaVersion)}, this RMOS writes version ${String(programVersion)}.`
  return { what, outcome: schemaVersion === programVersion ? 'ok' : 'warning', sentence }
}

function checkTables(db: Connection): DatabaseCheck {
  const there = db
    .prepare<[], string>("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
    .pluck()
    .all()
  const missing = TABLES.filter((table) => !there.includes(table))
  return missing.length === 0
    ? { what: 'tables', outcome: 'ok', sentence: 'Every table is there.' }
    : { what: 'tables', outcome: 'error', sentence: `Tables are missing: ${missing.join(', ')}.` }
}

function checkIndexes(db: Connection): DatabaseCheck {
  const leading = db.prepare<[string, string], number>(
    `SELECT count(*) FROM pragma_index_list(?) l
     WHERE (SELECT name FROM pragma_index_info(l.name) WHERE seqno = 0) = ?`,
  )
  const missing = INDEXES.filter(([table, column]) => leading.pluck().get(table, column) === 0)
  const names = missing.map(([table, column]) => `${table}(${column})`)
  return missing.length === 0
    ? { what: 'indexes', outcome: 'ok', sentence: 'Every index is there.' }
    : { what: 'indexes', outcome: 'error', sentence: `Indexes are missing: ${names.join(', ')}.` }
}

function checkForeignKeys(db: Connection): DatabaseCheck {
  const count = (db.pragma('foreign_key_check') as readonly unknown[]).length
  return count === 0
    ? { what: 'foreign keys', outcome: 'ok', sentence: 'Every foreign key leads somewhere.' }
    : {
        what: 'foreign keys',
        outcome: 'error',
        sentence: `${String(count)} foreign keys lead nowhere.`,
      }
}

function checkPages(db: Connection): DatabaseCheck {
  const answer = String(db.pragma('integrity_check(1)', { simple: true })).replaceAll('\n', ' ')
  return answer === 'ok'
    ? { what: 'integrity', outcome: 'ok', sentence: "SQLite's integrity check found nothing." }
    : { what: 'integrity', outcome: 'error', sentence: `The database is damaged: ${answer}.` }
}

function checkJson(db: Connection): DatabaseCheck {
  const count = DATASETS.reduce(
    (sum, dataset) =>
      sum +
      Number(
        db
          .prepare(`SELECT count(*) FROM main.${dataset} WHERE NOT json_valid(payload_json)`)
          .pluck()
          .get(),
      ),
    0,
  )
  return count === 0
    ? { what: 'JSON columns', outcome: 'ok', sentence: 'Every payload is JSON.' }
    : { what: 'JSON columns', outcome: 'error', sentence: `${String(count)} payloads are no JSON.` }
}
