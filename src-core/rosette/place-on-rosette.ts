import type { Point2 } from '../geometry/point.ts'
import { TURN_RAD } from '../units/angle.ts'
import { FIRST_JOINT_RAD, type Sector } from './draw-rosette-path.ts'
import type { Plan, TileRing } from './plan.schema.ts'
import { isPictured, isTurnedTile, rowEdgesMm } from './tile-cells.ts'

/** What of a rosette lies at a point: the ring, and in a ring of tiles the tile and the cell of its picture. */
export interface RosettePlace {
  readonly ringId: string
  /** From the joint under the fingerboard, counterclockwise. */
  readonly tile: number | null
  /** Column and row of the tile's pattern, whichever way the tile is laid. */
  readonly column: number | null
  readonly row: number | null
}

/** Radii between which the rows of a ring of tiles lie; the whole ring is one row where it has no picture. */
function edgesOf(ring: TileRing): readonly number[] {
  return isPictured(ring) ? rowEdgesMm(ring) : [ring.innerRadiusMm, ring.outerRadiusMm]
}

/** A place in the ring as one in the pattern and back: turning a tile is its own inverse. */
function turned(ring: TileRing, tile: number, column: number, row: number): [number, number] {
  if (!isTurnedTile(ring.assembly, tile)) return [column, row]
  const lastRow = edgesOf(ring).length - 2
  return [ring.columns - 1 - column, ring.assembly === 'inversion' ? lastRow - row : row]
}

/** The place at a point of the soundboard; null outside all rings. */
export function placeAt(plan: Pick<Plan, 'rings'>, { xMm, yMm }: Point2): RosettePlace | null {
  const radiusMm = Math.hypot(xMm, yMm)
  const ring = plan.rings.find(
    ({ innerRadiusMm, outerRadiusMm }) => radiusMm >= innerRadiusMm && radiusMm <= outerRadiusMm,
  )
  if (ring === undefined) return null
  if (ring.kind !== 'tile') return { ringId: ring.id, tile: null, column: null, row: null }
  const fromJoint = (Math.atan2(yMm, xMm) - FIRST_JOINT_RAD + 2 * TURN_RAD) % TURN_RAD
  const slots = ring.tileCount * ring.columns
  const slot = Math.min(slots - 1, Math.floor((fromJoint / TURN_RAD) * slots))
  const tile = Math.floor(slot / ring.columns)
  const edges = edgesOf(ring)
  const row = Math.max(0, edges.findIndex((edge) => edge > radiusMm) - 1)
  const rowInRing = radiusMm >= (edges.at(-1) ?? 0) ? edges.length - 2 : row
  const [column, patternRow] = turned(ring, tile, slot % ring.columns, rowInRing)
  return { ringId: ring.id, tile, column, row: isPictured(ring) ? patternRow : null }
}

/**
 * The pieces of a ring that a place names: the ring's tile, or where no tile is named that column or
 * cell in every tile. Empty when the place is of another ring or names the whole ring.
 */
export function sectorsOf(ring: TileRing, place: RosettePlace): readonly Sector[] {
  const { tile, column, row } = place
  if (place.ringId !== ring.id || (tile === null && column === null && row === null)) return []
  const edges = edgesOf(ring)
  const tiles = tile === null ? Array.from({ length: ring.tileCount }, (_, index) => index) : [tile]
  const columnRad = TURN_RAD / (ring.tileCount * ring.columns)
  return tiles.map((index) => {
    const [columnInRing, rowInRing] = turned(ring, index, column ?? 0, row ?? 0)
    const first = index * ring.columns + (column === null ? 0 : columnInRing)
    const count = column === null ? ring.columns : 1
    const fromRad = FIRST_JOINT_RAD + first * columnRad
    return {
      innerRadiusMm: row === null ? ring.innerRadiusMm : (edges[rowInRing] ?? ring.innerRadiusMm),
      outerRadiusMm:
        row === null ? ring.outerRadiusMm : (edges[rowInRing + 1] ?? ring.outerRadiusMm),
      fromRad,
      toRad: fromRad + count * columnRad,
    }
  })
}
