import { columnCountOf } from '#core/pattern/grid.ts'
import type { Assembly } from '#core/pattern/arrange.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { Annulus } from '#core/geometry/annulus.ts'
import { TURN_RAD } from '#core/units/angle.ts'

/** Steps a tile's height is looked up in; a 200-row column still has 10 of them a row. */
const HEIGHT_STEPS = 2048
/** Each pixel is looked at in this many places each way, so that edges are smooth. */
const SAMPLES_EACH_WAY = 2
/** Beside the ring, or above a column that is too short. */
const NOTHING = 0xffffffff
const PER_PIXEL = SAMPLES_EACH_WAY * SAMPLES_EACH_WAY
/** In a colour table: no veneer here. Palettes end far below. */
const NO_COLOUR = 255

/** What of a square picture shows the ring, and which place of which column lies under each sample. */
export interface RingSamples {
  readonly sidePx: number
  /** Places in the picture, for the pixels the ring touches. */
  readonly pixels: Uint32Array
  /** Four for each pixel: (parity · columns + column) · HEIGHT_STEPS + step, or nothing. */
  readonly places: Uint32Array
}

/** A ring of tiles to be sampled. */
export interface SampledRing extends Annulus {
  readonly tileCount: number
  readonly columns: number
}

/** Where a point of the ring lies in its tile. */
export interface TilePlace {
  /** Counterclockwise from the joint under the fingerboard. */
  readonly tile: number
  /** Counterclockwise, 0 to 1 across the tile. */
  readonly across: number
  /** From the inner to the outer edge, 0 to 1, along the tile's own middle line. */
  readonly height: number
}

/**
 * Where a point lies in its tile. Tiles are wedges with their veneers laid flat: a column is bounded by
 * two straight faces that run to the centre, and a row lies square to the tile's middle line, so its height is
 * r·cos φ with φ counted from that line. Null beside the ring.
 */
export function placeInTile(ring: SampledRing, xMm: number, yMm: number): TilePlace | null {
  const radiusMm = Math.hypot(xMm, yMm)
  if (radiusMm < ring.innerRadiusMm || radiusMm > ring.outerRadiusMm) return null
  // the first joint lies at the neck side, on +Y
  const turn = (((Math.atan2(yMm, xMm) - Math.PI / 2) / TURN_RAD) % 1) + 1
  const tiles = (turn % 1) * ring.tileCount
  const tile = Math.min(Math.floor(tiles), ring.tileCount - 1)
  const offRad = ((tiles - tile - 0.5) * TURN_RAD) / ring.tileCount
  // a column's share of the tile is a share of its width w(r) = 2r·tan(π/N), not of the angle
  const across = 0.5 + Math.tan(offRad) / (2 * Math.tan(Math.PI / ring.tileCount))
  const widthMm = ring.outerRadiusMm - ring.innerRadiusMm
  const height = (radiusMm * Math.cos(offRad) - ring.innerRadiusMm) / widthMm
  return { tile, across, height: Math.min(1, Math.max(0, height)) }
}

function sampleAt(ring: SampledRing, xMm: number, yMm: number): number {
  const place = placeInTile(ring, xMm, yMm)
  if (place === null) return NOTHING
  const column = Math.min(ring.columns - 1, Math.max(0, Math.floor(place.across * ring.columns)))
  const step = Math.min(HEIGHT_STEPS - 1, Math.floor(place.height * HEIGHT_STEPS))
  return ((place.tile % 2) * ring.columns + column) * HEIGHT_STEPS + step
}

/** Which part of the ring a square picture shows: its middle, and its scale. */
export interface RingWindow {
  readonly sidePx: number
  readonly centreXMm: number
  readonly centreYMm: number
  readonly mmPerPx: number
}

/** Wood shown on each side of the ring. */
export const WOOD_MM = 2

/** The window in which the whole ring just fits, with a little wood round it. */
export function wholeRing(ring: Annulus, sidePx: number): RingWindow {
  const mmPerPx = (2 * (ring.outerRadiusMm + WOOD_MM)) / Math.max(1, sidePx)
  return { sidePx, centreXMm: 0, centreYMm: 0, mmPerPx }
}

/** A window on a few tiles at twelve o'clock, and at least on the ring's whole width. */
export function jointsOfRing(ring: SampledRing, sidePx: number, tiles: number): RingWindow {
  const meanMm = (ring.innerRadiusMm + ring.outerRadiusMm) / 2
  const tilesMm = tiles * 2 * meanMm * Math.tan(Math.PI / ring.tileCount)
  const sideMm = Math.max(tilesMm, 1.15 * (ring.outerRadiusMm - ring.innerRadiusMm))
  return { sidePx, centreXMm: 0, centreYMm: meanMm, mmPerPx: sideMm / Math.max(1, sidePx) }
}

/** Where a place of the picture lies on the rosette, y up. */
export function mmInWindow(
  window: RingWindow,
  xPx: number,
  yPx: number,
): { readonly xMm: number; readonly yMm: number } {
  const mid = window.sidePx / 2
  return {
    xMm: window.centreXMm + (xPx - mid) * window.mmPerPx,
    yMm: window.centreYMm + (mid - yPx) * window.mmPerPx,
  }
}

