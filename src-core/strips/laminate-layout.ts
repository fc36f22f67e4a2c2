import { bandsOf, isRepeating, layerAngleRad } from './laminate.ts'
import type { Strip, StripFamily } from './strip-family.schema.ts'

/** Stands in the picture for a width that has not been measured; such a strip is marked. */
export const UNKNOWN_WIDTH_MM = 0.5

/** A plain strip in the face, from `fromMm` to `toMm` outwards of the inner edge. */
export interface StripSpan {
  readonly kind: 'strip'
  readonly fromMm: number
  readonly toMm: number
  readonly strip: Strip
}
/** A band of leaning layers in the face. */
export interface PatternSpan {
  readonly kind: 'pattern'
  readonly fromMm: number
  readonly toMm: number
  /** Where the layers stand at the band's inner and outer edge, along the ring, mm. */
  readonly innerShiftMm: number
  readonly outerShiftMm: number
}
/** One layer of the stack, along the ring: from `fromMm` to `toMm` of every repeat. */
export interface LayerSpan {
  readonly fromMm: number
  readonly toMm: number
  readonly strip: Strip
}

/** A family laid out flat: across from its inner edge, along from the start of a repeat. */
export interface LaminateLayout {
  readonly widthMm: number
  readonly spans: readonly (StripSpan | PatternSpan)[]
  /** Length of one repeat along the ring, mm; null where nothing repeats. */
  readonly repeatMm: number | null
  readonly layers: readonly LayerSpan[]
}

/** The layers of one repeat; each takes its glue line with it. */
function layersOf(family: StripFamily): readonly LayerSpan[] {
  const { construction, strips, glueLineMm } = family
  if (!isRepeating(construction)) return []
  const sine = Math.sin(layerAngleRad(construction))
  let alongMm = 0
  return strips.map((strip) => {
    const fromMm = alongMm
    alongMm += ((strip.widthMm ?? UNKNOWN_WIDTH_MM) + glueLineMm) / sine
    return { fromMm, toMm: alongMm, strip }
  })
}

/**
 * Lays a family out for drawing. Layers lean by width / tan θ from one edge of their band to the other; the
 * second half of a mirrored pattern leans back, so that its layers meet those of the first where they touch.
 */
export function layOut(family: StripFamily): LaminateLayout {
  const { construction, glueLineMm } = family
  const layers = layersOf(family)
  const repeatMm = layers.at(-1)?.toMm ?? null
  const tangent = isRepeating(construction) ? Math.tan(layerAngleRad(construction)) : 1
  const moved = 'phase' in construction && construction.phase === 'half-step'
  const bands = bandsOf(family)
  let acrossMm = 0
  const spans = bands.map((band, index): StripSpan | PatternSpan => {
    const fromMm = acrossMm
    const bandMm = band.widthMm ?? UNKNOWN_WIDTH_MM
    acrossMm += bandMm + (index === bands.length - 1 ? 0 : glueLineMm)
    const edges = { fromMm, toMm: acrossMm }
    if (band.kind === 'strip') return { kind: 'strip', ...edges, strip: band.strip }
    const leanMm = bandMm / tangent
    const stepMm = moved && band.lean === -1 ? (repeatMm ?? 0) / 2 : 0
    return band.lean === 1
      ? { kind: 'pattern', ...edges, innerShiftMm: 0, outerShiftMm: leanMm }
      : { kind: 'pattern', ...edges, innerShiftMm: leanMm + stepMm, outerShiftMm: stepMm }
  })
  return { widthMm: acrossMm, spans, repeatMm, layers }
}
