import { create } from 'zustand'
import type { Problem } from '#core/contract/problem.ts'
import type { MigrationTaskKind } from '#core/migration/outcome.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import { STRICT_THRESHOLDS } from '#core/migration/verdict.ts'
import { onEvent, rmos } from '../../client.ts'
import { loaded, readyValue } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { follow } from './migration.follow.ts'
import {
  type GetMigration,
  type MigrationState,
  type NewResult,
  type SetMigration,
  told,
} from './migration.state.ts'

const FIRST_HISTORY = 20
const MOST_HISTORY = 500

function readingActions(
  set: SetMigration,
  get: GetMigration,
): Pick<MigrationState, 'load' | 'loadAround' | 'showMoreHistory'> {
  const loadReport = async () => {
    if (get().report.state !== 'ready') set({ report: { state: 'loading' } })
    set({ report: loaded(await settle(rmos.migration.report({}))) })
  }
  const loadSources = async () => {
    set({ sources: loaded(await settle(rmos.migration.sources({}))) })
  }
  const loadTask = async () => {
    const task = await settle(rmos.migration.currentTask({}))
    if (!task.ok || task.value === null) return
    const { progress } = task.value
    set({ progress: progress.state === 'running' ? progress : null })
  }
  const loadAround = async () => {
    const limit = get().historyLimit
    const [status, history] = await Promise.all([
      settle(rmos.migration.status({})),
      settle(rmos.migration.history({ limit })),
    ])
    set({ status: loaded(status), history: loaded(history) })
  }
  return {
    load: async () => {
      const guards = settle(rmos.migration.guards({}))
      await Promise.all([loadReport(), loadSources(), loadTask(), loadAround()])
      const read = await guards
      set({ guards: read.ok ? read.value : null })
    },
    loadAround,
    showMoreHistory: async () => {
      set({ historyLimit: Math.min(MOST_HISTORY, get().historyLimit * 5) })
      await loadAround()
    },
  }
}

function choosingActions(
  set: SetMigration,
  get: GetMigration,
): Pick<MigrationState, 'setThreshold' | 'setStrict' | 'chooseSources'> {
  return {
    setThreshold: (threshold, limit) => {
      set(({ thresholds }) => ({ thresholds: { ...thresholds, [threshold]: limit } }))
    },
    setStrict: () => {
      set({ thresholds: STRICT_THRESHOLDS })
    },
    chooseSources: async (change) => {
      const before = readyValue(get().sources)
      if (before === null) return
      const asked = { ...before.sources, ...change }
      const chosen = await settle(rmos.migration.chooseSources(asked))
      set({ sources: loaded(chosen), look: null })
    },
  }
}

/** Takes the report that came with an answer and says what was done; a snapshot is the source from then on. */
async function takeReport(
  set: SetMigration,
  get: GetMigration,
  { report, result }: { readonly report: MigrationReport; readonly result: NewResult },
): Promise<void> {
  set({
    report: { state: 'ready', value: report },
    progress: null,
    cancelling: false,
    look: null,
  })
  told(set, result)
  const [sources] = await Promise.all([settle(rmos.migration.sources({})), get().loadAround()])
  set({ sources: loaded(sources) })
}

/** Says what went wrong, or that the person called the job off. */
function toldRefusal(
  set: SetMigration,
  get: GetMigration,
  { problem, task }: { readonly problem: Problem; readonly task: MigrationTaskKind },
): void {
  const cancelled = get().cancelling
  set({ progress: null, cancelling: false })
  told(set, cancelled ? { kind: 'cancelled', task } : { kind: 'failed', problem })
}

function reportActions(
  set: SetMigration,
  get: GetMigration,
): Pick<MigrationState, 'compare' | 'snapshot' | 'resolve'> {
  const refused = (problem: Problem, task: MigrationTaskKind) => {
    toldRefusal(set, get, { problem, task })
    return false
  }
  return {
    compare: async () => {
      const made = await settle(rmos.migration.runReport({}))
      if (!made.ok) refused(made.error, 'report')
      else await takeReport(set, get, { report: made.value, result: { kind: 'report' } })
    },
    snapshot: async (folder) => {
      const written = await settle(rmos.migration.snapshot({ folder }))
      if (!written.ok) refused(written.error, 'snapshot')
      else {
        const { report, result } = written.value
        await takeReport(set, get, { report, result: { kind: 'snapshot', outcome: result } })
      }
    },
    resolve: async (choices) => {
      const done = await settle(rmos.migration.resolveConflicts({ choices: [...choices] }))
      if (!done.ok) return refused(done.error, 'resolve')
      const { report, result } = done.value
      await takeReport(set, get, { report, result: { kind: 'resolve', outcome: result } })
      return true
    },
  }
}

function jobActions(
  set: SetMigration,
  get: GetMigration,
): Pick<MigrationState, 'migrate' | 'cancel' | 'follow'> {
  return {
    migrate: async (dryRun) => {
      set({ runningDry: dryRun, cancelling: false })
      const started = await settle(rmos.migration.migrate({ dryRun }))
      if (!started.ok) toldRefusal(set, get, { problem: started.error, task: 'migrate' })
    },
    cancel: async () => {
      const { progress } = get()
      if (progress === null) return
      set({ cancelling: true })
      const asked = await settle(rmos.migration.cancel({ taskId: progress.taskId }))
      if (!asked.ok) {
        set({ cancelling: false })
        told(set, { kind: 'failed', problem: asked.error })
      }
    },
    follow: (progress) => {
      follow(set, get, progress)
    },
  }
}

function filingActions(set: SetMigration): Pick<MigrationState, 'driftDiff' | 'exportReport'> {
  return {
    driftDiff: async () => {
      const made = await settle(rmos.migration.driftDiff({}))
      if (!made.ok) {
        told(set, { kind: 'failed', problem: made.error })
        return null
      }
      told(set, { kind: 'diff', fileName: made.value.fileName })
      return made.value
    },
    exportReport: async (format) => {
      const made = await settle(rmos.migration.exportReport({ format }))
      if (made.ok) return made.value
      told(set, { kind: 'failed', problem: made.error })
      return null
    },
  }
}

/** The comparison of JSON and database, and what is done about it; the truth lives in main. */
export const useMigration = create<MigrationState>()((set, get) => ({
  nowMs: Date.now(),
  report: { state: 'idle' },
  thresholds: STRICT_THRESHOLDS,
  guards: null,
  sources: { state: 'idle' },
  status: { state: 'idle' },
  history: { state: 'idle' },
  historyLimit: FIRST_HISTORY,
  progress: null,
  runningDry: false,
  cancelling: false,
  imported: false,
  look: null,
  results: [],
  ...readingActions(set, get),
  ...choosingActions(set, get),
  ...reportActions(set, get),
  ...jobActions(set, get),
  ...filingActions(set),
}))

/** Follows the jobs in main until the returned function is called. */
export function followMigration(): () => void {
  return onEvent('migration.progress', (progress) => {
    useMigration.getState().follow(progress)
  })
}
