import { TURN_RAD } from '../units/angle.ts'
import {
  layOut,
  type LaminateLayout,
  type LayerSpan,
  type PatternSpan,
  type StripSpan,
} from './laminate-layout.ts'
import { closureOn, straightPieces } from './ring-need.ts'
import type { Strip, StripFamily } from './strip-family.schema.ts'

/** One strip of a picture as an SVG path in mm. */
export interface LaminateShape {
  readonly stripId: string
  readonly colour: string
  /** The width is not measured; what is drawn stands for it. */
  readonly unknown: boolean
  readonly path: string
}

/** A picture of a laminate. */
export interface LaminatePicture {
  readonly shapes: readonly LaminateShape[]
  /** Size of what is drawn, mm: along and across, or twice the outer radius for a ring. */
  readonly widthMm: number
  readonly heightMm: number
  /** SVG path of the joints between pieces of shell; empty where there are none. */
  readonly joints: string
}

/** More repeats than this are finer than a screen shows: the picture draws only every so many. */
const MAX_DRAWN_REPEATS = 2000
/** A leaning edge on a ring is drawn in steps of this, so that it leaves its spiral by under 0.02 mm. */
const SPIRAL_STEP_RAD = 0.04
/** A path begins under the fingerboard, where a closing error is hidden. */
const START_RAD = Math.PI / 2

const number = (value: number) => String(Number(value.toFixed(4)))
const pair = (xMm: number, yMm: number) => `${number(xMm)} ${number(yMm)}`

function shapeOf(strip: Strip, path: string): LaminateShape {
  return { stripId: strip.id, colour: strip.colour, unknown: strip.widthMm === null, path }
}

function rectangle(xMm: number, yMm: number, widthMm: number, heightMm: number): string {
  return `M${pair(xMm, yMm)}h${number(widthMm)}v${number(heightMm)}h${number(-widthMm)}Z`
}

/** One path for all the places where a layer comes again. */
function layerShapes(
  { layers }: LaminateLayout,
  repeats: readonly number[],
  pathOf: (layer: LayerSpan, repeat: number) => string,
): readonly LaminateShape[] {
  return layers.map((layer) =>
    shapeOf(layer.strip, repeats.map((repeat) => pathOf(layer, repeat)).join('')),
  )
}

const countUp = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)

/** The repeats that can be seen between 0 and `lengthMm` of a band. */
function repeatsInSight(span: PatternSpan, repeatMm: number, lengthMm: number): readonly number[] {
  const shifts = [span.innerShiftMm, span.outerShiftMm]
  const first = Math.floor(-Math.max(...shifts) / repeatMm)
  const last = Math.ceil((lengthMm - Math.min(...shifts)) / repeatMm)
  return countUp(first, Math.min(last, first + MAX_DRAWN_REPEATS))
}

/** The widest strip of a shell family, which is the shell; null for all others. */
function shellSpan({ construction }: StripFamily, { spans }: LaminateLayout): StripSpan | null {
  if (construction.kind !== 'shell') return null
  const strips = spans.filter((span) => span.kind === 'strip')
  const wide = (span: StripSpan) => span.toMm - span.fromMm
  return strips.reduce<StripSpan | null>(
    (widest, span) => (widest === null || wide(span) > wide(widest) ? span : widest),
    null,
  )
}

function flatJoints(family: StripFamily, layout: LaminateLayout, lengthMm: number): string {
  const shell = shellSpan(family, layout)
  const { construction } = family
  if (shell === null || construction.kind !== 'shell') return ''
  const { pieceLengthMm } = construction
  if (pieceLengthMm === null) return ''
  return countUp(1, Math.ceil(lengthMm / pieceLengthMm))
    .map((piece) => `M${pair(piece * pieceLengthMm, shell.fromMm)}V${number(shell.toMm)}`)
    .join('')
}