/** Looks up every pixel of a square picture of the ring. */
export function sampleRing(ring: SampledRing, window: RingWindow): RingSamples {
  const { sidePx, mmPerPx } = window
  const pixels: number[] = []
  const places: number[] = []
  const offsets = Array.from(
    { length: SAMPLES_EACH_WAY },
    (_, index) => (index + 0.5) / SAMPLES_EACH_WAY,
  )
  for (let y = 0; y < sidePx; y += 1) {
    for (let x = 0; x < sidePx; x += 1) {
      const middle = mmInWindow(window, x + 0.5, y + 0.5)
      const awayMm = Math.hypot(middle.xMm, middle.yMm)
      if (awayMm < ring.innerRadiusMm - mmPerPx || awayMm > ring.outerRadiusMm + mmPerPx) continue
      pixels.push(y * sidePx + x)
      for (const dy of offsets) {
        for (const dx of offsets) {
          const { xMm, yMm } = mmInWindow(window, x + dx, y + dy)
          places.push(sampleAt(ring, xMm, yMm))
        }
      }
    }
  }
  return { sidePx, pixels: Uint32Array.from(pixels), places: Uint32Array.from(places) }
}

/** Where a cell of the first tile lies in one of even or odd number, as it is laid. */
function laidColumn(column: number, columns: number, turned: boolean): number {
  return turned ? columns - 1 - column : column
}

/** Which colour lies at each height of one column; one more than the last colour where there is none. */
function heightTable(
  keys: string,
  thicknesses: readonly { readonly index: number; readonly thicknessMm: number }[],
  highestMm: number,
): Uint8Array {
  const table = new Uint8Array(HEIGHT_STEPS).fill(NO_COLOUR)
  let topMm = 0
  let from = 0
  for (let row = 0; row < keys.length; row += 1) {
    const { index, thicknessMm } = thicknesses[row] ?? { index: NO_COLOUR, thicknessMm: 0 }
    topMm += thicknessMm
    const to = Math.min(HEIGHT_STEPS, Math.round((topMm / highestMm) * HEIGHT_STEPS))
    table.fill(index, from, to)
    from = to
  }
  return table
}

/** The palette's place of the colour at each place of each column, for tiles of even and odd number. */
export function colourTable(pattern: Pattern, assembly: Assembly): Uint8Array {
  const columns = columnCountOf(pattern)
  const veneers = new Map(
    pattern.palette.map(({ key, thicknessMm }, index) => [key, { index, thicknessMm }]),
  )
  const stacks = Array.from({ length: columns }, (_, column) => {
    const keys = pattern.rows.map((row) => row.charAt(column)).join('')
    const laid = Array.from(keys, (key) => veneers.get(key) ?? { index: NO_COLOUR, thicknessMm: 0 })
    return { keys, laid, heightMm: laid.reduce((sum, { thicknessMm }) => sum + thicknessMm, 0) }
  })
  const highestMm = Math.max(...stacks.map(({ heightMm }) => heightMm))
  const table = new Uint8Array(2 * columns * HEIGHT_STEPS)
  for (const [column, { keys, laid }] of stacks.entries()) {
    const heights = heightTable(keys, laid, highestMm)
    table.set(heights, column * HEIGHT_STEPS)
    const odd = laidColumn(column, columns, assembly !== 'slip')
    const turned = assembly === 'inversion' ? heights.toReversed() : heights
    table.set(turned, (columns + odd) * HEIGHT_STEPS)
  }
  return table
}

function channelsOf(pattern: Pattern): Uint8Array {
  const channels = new Uint8Array(pattern.palette.length * 3)
  for (const [index, { colour }] of pattern.palette.entries()) {
    for (const part of [0, 1, 2]) {
      channels[index * 3 + part] = Number.parseInt(colour.slice(1 + part * 2, 3 + part * 2), 16)
    }
  }
  return channels
}

/** A colour table with the red, green and blue of each colour in it. */
interface Colours {
  readonly table: Uint8Array
  readonly channels: Uint8Array
}

/** The mean colour of the samples of one pixel, and how many of them the ring covers, as its alpha. */
function colourPixel(
  samples: RingSamples,
  pixel: number,
  { table, channels }: Colours,
  rgba: Uint8ClampedArray,
): void {
  let red = 0
  let green = 0
  let blue = 0
  let covered = 0
  for (let sample = pixel * PER_PIXEL; sample < (pixel + 1) * PER_PIXEL; sample += 1) {
    // beside the table there is nothing, either
    const colour = table[samples.places[sample] ?? NOTHING] ?? NO_COLOUR
    if (colour === NO_COLOUR) continue
    red += channels[colour * 3] ?? 0
    green += channels[colour * 3 + 1] ?? 0
    blue += channels[colour * 3 + 2] ?? 0
    covered += 1
  }
  const at = (samples.pixels[pixel] ?? 0) * 4
  const share = Math.max(1, covered)
  rgba[at] = red / share
  rgba[at + 1] = green / share
  rgba[at + 2] = blue / share
  rgba[at + 3] = (255 * covered) / PER_PIXEL
}

/** Colours the ring's pixels of a picture (RGBA, `sidePx` squared); all others stay as they are. */
export function colourRing(
  samples: RingSamples,
  pattern: Pattern,
  assembly: Assembly,
  rgba: Uint8ClampedArray,
): void {
  const colours = { table: colourTable(pattern, assembly), channels: channelsOf(pattern) }
  for (let pixel = 0; pixel < samples.pixels.length; pixel += 1) {
    colourPixel(samples, pixel, colours, rgba)
  }
}
