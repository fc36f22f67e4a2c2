import { annulusWidthMm } from '../geometry/annulus.ts'
import type { Plan, TileRing } from '../rosette/plan.schema.ts'
import { tileWidthMm } from '../rosette/tiles.ts'
import { circleShape, type Jig, polygonShape, rectangleShape } from './jig.ts'

/** Room for the log in the box, on all sides together, mm. */
const CLEARANCE_MM = 0.1
const PIN_DIAMETER_MM = 3.175
/** Log that lies in the box before the saw, and box behind it, mm. */
const BEFORE_MM = 60
const BEHIND_MM = 25
const WALL_MM = 12

/** What could not be drawn, and why. */
export interface JigRefusal {
  readonly reason: string
}

/**
 * J2: the mitre box tiles are sliced in. The slot is as wide as the saw's kerf, the stop stands the
 * slice's thickness behind the slot's far face, the inside is the log's section and 0.1 mm.
 */
export function slicingBox(plan: Plan, ring: TileRing): Jig | JigRefusal {
  const { kerfMm } = plan.stock
  const sliceMm = ring.inlayThicknessMm
  if (kerfMm === null) return { reason: 'the kerf of the saw has not been measured' }
  if (sliceMm === null) return { reason: `the thickness of "${ring.name}" has not been measured` }
  const insideMm = tileWidthMm(ring.outerRadiusMm, ring.tileCount) + CLEARANCE_MM
  const heightMm = annulusWidthMm(ring) + CLEARANCE_MM
  const lengthMm = BEFORE_MM + kerfMm + BEHIND_MM
  const slotMm = BEFORE_MM
  const stopMm = slotMm + kerfMm + sliceMm + PIN_DIAMETER_MM / 2
  const wall = polygonShape('CUT', [
    { xMm: 0, yMm: 0 },
    { xMm: lengthMm, yMm: 0 },
    { xMm: lengthMm, yMm: heightMm },
    { xMm: slotMm + kerfMm, yMm: heightMm },
    { xMm: slotMm + kerfMm, yMm: 0.5 },
    { xMm: slotMm, yMm: 0.5 },
    { xMm: slotMm, yMm: heightMm },
    { xMm: 0, yMm: heightMm },
  ])
  const boxMm = insideMm + 2 * WALL_MM
  const text = (value: number) => value.toFixed(2)
  return {
    id: `slicing-box-${ring.id}`,
    title: `Slicing box for ${ring.name}`,
    parts: [
      {
        name: 'Side, two of it',
        shapes: [wall],
        labels: [
          { at: { xMm: 4, yMm: heightMm / 2 - 2 }, heightMm: 4, text: `slot ${text(kerfMm)}` },
        ],
      },
      {
        name: 'Base with the stop',
        shapes: [
          rectangleShape('CUT', { xMm: 0, yMm: 0 }, lengthMm, boxMm),
          rectangleShape('ENGRAVE', { xMm: 0, yMm: WALL_MM }, lengthMm, insideMm),
          rectangleShape('ENGRAVE', { xMm: slotMm, yMm: 0 }, kerfMm, boxMm),
          circleShape('PIN', { xMm: stopMm, yMm: boxMm / 2 }, PIN_DIAMETER_MM / 2),
        ],
        labels: [
          { at: { xMm: 4, yMm: 3 }, heightMm: 4, text: `slice ${text(sliceMm)}` },
          { at: { xMm: 4, yMm: WALL_MM + 2 }, heightMm: 4, text: `inside ${text(insideMm)}` },
        ],
      },
    ],
    figures: [
      { name: 'Slot', value: kerfMm, unit: 'mm' },
      { name: 'Stop behind the slot', value: sliceMm, unit: 'mm' },
      { name: 'Inside width', value: insideMm, unit: 'mm' },
      { name: 'Side height', value: heightMm, unit: 'mm' },
    ],
    notes: [
      'Saw one slice in scrap and calliper it before the log goes in.',
      'Hold the log down; a slice that lifts is a wedge.',
    ],
  }
}
