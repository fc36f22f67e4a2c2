import { type Point2, polarPoint } from '../geometry/point.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import { circleShape, type Jig, lineShape, rectangleShape } from './jig.ts'

/** Pins and the centre bolt as seen in makers' jigs (1/8" and 1/4"), mm. */
const PIN_DIAMETER_MM = 3.175
const BOLT_DIAMETER_MM = 6.35
const PIN_COUNT = 12
/** Board left around the pins, mm. */
const BOARD_MARGIN_MM = 12

const CENTRE: Point2 = { xMm: 0, yMm: 0 }

/**
 * J1: the form a ring is assembled on. A disc of the rosette's inner diameter, waxed, bolted through its
 * middle to a board; a circle of pins round the outside presses the rings against it. Pin circle radius
 * = outer radius + pin radius.
 */
export function ringForm(plan: Plan): Jig {
  const innerMm = Math.min(...plan.rings.map((ring) => ring.innerRadiusMm))
  const outerMm = Math.max(...plan.rings.map((ring) => ring.outerRadiusMm))
  const pinCircleMm = outerMm + PIN_DIAMETER_MM / 2
  const boardMm = 2 * (pinCircleMm + PIN_DIAMETER_MM / 2 + BOARD_MARGIN_MM)
  const pins = Array.from({ length: PIN_COUNT }, (_, index) =>
    polarPoint(CENTRE, pinCircleMm, Math.PI / 2 + (2 * Math.PI * index) / PIN_COUNT),
  )
  const up = { xMm: 0, yMm: innerMm }
  return {
    id: 'ring-form',
    title: 'Ring assembly form',
    parts: [
      {
        name: 'Disc, 3 mm',
        shapes: [
          circleShape('CUT', CENTRE, innerMm),
          circleShape('PIN', CENTRE, BOLT_DIAMETER_MM / 2),
          lineShape('ENGRAVE', { xMm: 0, yMm: innerMm - 8 }, up),
        ],
        labels: [
          { at: { xMm: -14, yMm: -16 }, heightMm: 4, text: `disc ${(2 * innerMm).toFixed(2)}` },
        ],
      },
      {
        name: 'Board',
        shapes: [
          rectangleShape('CUT', { xMm: -boardMm / 2, yMm: -boardMm / 2 }, boardMm, boardMm),
          circleShape('PIN', CENTRE, BOLT_DIAMETER_MM / 2),
          ...pins.map((pin) => circleShape('PIN', pin, PIN_DIAMETER_MM / 2)),
          circleShape('ENGRAVE', CENTRE, innerMm),
          circleShape('ENGRAVE', CENTRE, outerMm),
        ],
        labels: [
          {
            at: { xMm: -20, yMm: -14 },
            heightMm: 4,
            text: `inside ${(2 * innerMm).toFixed(2)}`,
          },
          {
            at: { xMm: -20, yMm: -20 },
            heightMm: 4,
            text: `outside ${(2 * outerMm).toFixed(2)}`,
          },
        ],
      },
    ],
    figures: [
      { name: 'Disc', value: 2 * innerMm, unit: 'mm' },
      { name: 'Pin circle', value: 2 * pinCircleMm, unit: 'mm' },
      { name: 'Pins', value: PIN_COUNT, unit: 'count' },
      { name: 'Pin', value: PIN_DIAMETER_MM, unit: 'mm' },
      { name: 'Bolt', value: BOLT_DIAMETER_MM, unit: 'mm' },
    ],
    notes: ['Wax the disc and the board, or lay wax paper between.'],
  }
}
