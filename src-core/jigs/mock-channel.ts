import { channelsOfPlan } from '../rosette/channel.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import { polarPoint } from '../geometry/point.ts'
import type { Segment } from '../geometry/path.ts'
import { type Jig, type JigShape, polygonShape } from './jig.ts'

/** Tiles laid in the test arc; the width of ten says more than that of one. */
export const TEST_ARC_TILES = 10
/** Channel widths tried beside the planned one, mm. */
export const FIT_STEPS_MM = [-0.1, -0.05, 0, 0.05, 0.1] as const
/** Half angle of the arc drawn, radians; wide enough for ten tiles of an ordinary ring. */
const LEAST_HALF_RAD = 0.55
const MARGIN_MM = 8
const LINE_MM = 5

/**
 * J7: a piece of scrap with the channels as arcs, to lay tiles in dry. The arc is long enough for ten
 * tiles of every tiled ring; the figures list the planned channel widths and those 0.05 and 0.10 mm
 * tighter and looser.
 */
export function mockChannel(plan: Plan): Jig {
  const channels = channelsOfPlan(plan)
  const tileArcs = plan.rings.flatMap((ring) =>
    ring.kind === 'tile' ? [(Math.PI * TEST_ARC_TILES) / ring.tileCount] : [],
  )
  const halfRad = Math.min(Math.PI, Math.max(LEAST_HALF_RAD, ...tileArcs.map((rad) => rad * 1.1)))
  const [from, to] = [Math.PI / 2 - halfRad, Math.PI / 2 + halfRad]
  const centre = { xMm: 0, yMm: 0 }
  const arc = (radiusMm: number): Segment => ({
    kind: 'arc',
    from: polarPoint(centre, radiusMm, from),
    to: polarPoint(centre, radiusMm, to),
    centre,
    rotation: 'counterclockwise',
  })
  const walls = channels.flatMap((channel): readonly JigShape[] => [
    { layer: 'CUT', path: [arc(channel.innerRadiusMm)] },
    { layer: 'CUT', path: [arc(channel.outerRadiusMm)] },
  ])
  const outerMm = Math.max(...channels.map((channel) => channel.outerRadiusMm))
  const innerMm = Math.min(...channels.map((channel) => channel.innerRadiusMm))
  const halfWidthMm = outerMm * Math.sin(Math.min(halfRad, Math.PI / 2)) + MARGIN_MM
  // the words lie below the arcs' ends, where nothing crosses them
  const lowMm = innerMm * Math.cos(halfRad) - MARGIN_MM - LINE_MM * channels.length
  return {
    id: 'mock-channel',
    title: 'Mock channel',
    parts: [
      {
        name: 'Scrap of the top',
        shapes: [
          ...walls,
          polygonShape('ENGRAVE', [
            { xMm: -halfWidthMm, yMm: lowMm },
            { xMm: halfWidthMm, yMm: lowMm },
            { xMm: halfWidthMm, yMm: outerMm + MARGIN_MM },
            { xMm: -halfWidthMm, yMm: outerMm + MARGIN_MM },
          ]),
        ],
        labels: channels.map((channel, index) => ({
          at: { xMm: -halfWidthMm + 2, yMm: lowMm + 2 + LINE_MM * index },
          heightMm: 3,
          text: `${channel.ringName}: ${channel.widthMm.toFixed(2)} wide`,
        })),
      },
    ],
    figures: channels.flatMap((channel) =>
      FIT_STEPS_MM.map((step) => ({
        name: `${channel.ringName}, ${step === 0 ? 'planned' : `${step > 0 ? '+' : '−'}${Math.abs(step).toFixed(2)}`}`,
        value: channel.widthMm + step,
        unit: 'mm' as const,
      })),
    ),
    notes: [
      `Lay ${String(TEST_ARC_TILES)} tiles dry, measure the arc they take at the ring's middle, and type it into "As built".`,
    ],
  }
}
