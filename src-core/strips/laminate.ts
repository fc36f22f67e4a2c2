import { radFromDeg } from '../units/angle.ts'
import type {
  Construction,
  RepeatingConstruction,
  Strip,
  StripFamily,
} from './strip-family.schema.ts'

/** A part of the face between two circles, from the inside out. */
export type Band =
  | { readonly kind: 'strip'; readonly strip: Strip; readonly widthMm: number | null }
  | {
      readonly kind: 'pattern'
      /** Which way the layers lean, going outwards: 1 with the direction of the ring, -1 against it. */
      readonly lean: 1 | -1
      readonly widthMm: number | null
    }

/** True for a construction whose pattern repeats along the ring. */
export function isRepeating(construction: Construction): construction is RepeatingConstruction {
  return 'bandWidthMm' in construction
}

/** Angle between layers and ring, radians; a ladder is cut square. */
export function layerAngleRad(construction: RepeatingConstruction): number {
  return 'angleDeg' in construction ? radFromDeg(construction.angleDeg) : Math.PI / 2
}

function stripBand(strip: Strip): Band {
  return { kind: 'strip', strip, widthMm: strip.widthMm }
}

function patternBands(construction: RepeatingConstruction): readonly Band[] {
  const { bandWidthMm: widthMm } = construction
  const outward: Band = { kind: 'pattern', lean: 1, widthMm }
  if (construction.kind === 'rope' || construction.kind === 'ladder') return [outward]
  const middle = construction.middle === null ? [] : [stripBand(construction.middle)]
  return [outward, ...middle, { kind: 'pattern', lean: -1, widthMm }]
}

/** What lies side by side across the ring, from the soundhole outwards. */
export function bandsOf({ strips, construction }: StripFamily): readonly Band[] {
  if (!isRepeating(construction)) return strips.map(stripBand)
  const outer = construction.border.map(stripBand)
  return [...outer.toReversed(), ...patternBands(construction), ...outer]
}

/** The sum; null as soon as one is not known. */
function sumOrNull(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  )
}

/** Width across the ring without glue, mm: the sum of what was measured. Null while one is not. */
export function nominalWidthMm(family: StripFamily): number | null {
  return sumOrNull(bandsOf(family).map(({ widthMm }) => widthMm))
}

/** Width across the ring as glued up, mm: Σ widths + (n − 1) glue lines. */
export function builtWidthMm(family: StripFamily): number | null {
  const nominalMm = nominalWidthMm(family)
  return nominalMm === null ? null : nominalMm + (bandsOf(family).length - 1) * family.glueLineMm
}

/**
 * Height of the glued stack, mm. For side-by-side strips it is the sandwich they are sawn from: Σ widths
 * + (n − 1) glue lines. For a repeating pattern it is one repeat in a long stack: Σ widths + n glue lines.
 */
export function stackHeightMm({ strips, construction, glueLineMm }: StripFamily): number | null {
  const glueLines = isRepeating(construction) ? strips.length : strips.length - 1
  const layersMm = sumOrNull(strips.map(({ widthMm }) => widthMm))
  return layersMm === null ? null : layersMm + glueLines * glueLineMm
}

/** Length of one repeat along the ring as laminated, mm: p = stack / sin θ. Null where nothing repeats. */
export function pitchMm(family: StripFamily): number | null {
  const { construction } = family
  const stackMm = stackHeightMm(family)
  if (!isRepeating(construction) || stackMm === null) return null
  return stackMm / Math.sin(layerAngleRad(construction))
}

/** Every strip of a family, with its border and middle line. */
export function allStrips({ strips, construction }: StripFamily): readonly Strip[] {
  if (!isRepeating(construction)) return strips
  const middle =
    'middle' in construction && construction.middle !== null ? [construction.middle] : []
  return [...strips, ...middle, ...construction.border]
}

/** How deep the strips go into the top. */
export interface Depth {
  /** The shallowest: scraping stops there at the latest. Null while one is not measured. */
  readonly inlayThicknessMm: number | null
  /** Deepest less shallowest, mm: how uneven the back of the laminate is. */
  readonly unevenMm: number | null
}

/** How deep a family's strips go into the top, mm. */
export function depthOf(family: StripFamily): Depth {
  const depthsMm = allStrips(family).map(({ thicknessMm }) => thicknessMm)
  const known = depthsMm.filter((depthMm) => depthMm !== null)
  if (known.length < depthsMm.length) return { inlayThicknessMm: null, unevenMm: null }
  const shallowestMm = Math.min(...known)
  return { inlayThicknessMm: shallowestMm, unevenMm: Math.max(...known) - shallowestMm }
}
