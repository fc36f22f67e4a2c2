import type { Problem } from '#core/contract/problem.ts'
import { DATASETS } from '#core/migration/dataset.ts'
import { success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { Store } from '../store/store.ts'
import type { Decisions, TaskResults } from './task.ts'

const KEY = 'migrationDecisions'

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Which JSON content a person decided not to take. It is remembered by its hash, so that the record
 * comes up again as soon as the JSON says something new.
 */
export function decisionsIn({ settings }: Store): Result<Decisions, Problem> {
  const kept = settings.readAll()
  if (!kept.ok) return kept
  const all = kept.value[KEY]
  if (!isRecord(all)) return success({})
  return success(
    Object.fromEntries(
      DATASETS.map((dataset) => {
        const decided = all[dataset]
        const hashes = isRecord(decided) ? Object.entries(decided) : []
        const sound = hashes.filter(
          (entry): entry is [string, string] => typeof entry[1] === 'string',
        )
        return [dataset, Object.fromEntries(sound)]
      }),
    ),
  )
}

/** Remembers what was decided: keeping the database's content adds, taking the JSON's removes. */
export function rememberChoices(
  store: Store,
  decided: TaskResults['resolve']['decided'],
): Result<void, Problem> {
  const before = decisionsIn(store)
  if (!before.ok) return before
  const after = Object.fromEntries(
    DATASETS.map((dataset) => {
      const hashes = new Map(Object.entries(before.value[dataset] ?? {}))
      for (const { id, keep, sha256 } of decided.filter((one) => one.dataset === dataset)) {
        if (keep === 'sqlite') hashes.set(id, sha256)
        else hashes.delete(id)
      }
      return [dataset, Object.fromEntries(hashes)]
    }),
  )
  return store.settings.write({ [KEY]: after })
}
