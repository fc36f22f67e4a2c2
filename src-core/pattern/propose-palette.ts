import {
  hexOfLinear,
  LINEAR_OF_BYTE,
  linearOfOkLab,
  nearestColour,
  type OkLab,
  okLabDistanceSquared,
  okLabOf,
} from './colour.ts'
import type { Picture } from './picture.ts'

/** A colour found in a picture and the share of the picture nearest to it, 0 to 1. */
export interface ProposedColour {
  readonly colour: string
  readonly share: number
}

/** Pixels looked at: more would change no colour a veneer can be bought in. */
const SAMPLE_PIXELS = 400_000
/** Colours that agree in the first five bits of each part are counted as one. */
const BIN_BITS = 5
const ROUNDS = 24

interface Bin {
  readonly lab: OkLab
  readonly count: number
}

function addTo(sums: Float64Array, index: number, value: number): void {
  sums[index] = (sums[index] ?? 0) + value
}

/** The bin of a pixel's three parts. */
function binOf(parts: readonly number[]): number {
  return parts.reduce((bin, part) => (bin << BIN_BITS) | (part >> (8 - BIN_BITS)), 0)
}

/** The colours of a picture with how often they come, in OKLab; transparent pixels are left out. */
function colourBins({ rgba }: Picture): readonly Bin[] {
  const bins = 1 << (3 * BIN_BITS)
  const counts = new Float64Array(bins)
  const sums = new Float64Array(3 * bins)
  const pixels = Math.floor(rgba.length / 4)
  const step = Math.max(1, Math.floor(pixels / SAMPLE_PIXELS))
  for (let pixel = 0; pixel < pixels; pixel += step) {
    const [r = 0, g = 0, b = 0, alpha = 0] = rgba.subarray(4 * pixel, 4 * pixel + 4)
    if (alpha < 128) continue
    const parts = [r, g, b]
    const bin = binOf(parts)
    addTo(counts, bin, 1)
    for (const [index, part] of parts.entries()) {
      addTo(sums, 3 * bin + index, LINEAR_OF_BYTE[part] ?? 0)
    }
  }
  return Array.from(counts.entries()).flatMap(([bin, count]) => {
    if (count === 0) return []
    const mean = (part: number) => (sums[3 * bin + part] ?? 0) / count
    return [{ lab: okLabOf({ r: mean(0), g: mean(1), b: mean(2) }), count }]
  })
}

function meanOf(bins: readonly Bin[]): OkLab {
  let [l, a, b, count] = [0, 0, 0, 0]
  for (const bin of bins) {
    l += bin.count * bin.lab.l
    a += bin.count * bin.lab.a
    b += bin.count * bin.lab.b
    count += bin.count
  }
  return { l: l / count, a: a / count, b: b / count }
}

/**
 * Where to begin: the mean, then again and again the colour that is farthest from all begun with,
 * weighted by how often it comes, so that no chance is needed and the same picture proposes the same.
 */
function startingCentres(bins: readonly Bin[], count: number): OkLab[] {
  const centres = [meanOf(bins)]
  while (centres.length < count) {
    let farthest: { readonly lab: OkLab; readonly worth: number } | null = null
    for (const { lab, count: often } of bins) {
      const nearest = centres[nearestColour(centres, lab)] ?? lab
      const worth = okLabDistanceSquared(nearest, lab) * Math.sqrt(often)
      if (worth > (farthest?.worth ?? 0)) farthest = { lab, worth }
    }
    if (farthest === null) break
    centres.push(farthest.lab)
  }
  return centres
}

/** The bins nearest to each centre. */
function grouped(bins: readonly Bin[], centres: readonly OkLab[]): readonly (readonly Bin[])[] {
  const groups: Bin[][] = centres.map(() => [])
  for (const bin of bins) groups[nearestColour(centres, bin.lab)]?.push(bin)
  return groups
}

/**
 * The `count` colours that stand best for a picture, the commonest first: Lloyd's k-means on the counted
 * colours in OKLab. Fewer when the picture has fewer; none when all of it is transparent.
 */
export function proposePalette(picture: Picture, count: number): readonly ProposedColour[] {
  const bins = colourBins(picture)
  if (bins.length === 0) return []
  let centres = startingCentres(bins, count)
  for (let round = 0; round < ROUNDS; round += 1) {
    centres = grouped(bins, centres)
      .filter((group) => group.length > 0)
      .map(meanOf)
  }
  const total = bins.reduce((sum, bin) => sum + bin.count, 0)
  const proposed = grouped(bins, centres).flatMap((group, index) => {
    const centre = centres[index]
    if (centre === undefined || group.length === 0) return []
    const often = group.reduce((sum, bin) => sum + bin.count, 0)
    return [{ colour: hexOfLinear(linearOfOkLab(centre)), share: often / total }]
  })
  return proposed.toSorted((one, other) => other.share - one.share)
}
