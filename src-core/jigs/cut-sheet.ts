import type { Sheet, SheetShape } from '../drawing/sheet.ts'
import type { Path } from '../geometry/path.ts'
import { channelsOfPlan } from '../rosette/channel.ts'
import type { Plan } from '../rosette/plan.schema.ts'

function circle(radiusMm: number): Path {
  const at = { xMm: radiusMm, yMm: 0 }
  const centre = { xMm: 0, yMm: 0 }
  return [{ kind: 'arc', from: at, to: at, centre, rotation: 'counterclockwise' }]
}

/**
 * What a plan cuts, as a drawing about its zero: the soundhole on SOUNDHOLE, the walls of every channel
 * on CHANNEL_1 outwards, inner wall first.
 */
export function cutSheet(plan: Plan): Sheet {
  const channels = channelsOfPlan(plan)
  const holeMm = plan.soundhole.radiusMm
  const shapes: SheetShape[] = [{ layer: 'SOUNDHOLE', path: circle(holeMm) }]
  for (const [index, { innerRadiusMm, outerRadiusMm }] of channels.entries()) {
    const layer = `CHANNEL_${String(index + 1)}`
    shapes.push({ layer, path: circle(innerRadiusMm) }, { layer, path: circle(outerRadiusMm) })
  }
  const reachMm = Math.max(holeMm, ...channels.map(({ outerRadiusMm }) => outerRadiusMm))
  return {
    title: plan.name,
    layers: [
      { name: 'SOUNDHOLE', colour: '#b3261e', dxfColour: 1 },
      ...channels.map((_, index) => ({
        name: `CHANNEL_${String(index + 1)}`,
        colour: '#1d4ed8',
        dxfColour: 5,
      })),
    ],
    shapes,
    labels: [],
    bounds: { minXMm: -reachMm, minYMm: -reachMm, maxXMm: reachMm, maxYMm: reachMm },
  }
}
