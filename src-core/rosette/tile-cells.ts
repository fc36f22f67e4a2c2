import { TURN_RAD } from '../units/angle.ts'
import { annulusPath, FIRST_JOINT_RAD, pathNumber, pathPoint } from './draw-rosette-path.ts'
import type { TileRing } from './plan.schema.ts'

/** A ring of tiles whose picture is known. */
export type PicturedRing = TileRing & { readonly pattern: NonNullable<TileRing['pattern']> }

/** True when the ring's tiles have a picture. */
export function isPictured(ring: TileRing): ring is PicturedRing {
  return ring.pattern !== null
}

function reversed(letters: string): string {
  return Array.from(letters).toReversed().join('')
}

/** True for the tiles that are not laid as the log gives them: every other one of a book or inverted ring. */
export function isTurnedTile(assembly: TileRing['assembly'], tile: number): boolean {
  return assembly !== 'slip' && tile % 2 === 1
}

/**
 * The rows of one tile as it lies in the ring, innermost first, columns counterclockwise. Laid as book,
 * every other tile is turned over, which mirrors its columns; laid inverted, it is turned end for end,
 * half a turn with the same face up.
 */
export function tileRows({ pattern, assembly }: PicturedRing, tile: number): readonly string[] {
  if (!isTurnedTile(assembly, tile)) return pattern.rows
  const mirrored = pattern.rows.map(reversed)
  return assembly === 'book' ? mirrored : mirrored.toReversed()
}

/** The colour of each letter of the ring's palette. */
export function paletteColours({ pattern }: PicturedRing): ReadonlyMap<string, string> {
  return new Map(pattern.palette.map(({ key, colour }) => [key, colour]))
}

/**
 * Edges of the rows, mm from the centre, innermost first: rows are as thick as their thickest veneer,
 * all of them stretched together to the width of the ring.
 */
export function rowEdgesMm({ pattern, innerRadiusMm, outerRadiusMm }: PicturedRing): number[] {
  const thickness = new Map(pattern.palette.map(({ key, thicknessMm }) => [key, thicknessMm]))
  const heights = pattern.rows.map((row) =>
    Math.max(...Array.from(row, (letter) => thickness.get(letter) ?? 0)),
  )
  const total = heights.reduce((sum, height) => sum + height, 0)
  const scale = (outerRadiusMm - innerRadiusMm) / total
  const edges = [innerRadiusMm]
  let summed = 0
  for (const height of heights) {
    summed += height
    edges.push(innerRadiusMm + summed * scale)
  }
  edges[edges.length - 1] = outerRadiusMm
  return edges
}

/** A stretch of one row in one colour. */
export interface CellRun {
  readonly row: number
  /** Columns from and to (not included), counted from the first joint. */
  readonly fromColumn: number
  readonly toColumn: number
  readonly letter: string
}

/** Merges equal neighbours of every row into runs. */
export function cellRuns(rows: readonly string[]): readonly CellRun[] {
  return rows.flatMap((letters, row) => {
    const runs: CellRun[] = []
    let fromColumn = 0
    for (let column = 1; column <= letters.length; column += 1) {
      if (column < letters.length && letters[column] === letters[fromColumn]) continue
      runs.push({ row, fromColumn, toColumn: column, letter: letters.charAt(fromColumn) })
      fromColumn = column
    }
    return runs
  })
}

/** The letter that covers most cells; it can be laid under all the others. */
export function commonestLetter({ pattern }: PicturedRing): string {
  const counts = new Map<string, number>()
  for (const letter of pattern.rows.join('')) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  let best = pattern.palette[0]?.key ?? ''
  for (const [letter, count] of counts) if (count > (counts.get(best) ?? 0)) best = letter
  return best
}

/** One colour of a picture and everything that has it. */
export interface Fill {
  readonly colour: string
  /** SVG path, mm, y up; fill it with the even-odd rule. */
  readonly path: string
}

/** Paths of runs by colour: every run a piece of a ring with true arcs. Points are worked out once. */
function fillsOf(ring: PicturedRing, runs: readonly CellRun[]): readonly Fill[] {
  const colours = paletteColours(ring)
  const edges = rowEdgesMm(ring)
  const radii = edges.map(pathNumber)
  const columnRad = TURN_RAD / (ring.tileCount * ring.columns)
  const known: string[][] = edges.map(() => [])
  const point = (edge: number, column: number) =>
    ((known[edge] ??= [])[column] ??= pathPoint(
      edges[edge] ?? 0,
      FIRST_JOINT_RAD + column * columnRad,
    ))
  const parts = new Map<string, string[]>()
  for (const { row, fromColumn, toColumn, letter } of runs) {
    const colour = colours.get(letter) ?? ''
    const inner = radii[row] ?? ''
    const outer = radii[row + 1] ?? ''
    const large = (toColumn - fromColumn) * columnRad > Math.PI ? '1' : '0'
    const path = parts.get(colour) ?? []
    if (path.length === 0) parts.set(colour, path)
    path.push(
      `M${point(row, fromColumn)}L${point(row + 1, fromColumn)}A${outer} ${outer} 0 ${large} 1 ${point(row + 1, toColumn)}L${point(row, toColumn)}A${inner} ${inner} 0 ${large} 0 ${point(row, fromColumn)}Z`,
    )
  }
  return [...parts].map(([colour, path]) => ({ colour, path: path.join('') }))
}

/** One tile at the first joint, without the commonest colour, which lies under it. */
export function tileFills(ring: PicturedRing, tile: number): readonly Fill[] {
  const ground = commonestLetter(ring)
  return fillsOf(
    ring,
    cellRuns(tileRows(ring, tile)).filter(({ letter }) => letter !== ground),
  )
}

/**
 * The whole ring without its commonest colour: neighbouring cells of one colour are one piece, across the
 * joints between tiles too, and a row of one colour is a full ring.
 */
export function ringFills(ring: PicturedRing): readonly Fill[] {
  const ground = commonestLetter(ring)
  const colours = paletteColours(ring)
  const tiles = [tileRows(ring, 0), tileRows(ring, 1)] as const
  const rows = ring.pattern.rows.map((_, row) =>
    Array.from({ length: ring.tileCount }, (_, tile) => tiles[tile % 2 === 0 ? 0 : 1][row]).join(
      '',
    ),
  )
  const columns = ring.tileCount * ring.columns
  const runs = cellRuns(rows).filter(({ letter }) => letter !== ground)
  const pieces = fillsOf(
    ring,
    runs.filter(({ fromColumn, toColumn }) => toColumn - fromColumn < columns),
  )
  const edges = rowEdgesMm(ring)
  const whole = runs
    .filter(({ fromColumn, toColumn }) => toColumn - fromColumn === columns)
    .map(({ row, letter }) => ({
      colour: colours.get(letter) ?? '',
      path: annulusPath(edges[row] ?? 0, edges[row + 1] ?? 0),
    }))
  return [...whole, ...pieces]
}
