import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { MigrationProgress } from '#core/migration/outcome.ts'
import { openMigration } from '../../src-main/handlers/open-migration.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import type { EngineLink } from '../../src-main/machine/engine-link.ts'
import { migrationModulePath } from '../../src-main/migration/task-runner.ts'
import { openStore } from '../store/data-folder.ts'
import { emptyFolder, writeJsonFile } from './migration-bench.ts'

const SAMPLE = join(import.meta.dirname, 'sample')

/** The calls of an open workshop, with the real process behind them. */
async function openSuite() {
  const dataDir = emptyFolder()
  const store = await openStore(dataDir)
  const told: MigrationProgress[] = []
  const links: EngineLink[] = []
  const spawn = forkEngine(migrationModulePath())
  const suite = openMigration({
    ...{ store, dataDir, installDir: join(import.meta.dirname, '../..'), actor: 'ada' },
    spawnMigration: () => {
      const link = spawn()
      links.push(link)
      return link
    },
    clock: () => new Date(),
    newId: () => `task-${String(links.length)}`,
    log: () => undefined,
    recordsChanged: () => undefined,
    tell: (progress) => {
      told.push(progress)
    },
  })
  onTestFinished(suite.close)
  const ended = (kind: MigrationProgress['kind']) =>
    vi.waitUntil(() => told.find((one) => one.kind === kind && one.state !== 'running'), {
      timeout: 30_000,
    })
  return { ...suite, store, dataDir, told, links, ended }
}

function sourcesOf(fromDir: string) {
  return { patternsJson: null, joblogJson: null, stripfamJson: null, fromDir }
}

describe('the calls, with a process of their own', () => {
  test('import, report, status, snapshot, history, files', async () => {
    const { handlers, ended } = await openSuite()
    expect(await handlers.report({})).toMatchObject({ value: { generated_at: null, datasets: {} } })
    const chosen = await handlers.chooseSources(sourcesOf(SAMPLE))
    expect(chosen).toMatchObject({
      value: { problems: [], found: [{ fileCount: 1 }, { fileCount: 1 }, { fileCount: 1 }] },
    })
    expect((await handlers.migrate({ dryRun: false })).ok).toBe(true)
    expect(await ended('migrate')).toMatchObject({ state: 'finished', fraction: 1 })
    await ended('report')
    expect(await handlers.currentTask({})).toMatchObject({
      value: { outcome: { counts: { joblog: { inserted: 3 } } }, problem: null },
    })
    expect(await handlers.report({})).toMatchObject({
      value: { datasets: { joblog: { diff: { only_in_json_count: 0 } } } },
    })
    expect(await handlers.status({})).toMatchObject({
      value: {
        counts: { strip_families: 2, patterns: 2, joblog: 3, total: 7 },
        lastMigration: { kind: 'import', actor: 'ada' },
        validation: { status: 'ok' },
      },
    })
    expect(await handlers.snapshot({ folder: null })).toMatchObject({
      value: { result: { counts: { joblog: 3 } }, report: { skipped_count: 0 } },
    })
    const history = await handlers.history({ limit: 50 })
    if (!history.ok) throw new Error(history.error.message)
    // The process has the system's clock and this one noon of a fixed day, so the two may stand on different days.
    const events = history.value.days.flatMap((day) => day.events)
    expect(events.map(({ kind }) => kind).sort()).toEqual(['import', 'snapshot'])
    for (const { counts } of events) expect(counts).toMatchObject({ joblog: 3 })
    expect(await handlers.driftDiff({})).toMatchObject({
      value: { fileName: 'rmos-migration-drift.json' },
    })
    expect(await handlers.exportReport({ format: 'pdf' })).toMatchObject({
      value: { encoding: 'base64' },
    })
  })

  test('a killed process is told, and the database is as it was', async () => {
    const { handlers, ended, links, told, store } = await openSuite()
    const folder = emptyFolder()
    const records = Array.from({ length: 30_000 }, (_, n) => ({
      id: `j${String(n)}`,
      pad: 'x'.repeat(200),
    }))
    writeJsonFile(join(folder, 'joblog.json'), records)
    await handlers.chooseSources(sourcesOf(folder))
    await handlers.migrate({ dryRun: false })
    await vi.waitUntil(() => told.some(({ records: read }) => read > 0), { timeout: 30_000 })
    links[0]?.kill()
    expect(await ended('migrate')).toMatchObject({ state: 'failed' })
    expect(await handlers.currentTask({})).toMatchObject({
      value: {
        problem: { message: expect.stringContaining('ended before it was done') as string },
      },
    })
    const listed = store.jobLog.list({ limit: 1 })
    expect(listed).toEqual({ ok: true, value: [] })
  })

  test('cancelled it leaves nothing, and a second job at a time is refused', async () => {
    const { handlers, ended, told, store } = await openSuite()
    const folder = emptyFolder()
    const records = Array.from({ length: 60_000 }, (_, n) => ({
      id: `j${String(n)}`,
      pad: 'x'.repeat(200),
    }))
    writeJsonFile(join(folder, 'joblog.json'), records)
    await handlers.chooseSources(sourcesOf(folder))
    const started = await handlers.migrate({ dryRun: false })
    expect(await handlers.runReport({})).toMatchObject({ ok: false, error: { kind: 'busy' } })
    await vi.waitUntil(() => told.some(({ records: read }) => read > 0), { timeout: 30_000 })
    expect(await handlers.cancel({ taskId: started.ok ? started.value.taskId : '' })).toMatchObject(
      { ok: true },
    )
    expect(await ended('migrate')).toMatchObject({ state: 'cancelled' })
    expect(store.jobLog.list({ limit: 1 })).toEqual({ ok: true, value: [] })
    expect(await handlers.cancel({ taskId: 'task-1' })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    })
  })
})

test('guarded actions are refused by the setting that switches them off', async () => {
  const { handlers } = await openSuite()
  await handlers.chooseSources(sourcesOf(SAMPLE))
  vi.stubEnv('RMOS_ALLOW_REPORT_RUN', '0')
  vi.stubEnv('RMOS_ALLOW_FIX_ACTIONS', 'false')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
  expect(await handlers.guards({})).toMatchObject({
    value: { reportRun: { allowed: false }, fixActions: { allowed: false } },
  })
  const refused = (setting: string) => ({
    ok: false,
    error: { kind: 'blocked', message: expect.stringContaining(`${setting}=1`) as string },
  })
  expect(await handlers.runReport({})).toMatchObject(refused('RMOS_ALLOW_REPORT_RUN'))
  expect(await handlers.migrate({ dryRun: false })).toMatchObject(refused('RMOS_ALLOW_FIX_ACTIONS'))
  expect(await handlers.snapshot({ folder: null })).toMatchObject(refused('RMOS_ALLOW_FIX_ACTIONS'))
  const choices = [{ dataset: 'joblog' as const, id: 'a', keep: 'json' as const }]
  expect(await handlers.resolveConflicts({ choices })).toMatchObject(
    refused('RMOS_ALLOW_FIX_ACTIONS'),
  )
})

test('folders can be looked through for JSON', async () => {
  const { handlers } = await openSuite()
  const looked = await handlers.browse({ folder: SAMPLE })
  expect(looked).toMatchObject({
    value: {
      parent: import.meta.dirname,
      entries: [
        { name: 'joblog.jsonl', kind: 'json' },
        { name: 'patterns.json', kind: 'json' },
        { name: 'strip_families.json', kind: 'json' },
      ],
    },
  })
  expect(await handlers.browse({ folder: '/nowhere' })).toMatchObject({
    ok: false,
    error: { kind: 'storage' },
  })
})
