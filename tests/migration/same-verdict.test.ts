import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import type { Handlers } from '#core/contract/index.ts'
import { DATASETS } from '#core/migration/dataset.ts'
import type { Dataset } from '#core/migration/dataset.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import { judgeReport } from '#core/migration/verdict.ts'
import type { AuditThresholds, Verdict } from '#core/migration/verdict.ts'
import type { CommandContext } from '../../src-main/cli/command.ts'
import { storeAudit } from '../../src-main/cli/store-report.ts'
import { openMigration } from '../../src-main/handlers/open-migration.ts'
import type { Store } from '../../src-main/store/store.ts'
import { openStore } from '../store/data-folder.ts'
import { emptyFolder } from './migration-bench.ts'

const INSTALL_DIR = join(import.meta.dirname, '../..')
const IDS = ['a', 'b', 'c', 'd']

const lane = fc.constantFrom('safe', 'tuned_v1', '', undefined)
const jsonRecord = fc.record({ id: fc.constantFrom(...IDS, '', undefined), lane, v: fc.nat(2) })
const jsonEntry = fc.oneof(
  { weight: 9, arbitrary: jsonRecord },
  { weight: 1, arbitrary: fc.constantFrom(7, null, 'x') },
)
const side = fc.record({
  json: fc.array(jsonEntry, { maxLength: 5 }),
  database: fc.uniqueArray(fc.record({ id: fc.constantFrom(...IDS), lane, v: fc.nat(2) }), {
    selector: ({ id }) => id,
    maxLength: 4,
  }),
})
const limit = fc.nat(3)
const thresholds = fc.record({
  maxOnlyInJson: limit,
  maxOnlyInSqlite: limit,
  maxMissingIds: limit,
  maxDuplicateIds: limit,
})
const pair = fc.record({ strip_families: side, patterns: side, joblog: side, thresholds })
type Pair = typeof pair extends fc.Arbitrary<infer T> ? T : never

/** Puts both sides of a pair in place. */
function arrange(store: Store, folder: string, sides: Pair): void {
  const tables = {
    strip_families: store.stripFamilies,
    patterns: store.patterns,
    joblog: store.jobLog,
  }
  const done = store.transact(() => {
    for (const dataset of DATASETS) {
      for (const id of IDS) tables[dataset].remove(id)
      for (const record of sides[dataset].database) tables[dataset].upsert(record)
    }
    return { ok: true, value: undefined }
  })
  expect(done.ok).toBe(true)
  for (const dataset of DATASETS) {
    writeFileSync(join(folder, `${dataset}.json`), JSON.stringify(sides[dataset].json))
  }
}

/** The audit command, run as the command line runs it. */
async function auditByCommand(dataDir: string, json: string, limits: AuditThresholds) {
  let told = ''
  const context: CommandContext = {
    ...{ json: true, interactive: false, dataDir, installDir: INSTALL_DIR },
    writeResult: (text) => {
      told += text
    },
    writeNote: () => undefined,
    database: { databasePath: join(dataDir, 'rmos.db'), isSqliteDisabled: false },
    interrupted: new AbortController().signal,
  }
  const values = {
    ...{ 'from-dir': json, out: join(dataDir, 'audit'), format: 'json' },
    'max-only-in-json': String(limits.maxOnlyInJson),
    'max-only-in-sqlite': String(limits.maxOnlyInSqlite),
    'max-missing-ids': String(limits.maxMissingIds),
    'max-duplicate-ids': String(limits.maxDuplicateIds),
  }
  const exit = await storeAudit.run({ values, positionals: [] }, context)
  return { exit, document: JSON.parse(told) as Verdict & Pick<MigrationReport, 'datasets'> }
}

/** What the pair is by its definition, worked out without the program. */
function passesByHand(sides: Pair): boolean {
  return DATASETS.every((dataset: Dataset) => {
    const { json, database } = sides[dataset]
    const ids = json.flatMap((entry) => (typeof entry === 'object' && entry?.id ? [entry.id] : []))
    const kept = new Set(database.map(({ id }) => id))
    const own = new Set(ids)
    const { maxOnlyInJson, maxOnlyInSqlite, maxMissingIds, maxDuplicateIds } = sides.thresholds
    return (
      [...own].filter((id) => !kept.has(id)).length <= maxOnlyInJson &&
      [...kept].filter((id) => !own.has(id)).length <= maxOnlyInSqlite &&
      json.length - ids.length <= maxMissingIds &&
      ids.length - own.size <= maxDuplicateIds
    )
  })
}

test('command and dashboard judge 1000 pairs of datasets alike, and rightly', async () => {
  const dataDir = emptyFolder()
  const json = emptyFolder()
  const store = await openStore(dataDir)
  const { handlers, close } = openMigration({
    ...{ store, dataDir, installDir: INSTALL_DIR, actor: 'ada' },
    clock: () => new Date(),
    newId: () => 'task-1',
    log: () => undefined,
    recordsChanged: () => undefined,
    tell: () => undefined,
  })
  onTestFinished(close)
  const sources = { patternsJson: null, joblogJson: null, stripfamJson: null, fromDir: json }
  expect((await handlers.chooseSources(sources)).ok).toBe(true)
  const outcomes = new Set<string>()
  await fc.assert(
    fc.asyncProperty(pair, async (sides) => {
      arrange(store, json, sides)
      const byCommand = await auditByCommand(dataDir, json, sides.thresholds)
      const report = await reportByDashboard(handlers)
      const verdict = judgeReport(report, sides.thresholds)
      const { outcome, exceeded, failedChecks, notes } = byCommand.document
      expect({ outcome, exceeded, failedChecks, notes }).toEqual(verdict)
      expect(byCommand.document.datasets).toEqual(report.datasets)
      expect(verdict.outcome).toBe(passesByHand(sides) ? 'PASS' : 'FAIL')
      expect(byCommand.exit).toBe(verdict.outcome === 'PASS' ? 0 : 2)
      outcomes.add(verdict.outcome)
    }),
    { numRuns: 1000 },
  )
  expect([...outcomes].sort()).toEqual(['FAIL', 'PASS'])
}, 300_000)

async function reportByDashboard(handlers: Handlers['migration']): Promise<MigrationReport> {
  const ran = await handlers.runReport({})
  if (!ran.ok) throw new Error(ran.error.message)
  const latest = await handlers.report({})
  expect(latest).toEqual(ran)
  return ran.value
}
