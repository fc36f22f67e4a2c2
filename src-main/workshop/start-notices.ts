import type { Problem } from '#core/contract/problem.ts'
import { success, type Result } from '#core/outcome/result.ts'
import type { RunStore } from '../runs/run-store.ts'
import type { Store } from '../store/store.ts'

/** Records a restore that an interruption had cut short and this start has finished. */
export function restoreNotices(source: string | null, { storeEvents }: Store): readonly string[] {
  if (source === null) return []
  const kept = storeEvents.append({ kind: 'restore', payload: { path: source, interrupted: true } })
  const notice = `A restore that was interrupted was finished: ${source}.`
  return kept.ok ? [notice] : [notice, kept.error.message]
}

/** Sweeps what the last end of the program left behind, and says what was found. */
export async function sweepNotices(
  runStore: RunStore,
): Promise<Result<readonly string[], Problem>> {
  const swept = await runStore.sweep()
  if (!swept.ok) return swept
  const { quarantined, missing, interrupted } = swept.value
  return success([
    ...(quarantined.length === 0
      ? []
      : [`${String(quarantined.length)} unfinished files were moved to the quarantine folder.`]),
    ...missing.map(
      ({ runId, artifactPath }) => `Run ${runId} is missing its file ${artifactPath}.`,
    ),
    ...(interrupted.length === 0
      ? []
      : [`${String(interrupted.length)} sends were interrupted when the program last ended.`]),
  ])
}
