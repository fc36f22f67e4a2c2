import { degFromRad } from '../units/angle.ts'
import { landsOfPlan } from './channel.ts'
import { pathNumber } from './draw-rosette-path.ts'
import { hiddenArcRad } from './hidden-arc.ts'
import type { Plan, Ring } from './plan.schema.ts'
import { tileShape } from './tiles.ts'

/** Ink of outlines and dimensions. */
export const INK = '#222222'
/** Witness lines are fainter than what they lead from. */
const WITNESS = '#8c8c8c'
const LEVEL_MM = 6
const LINE_MM = 4.4
/** Narrower lands are glue, not wood. */
const LEAST_LAND_MM = 0.02

/** Words of the drawing. */
const words = {
  tiles: (name: string, count: number) => `${name}: ${String(count)} tiles`,
  widths: (inner: string, middle: string, outer: string) =>
    `width ${inner} inside, ${middle} in the middle, ${outer} outside`,
  taper: (taper: string, face: string) => `taper ${taper}, faces ${face}°`,
  ring: (name: string, width: string) => `${name}: ${width} wide`,
  land: (inner: string, outer: string, width: string) =>
    `Wood between ${inner} and ${outer}: ${width}`,
  hidden: (angle: string, radius: string) => `Under the fingerboard: ${angle}° at radius ${radius}`,
  scale: 'Scale 1:1, all lengths in mm, fingerboard side up',
}

/** Text that is safe inside markup. */
export function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

function textAt(xMm: number, yMm: number, text: string, anchor: 'start' | 'middle'): string {
  return `<text x="${pathNumber(xMm)}" y="${pathNumber(yMm)}" text-anchor="${anchor}" font-family="sans-serif" font-size="3" fill="${INK}">${escapeText(text)}</text>`
}

/** One diameter as a shop drawing shows it: witness lines down, arrows, the number above the line. */
function diameterDimension(radiusMm: number, atMm: number): string {
  const r = pathNumber(radiusMm)
  const y = pathNumber(atMm)
  return (
    `<path stroke="${WITNESS}" stroke-width="0.1" fill="none" d="M-${r} 0V${pathNumber(atMm + 1)}M${r} 0V${pathNumber(atMm + 1)}"/>` +
    `<path stroke="${INK}" stroke-width="0.12" fill="none" d="M-${r} ${y}H${r}"/>` +
    `<path fill="${INK}" d="M-${r} ${y}l2 -0.6v1.2zM${r} ${y}l-2 -0.6v1.2z"/>` +
    textAt(0, atMm - 0.8, `Ø ${(2 * radiusMm).toFixed(2)}`, 'middle')
  )
}

function ringNote(ring: Ring): string {
  if (ring.kind !== 'tile') {
    return words.ring(ring.name, (ring.outerRadiusMm - ring.innerRadiusMm).toFixed(2))
  }
  const shape = tileShape(ring, ring.tileCount, ring.columns)
  const widths = [shape.innerWidthMm, shape.middleWidthMm, shape.outerWidthMm]
  const [inner = '', middle = '', outer = ''] = widths.map((widthMm) => widthMm.toFixed(3))
  return [
    words.tiles(ring.name, ring.tileCount),
    words.widths(inner, middle, outer),
    words.taper(shape.taperMm.toFixed(3), shape.faceAngleDeg.toFixed(3)),
  ].join(', ')
}

function landNotes(plan: Plan): readonly string[] {
  return landsOfPlan(plan)
    .filter(({ widthMm }) => widthMm > LEAST_LAND_MM)
    .map((land) => words.land(land.innerRingName, land.outerRingName, land.widthMm.toFixed(2)))
}

function hiddenNotes(plan: Plan): readonly string[] {
  const outermost = plan.rings.at(-1)
  if (plan.fingerboardWidthMm === null || outermost === undefined) return []
  const { outerRadiusMm } = outermost
  const angleDeg = degFromRad(hiddenArcRad(outerRadiusMm, plan.fingerboardWidthMm))
  return [words.hidden(angleDeg.toFixed(1), outerRadiusMm.toFixed(2))]
}

/** Dimensions under the drawing. */
export interface DrawnDimensions {
  readonly markup: string
  /** Room they take up below `fromMm`. */
  readonly heightMm: number
}

/** A diameter for every circle, each on a line of its own, then tiles, lands and hidden arc in words. */
export function drawDimensions(plan: Plan, fromMm: number): DrawnDimensions {
  const radii = [
    plan.soundhole.radiusMm,
    ...plan.rings.flatMap((ring) => [ring.innerRadiusMm, ring.outerRadiusMm]),
  ]
  const unique = [...new Set(radii)].sort((a, b) => a - b)
  const notes = [...plan.rings.map(ringNote), ...landNotes(plan), ...hiddenNotes(plan), words.scale]
  const notesFromMm = fromMm + LEVEL_MM * unique.length + 5
  const left = -(unique.at(-1) ?? 0)
  return {
    markup: [
      ...unique.map((radiusMm, level) =>
        diameterDimension(radiusMm, fromMm + LEVEL_MM * (level + 1)),
      ),
      ...notes.map((note, line) => textAt(left, notesFromMm + LINE_MM * (line + 1), note, 'start')),
    ].join('\n'),
    heightMm: LEVEL_MM * unique.length + LINE_MM * notes.length + 10,
  }
}
