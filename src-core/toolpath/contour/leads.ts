import type { ArcSegment, Path, Segment } from '../../geometry/path.ts'
import type { Point2 } from '../../geometry/point.ts'
import { pointOnSegment } from './path-length.ts'

/** Which side of the way the scrap lies on. */
export type ScrapSide = 'left' | 'right'

/** Direction of travel at the start of a piece, radians. */
function headingRad(segment: Segment): number {
  const { from, to } = segment
  if (segment.kind === 'line') return Math.atan2(to.yMm - from.yMm, to.xMm - from.xMm)
  const { centre, rotation } = segment
  const out = Math.atan2(from.yMm - centre.yMm, from.xMm - centre.xMm)
  return out + (rotation === 'counterclockwise' ? Math.PI / 2 : -Math.PI / 2)
}

/** A quarter turn that leaves a place along a heading towards the scrap. */
function leadOut(at: Point2, rad: number, radiusMm: number, side: ScrapSide): ArcSegment {
  const sign = side === 'left' ? 1 : -1
  const across = rad + (sign * Math.PI) / 2
  const centre = {
    xMm: at.xMm + radiusMm * Math.cos(across),
    yMm: at.yMm + radiusMm * Math.sin(across),
  }
  const to = {
    xMm: centre.xMm + radiusMm * Math.cos(rad),
    yMm: centre.yMm + radiusMm * Math.sin(rad),
  }
  const rotation = side === 'left' ? 'counterclockwise' : 'clockwise'
  return { kind: 'arc', from: at, to, centre, rotation }
}

/** Leads to and from the start of a closed path, tangential quarter turns on the scrap side. */
export interface Leads {
  readonly onto: ArcSegment
  readonly off: ArcSegment
}

/** The leads of a radius at the start of a path; null for an empty path. */
export function leadsOf(path: Path, radiusMm: number, side: ScrapSide): Leads | null {
  const [first] = path
  if (first === undefined) return null
  const rad = headingRad(first)
  const off = leadOut(first.from, rad, radiusMm, side)
  // the way on to the path is the way off it run backwards
  const back = leadOut(first.from, rad + Math.PI, radiusMm, side === 'left' ? 'right' : 'left')
  const rotation = back.rotation === 'clockwise' ? 'counterclockwise' : 'clockwise'
  return { onto: { ...back, from: back.to, to: back.from, rotation }, off }
}

/** Halvings of a lead's radius before it is left out. */
const HALVINGS = 5
const PROBES = 12

/** The largest leads up to a radius whose every place is free; null when none are. */
export function fittingLeads(
  path: Path,
  mostRadiusMm: number,
  side: ScrapSide,
  isFree: (at: Point2) => boolean,
): Leads | null {
  let radiusMm = mostRadiusMm
  for (let halving = 0; halving < HALVINGS && radiusMm > 0.05; halving += 1) {
    const leads = leadsOf(path, radiusMm, side)
    const arcs = leads === null ? [] : [leads.onto, leads.off]
    const isFitting = arcs.every((arc) =>
      Array.from({ length: PROBES + 1 }).every((_, probe) =>
        isFree(pointOnSegment(arc, probe / PROBES)),
      ),
    )
    if (leads !== null && isFitting) return leads
    radiusMm /= 2
  }
  return null
}
