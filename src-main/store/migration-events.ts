import type { Problem } from '#core/contract/problem.ts'
import { failure } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { openForReading } from './connection.ts'
import { guardFor } from './database-problem.ts'
import { inspectDatabase } from './identity.ts'
import { noDatabase, openTargetForWriting, recordEvent, targetProblem } from './migration-target.ts'
import type { TargetPlace } from './migration-target.ts'
import { createStoreEvents } from './store-events.repository.ts'
import type { StoreEvents } from './store-events.repository.ts'

/** The history of a database that is opened for each look and not changed. */
export function eventsOf({ path, clock }: TargetPlace): Pick<StoreEvents, 'list'> {
  return {
    list: (query) => {
      const standing = inspectDatabase(path)
      if (!standing.ok) return standing
      if (standing.value === null) return failure(noDatabase(path))
      const opened = openForReading(path)
      if (!opened.ok) return opened
      const db = opened.value
      try {
        const nowUtc = () => clock().toISOString()
        return createStoreEvents({ db, guard: guardFor(db, path), nowUtc }).list(query)
      } catch (error) {
        return failure(targetProblem(error, path))
      } finally {
        db.close()
      }
    },
  }
}

/** Adds a snapshot to the history of the database it was taken of. */
export async function recordSnapshot(
  place: TargetPlace,
  payload: Readonly<Record<string, unknown>>,
): Promise<Result<unknown, Problem>> {
  const opened = await openTargetForWriting(place)
  if (!opened.ok) return opened
  try {
    return recordEvent(opened.value, place, { kind: 'snapshot', payload })
  } finally {
    opened.value.db.close()
  }
}