function ringJoints(family: StripFamily, layout: LaminateLayout, innerRadiusMm: number): string {
  const shell = shellSpan(family, layout)
  const { construction } = family
  if (shell === null || construction.kind !== 'shell') return ''
  const pieces = straightPieces(innerRadiusMm + layout.widthMm / 2, construction.pieceLengthMm)
  if (pieces === null) return ''
  const at = (radiusMm: number, angleRad: number) =>
    pair(radiusMm * Math.cos(angleRad), radiusMm * Math.sin(angleRad))
  return countUp(0, pieces.pieceCount)
    .map((piece) => {
      const angleRad = START_RAD + (piece * TURN_RAD) / pieces.pieceCount
      const from = at(innerRadiusMm + shell.fromMm, angleRad)
      return `M${from}L${at(innerRadiusMm + shell.toMm, angleRad)}`
    })
    .join('')
}

/** The face seen from above, straight, the soundhole's side at the bottom of a y-up picture. */
export function flatFace(family: StripFamily, lengthMm: number): LaminatePicture {
  const layout = layOut(family)
  const { repeatMm } = layout
  const shapes = layout.spans.flatMap((span): readonly LaminateShape[] => {
    if (span.kind === 'strip') {
      return [shapeOf(span.strip, rectangle(0, span.fromMm, lengthMm, span.toMm - span.fromMm))]
    }
    if (repeatMm === null) return []
    return layerShapes(layout, repeatsInSight(span, repeatMm, lengthMm), (layer, repeat) => {
      const at = (alongMm: number, shiftMm: number) => repeat * repeatMm + alongMm + shiftMm
      const inner = [
        at(layer.fromMm, span.innerShiftMm),
        at(layer.toMm, span.innerShiftMm),
      ] as const
      const outer = [
        at(layer.toMm, span.outerShiftMm),
        at(layer.fromMm, span.outerShiftMm),
      ] as const
      return `M${pair(inner[0], span.fromMm)}L${pair(inner[1], span.fromMm)}L${pair(outer[0], span.toMm)}L${pair(outer[1], span.toMm)}Z`
    })
  })
  return {
    shapes,
    widthMm: lengthMm,
    heightMm: layout.widthMm,
    joints: flatJoints(family, layout, lengthMm),
  }
}

/** Depth that is drawn for a strip whose depth has not been measured, mm. */
const UNKNOWN_DEPTH_MM = 1.5

function deepest(layout: LaminateLayout): number {
  const known = layout.layers.map(({ strip }) => strip.thicknessMm ?? UNKNOWN_DEPTH_MM)
  return known.length === 0 ? UNKNOWN_DEPTH_MM : Math.max(...known)
}

/** The layers of a leaning band where it is sawn across: each from and to, outwards, mm. */
function sawnLayers(
  span: PatternSpan,
  { layers, repeatMm }: LaminateLayout,
): readonly { readonly layer: LayerSpan; readonly fromMm: number; readonly toMm: number }[] {
  if (repeatMm === null) return []
  const bandMm = span.toMm - span.fromMm
  const slope = (span.outerShiftMm - span.innerShiftMm) / bandMm
  if (Math.abs(slope) < 1e-9) {
    const first = layers[0]
    return first === undefined ? [] : [{ layer: first, fromMm: span.fromMm, toMm: span.toMm }]
  }
  return repeatsInSight(span, repeatMm, 0).flatMap((repeat) =>
    layers.flatMap((layer) => {
      const across = (alongMm: number) =>
        span.fromMm - (repeat * repeatMm + alongMm + span.innerShiftMm) / slope
      const ends = [across(layer.fromMm), across(layer.toMm)]
      const fromMm = Math.max(span.fromMm, Math.min(...ends))
      const toMm = Math.min(span.toMm, Math.max(...ends))
      return toMm > fromMm ? [{ layer, fromMm, toMm }] : []
    }),
  )
}

/** The sawn end: across from the soundhole's side, each strip as high as it is deep. */
export function endFace(family: StripFamily): LaminatePicture {
  const layout = layOut(family)
  const shapes = layout.spans.flatMap((span): readonly LaminateShape[] => {
    if (span.kind === 'strip') {
      const depthMm = span.strip.thicknessMm ?? UNKNOWN_DEPTH_MM
      const path = rectangle(span.fromMm, 0, span.toMm - span.fromMm, depthMm)
      const unknown = span.strip.widthMm === null || span.strip.thicknessMm === null
      return [{ ...shapeOf(span.strip, path), unknown }]
    }
    return sawnLayers(span, layout).map(({ layer, fromMm, toMm }) =>
      shapeOf(
        layer.strip,
        rectangle(fromMm, 0, toMm - fromMm, layer.strip.thicknessMm ?? UNKNOWN_DEPTH_MM),
      ),
    )
  })
  const depthsMm = layout.spans.map((span) =>
    span.kind === 'strip' ? (span.strip.thicknessMm ?? UNKNOWN_DEPTH_MM) : deepest(layout),
  )
  return { shapes, widthMm: layout.widthMm, heightMm: Math.max(...depthsMm), joints: '' }
}

