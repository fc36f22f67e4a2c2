import { annulusWidthMm } from '../geometry/annulus.ts'
import { degFromRad } from '../units/angle.ts'
import type { Plan, TileRing } from '../rosette/plan.schema.ts'
import type { TileSolution } from '../rosette/routes/tile-route.ts'
import { solveRosette } from '../rosette/solve-rosette.ts'
import { type Jig, type JigFigure, type JigPart, lineShape, polygonShape } from './jig.ts'
import type { JigRefusal } from './slicing-box.ts'

/** Wood of the sled under the lower edge, and beside the strip, mm. */
const BED_MM = 12
const FENCE_MM = 6
const SLED_MARGIN_MM = 8

/** What is planed, and by how much. */
interface Taper {
  readonly perColumn: boolean
  readonly riseMm: number
  readonly angleDeg: number
  readonly heightMm: number
}

function taperOf(ring: TileRing, tiles: TileSolution): Taper {
  const way = tiles.chosenTaper.taper
  const heightMm = annulusWidthMm(ring)
  // a whole log is planed on both faces, half of the taper on each
  const riseMm = way === 'column' ? tiles.columnTaperMm : tiles.taperMm / 2
  const angleDeg = degFromRad(Math.atan(riseMm / heightMm))
  return { perColumn: way === 'column', riseMm, angleDeg, heightMm }
}

function endOfSled({ riseMm, angleDeg, heightMm }: Taper): JigPart {
  const left = FENCE_MM
  const right = FENCE_MM + heightMm
  const width = right + SLED_MARGIN_MM
  return {
    name: 'End of the sled',
    shapes: [
      polygonShape('CUT', [
        { xMm: 0, yMm: 0 },
        { xMm: width, yMm: 0 },
        { xMm: width, yMm: BED_MM + riseMm },
        { xMm: right, yMm: BED_MM + riseMm },
        { xMm: left, yMm: BED_MM },
        { xMm: left, yMm: BED_MM + 1 },
        { xMm: 0, yMm: BED_MM + 1 },
      ]),
      lineShape('ENGRAVE', { xMm: left, yMm: 0 }, { xMm: left, yMm: BED_MM }),
      lineShape('ENGRAVE', { xMm: right, yMm: 0 }, { xMm: right, yMm: BED_MM + riseMm }),
    ],
    labels: [
      { at: { xMm: 1, yMm: -6 }, heightMm: 4, text: `rise ${riseMm.toFixed(3)}` },
      { at: { xMm: 1, yMm: -12 }, heightMm: 4, text: `${angleDeg.toFixed(4)} degrees` },
    ],
  }
}

function figuresOf(tiles: TileSolution, taper: Taper): readonly JigFigure[] {
  const { perColumn } = taper
  const mm = (name: string, value: number): JigFigure => ({ name, value, unit: 'mm' })
  return [
    { name: 'Angle', value: taper.angleDeg, unit: 'degrees' },
    mm('Rise over the strip', taper.riseMm),
    mm('Strip height', taper.heightMm),
    mm('Width at the outer edge', perColumn ? tiles.columnOuterWidthMm : tiles.outerWidthMm),
    mm('Width at the inner edge', perColumn ? tiles.columnInnerWidthMm : tiles.innerWidthMm),
    // the plates are the log and 10 mm at each end
    ...(tiles.log === null ? [] : [mm('Sled length at least', tiles.log.lengthMm + 20)]),
  ]
}

/**
 * J3: the sled that tapers strips on a thickness sander or a planing board. Seen from its end: a bed as
 * wide as the strip is high, rising by the taper, so that what is taken off leaves the outer width at
 * one edge and the inner width at the other. Rise = outer width − inner width of what is tapered (a
 * column, or half of it on each face of the whole log); angle = atan(rise / h).
 */
export function taperSled(plan: Plan, ring: TileRing): Jig | JigRefusal {
  const tiles = solveRosette(plan).rings.find((solved) => solved.ring.id === ring.id)?.tiles
  if (tiles == null) return { reason: `"${ring.name}" has no tiles` }
  const taper = taperOf(ring, tiles)
  return {
    id: `taper-sled-${ring.id}`,
    title: `Taper sled for ${ring.name}`,
    parts: [endOfSled(taper)],
    figures: figuresOf(tiles, taper),
    notes: [
      taper.perColumn
        ? 'Each column strip lies with its inner edge on the high side.'
        : 'Plane one face of the log, turn it over end for end, plane the other.',
    ],
  }
}
