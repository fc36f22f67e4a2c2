import type { ProgramFacts } from './program-facts.ts'

/** How the outline is traced. */
export interface TraceOrder {
  readonly heightZMm: number
  readonly feedMmPerMin: number
}

/**
 * A program that goes round the program's box at one height with the spindle off: up first, then the
 * four sides at a feed, back to the first corner. Null when the program names no X or Y.
 */
export function outlineTrace(facts: ProgramFacts, order: TraceOrder): string | null {
  const [x, y] = facts.boundsMm
  if (x === null || y === null) return null
  const system = `G${String(54 + (facts.systems[0] ?? 0))}`
  const at = (xMm: number, yMm: number) => `X${xMm.toFixed(3)}Y${yMm.toFixed(3)}`
  return [
    `G21G90G94G17${system}`,
    'M5',
    `G0Z${order.heightZMm.toFixed(3)}`,
    `G0${at(x[0], y[0])}`,
    `G1${at(x[1], y[0])}F${String(order.feedMmPerMin)}`,
    `G1${at(x[1], y[1])}`,
    `G1${at(x[0], y[1])}`,
    `G1${at(x[0], y[0])}`,
    'G4P0.1',
    '',
  ].join('\n')
}
