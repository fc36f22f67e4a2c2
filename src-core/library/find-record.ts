/** The record of an id; null when there is none. */
export function findRecord<T extends { readonly id: string }>(
  records: readonly T[],
  id: string,
): T | null {
  return records.find((record) => record.id === id) ?? null
}