function circle(radiusMm: number): string {
  const r = number(radiusMm)
  return `M${r} 0A${r} ${r} 0 0 1 -${r} 0A${r} ${r} 0 0 1 ${r} 0Z`
}

function ringStrip(span: StripSpan, innerRadiusMm: number): LaminateShape {
  return shapeOf(
    span.strip,
    circle(innerRadiusMm + span.toMm) + circle(innerRadiusMm + span.fromMm),
  )
}

interface Bend {
  readonly innerRadiusMm: number
  /** Turn of the ring for 1 mm along the strip, rad. */
  readonly radPerMm: number
}

/** Points of a leaning edge that is bent to the ring, from its inner to its outer end. */
function spiral(
  span: PatternSpan,
  { innerRadiusMm, radPerMm }: Bend,
  alongMm: number,
): readonly string[] {
  const turnRad = Math.abs(span.outerShiftMm - span.innerShiftMm) * radPerMm
  const steps = Math.min(40, Math.max(1, Math.ceil(turnRad / SPIRAL_STEP_RAD)))
  return countUp(0, steps + 1).map((step) => {
    const share = step / steps
    const shiftMm = span.innerShiftMm + share * (span.outerShiftMm - span.innerShiftMm)
    const radiusMm = innerRadiusMm + span.fromMm + share * (span.toMm - span.fromMm)
    const angleRad = START_RAD + (alongMm + shiftMm) * radPerMm
    return pair(radiusMm * Math.cos(angleRad), radiusMm * Math.sin(angleRad))
  })
}

/** One layer bent to the ring: arcs along it, spirals across. */
function bentLayer(span: PatternSpan, bend: Bend, fromMm: number, toMm: number): string {
  const first = spiral(span, bend, fromMm)
  const last = spiral(span, bend, toMm)
  const large = (toMm - fromMm) * bend.radPerMm > Math.PI ? '1' : '0'
  const arc = (radiusMm: number, sweep: '0' | '1') =>
    `A${number(radiusMm)} ${number(radiusMm)} 0 ${large} ${sweep} `
  const inner = arc(bend.innerRadiusMm + span.fromMm, '1')
  const outer = arc(bend.innerRadiusMm + span.toMm, '0')
  return `M${first[0] ?? ''}${inner}${last.join('L')}${outer}${first.toReversed().join('L')}Z`
}

/** The face bent to a ring about the origin, y up, the pattern closed; fill with the even-odd rule. */
export function ringFace(family: StripFamily, innerRadiusMm: number): LaminatePicture {
  const layout = layOut(family)
  const { repeatMm, layers } = layout
  const outerRadiusMm = innerRadiusMm + layout.widthMm
  const closed = repeatMm === null ? null : closureOn(innerRadiusMm + layout.widthMm / 2, repeatMm)
  const shapes = layout.spans.flatMap((span): readonly LaminateShape[] => {
    if (span.kind === 'strip') return [ringStrip(span, innerRadiusMm)]
    if (repeatMm === null || closed === null) return []
    const [only] = layers
    if (only !== undefined && layers.length === 1) {
      return [ringStrip({ ...span, kind: 'strip', strip: only.strip }, innerRadiusMm)]
    }
    const repeats = countUp(0, Math.min(closed.repeatCount, MAX_DRAWN_REPEATS))
    const bend = { innerRadiusMm, radPerMm: TURN_RAD / (repeats.length * repeatMm) }
    return layerShapes(layout, repeats, (layer, repeat) =>
      bentLayer(span, bend, repeat * repeatMm + layer.fromMm, repeat * repeatMm + layer.toMm),
    )
  })
  return {
    shapes,
    widthMm: 2 * outerRadiusMm,
    heightMm: 2 * outerRadiusMm,
    joints: ringJoints(family, layout, innerRadiusMm),
  }
}
