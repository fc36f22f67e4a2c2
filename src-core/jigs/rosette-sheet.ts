import type { Sheet, SheetLayer, SheetShape } from '../drawing/sheet.ts'
import type { Path } from '../geometry/path.ts'
import { polarPoint } from '../geometry/point.ts'
import { channelsOfPlan } from '../rosette/channel.ts'
import type { Plan, Ring } from '../rosette/plan.schema.ts'
import { TURN_RAD } from '../units/angle.ts'

const CENTRE = { xMm: 0, yMm: 0 }
/** The first joint points to the neck, as in the plan's pictures. */
const FIRST_JOINT_RAD = TURN_RAD / 4

const LAYERS: readonly SheetLayer[] = [
  { name: 'SOUNDHOLE', colour: '#d00000', dxfColour: 1 },
  { name: 'CHANNEL_INNER', colour: '#0000c0', dxfColour: 5 },
  { name: 'CHANNEL_OUTER', colour: '#0000c0', dxfColour: 5 },
  { name: 'RINGS', colour: '#008000', dxfColour: 3 },
  { name: 'TILES', colour: '#a000a0', dxfColour: 6 },
]

function circle(radiusMm: number): Path {
  const from = { xMm: radiusMm, yMm: 0 }
  return [{ kind: 'arc', from, to: from, centre: CENTRE, rotation: 'counterclockwise' }]
}

/** How many pieces a ring is divided into by joints; 0 for one that goes round whole. */
function pieceCount(ring: Ring): number {
  if (ring.kind === 'tile') return ring.tileCount
  return ring.kind === 'arcs' && ring.arcCount > 1 ? ring.arcCount : 0
}

/** The radial joints between the pieces of a ring. */
function joints(ring: Ring): readonly SheetShape[] {
  const count = pieceCount(ring)
  return Array.from({ length: count }, (_, index) => {
    const angleRad = FIRST_JOINT_RAD + (index * TURN_RAD) / count
    const from = polarPoint(CENTRE, ring.innerRadiusMm, angleRad)
    const to = polarPoint(CENTRE, ring.outerRadiusMm, angleRad)
    return { layer: 'TILES', path: [{ kind: 'line', from, to }] }
  })
}

/**
 * A plan as a sheet about the soundhole's centre, +Y to the neck, in mm: the soundhole, both walls of each
 * channel, both edges of each ring and the joints of its pieces, each on a layer of its name.
 */
export function rosetteSheet(plan: Plan): Sheet {
  const channels = channelsOfPlan(plan)
  const shapes: readonly SheetShape[] = [
    { layer: 'SOUNDHOLE', path: circle(plan.soundhole.radiusMm) },
    ...channels.flatMap(({ innerRadiusMm, outerRadiusMm }) => [
      { layer: 'CHANNEL_INNER', path: circle(innerRadiusMm) },
      { layer: 'CHANNEL_OUTER', path: circle(outerRadiusMm) },
    ]),
    ...plan.rings.flatMap(({ innerRadiusMm, outerRadiusMm }) => [
      { layer: 'RINGS', path: circle(innerRadiusMm) },
      { layer: 'RINGS', path: circle(outerRadiusMm) },
    ]),
    ...plan.rings.flatMap(joints),
  ]
  const reachMm = Math.max(
    plan.soundhole.radiusMm,
    ...channels.map(({ outerRadiusMm }) => outerRadiusMm),
  )
  const used = new Set(shapes.map(({ layer }) => layer))
  return {
    title: plan.name,
    layers: LAYERS.filter(({ name }) => used.has(name)),
    shapes,
    labels: [],
    bounds: { minXMm: -reachMm, minYMm: -reachMm, maxXMm: reachMm, maxYMm: reachMm },
  }
}
