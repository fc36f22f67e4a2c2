import type { Problem } from '#core/contract/problem.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import type { z } from 'zod'
import type { Store } from '../store/store.ts'
import { problem } from '../workshop/problems.ts'

/** One value of the machine room, kept under its name in the store's settings. */
export interface KeptValue<T> {
  readonly read: () => Result<T, Problem>
  readonly write: (value: T) => Result<void, Problem>
}

/** A kept value with its schema; what no longer fits the schema is a problem, never written over. */
export function keptValue<T>(
  store: Store,
  name: string,
  schema: z.ZodType<T>,
  empty: T,
): KeptValue<T> {
  const key = `machineRoom.${name}`
  return {
    read: () => {
      const all = store.settings.readAll()
      if (!all.ok) return all
      const raw = all.value[key]
      if (raw === undefined || raw === null) return success(empty)
      const parsed = schema.safeParse(raw)
      if (parsed.success) return success(parsed.data)
      return failure(
        problem(
          'invalid-data',
          `What is kept as ${key} in ${store.path} is not what this program wrote.`,
          'It may come from a newer RMOS: update, or restore a backup.',
        ),
      )
    },
    write: (value) => store.settings.write({ [key]: value }),
  }
}
