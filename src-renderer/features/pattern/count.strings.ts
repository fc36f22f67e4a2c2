/** A count with its noun: `1 row`, `2 rows`. */
export function count(number: number, one: string, many: string): string {
  return `${String(number)} ${number === 1 ? one : many}`
}
