import type { Problem } from '#core/contract/problem.ts'

/** Old records may hold a number (an epoch) or a list where text belongs: the column keeps it as text. */
export function columnText(value: unknown): string | null {
  if (value === undefined || value === null) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The problem of an id no record of this table has. */
export function recordNotFound(table: string, id: string): Problem {
  return {
    kind: 'not-found',
    message: `There is no record ${id} in ${table}.`,
    remedy: '',
    requestId: '',
  }
}
