import type { Handlers } from '#core/contract/index.ts'
import type { MergeOutcome, WaitingRecords } from '#core/contract/stores.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { countWaitingFiles, type WaitingCounts } from '../store/json-files/waiting-files.ts'
import { mergeBack, noDatabaseToMergeInto } from '../store/merge-back.ts'
import type { Store } from '../store/store.ts'

/** What the calls about the stores work with. */
export interface StoresParts {
  readonly store: Store
  readonly dataDir: string
  readonly clock: () => Date
  /** Tells every open view that records were added or replaced. */
  readonly merged: () => void
}

function waitingRecords(counts: WaitingCounts | null): WaitingRecords | null {
  if (counts === null) return null
  const { patterns, strip_families, joblog, runs, approvals, run_notes } = counts
  const others = approvals + run_notes + counts.settings + counts.store_events
  return { patterns, stripFamilies: strip_families, jobLog: joblog, runs, others }
}

function waitingIn({ store, dataDir }: StoresParts): Result<WaitingRecords | null, Problem> {
  if (store.backend === 'json-files') return success(null)
  try {
    return success(waitingRecords(countWaitingFiles(dataDir)))
  } catch (error) {
    return failure(fileProblem(error, 'read the record files in', dataDir))
  }
}

/** Answers the calls about where the records are kept. */
export function storesHandlers(parts: StoresParts): Handlers['stores'] {
  const { store, dataDir, clock, merged } = parts
  return {
    status: () => {
      const waiting = waitingIn(parts)
      if (!waiting.ok) return waiting
      const { backend, path, insteadOf } = store
      return success({
        backend,
        path,
        insteadOf:
          insteadOf === null ? null : { message: insteadOf.message, remedy: insteadOf.remedy },
        waiting: waiting.value,
        badFiles: store.badFiles().map((file) => `${file.path} ${file.why}.`),
      })
    },
    mergeBack: (): Result<MergeOutcome, Problem> => {
      if (store.backend === 'json-files') return failure(noDatabaseToMergeInto())
      const report = mergeBack({ dataDir, store, clock })
      if (!report.ok) return report
      merged()
      const { datasets, conflicts, badFiles, movedTo } = report.value
      return success({
        datasets: [...datasets],
        conflicts: [...conflicts],
        badFiles: [...badFiles],
        movedTo,
      })
    },
  }
}
