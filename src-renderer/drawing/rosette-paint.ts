import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { annulusPath } from '#core/rosette/draw-rosette-path.ts'
import { type DrawingColours, ringPicture } from '#core/rosette/ring-picture.ts'
import { isPictured, isTurnedTile, type PicturedRing, tileFills } from '#core/rosette/tile-cells.ts'
import { TURN_RAD } from '#core/units/angle.ts'
import type { SizePx, View } from './view.ts'

interface PaintedFill {
  readonly colour: string
  readonly path: Path2D
}

/** One way a tile is laid, at the first joint. */
interface PaintedTile {
  readonly fills: readonly PaintedFill[]
  /** Pieces it is drawn of. */
  readonly pieces: number
  /** Kept pictures of the tile by their scale in px for 1 mm. */
  readonly sprites: Map<number, HTMLCanvasElement>
}

/** A ring ready to be painted. */
interface PaintedRing {
  readonly ring: Ring
  readonly ground: PaintedFill
  readonly fills: readonly PaintedFill[]
  readonly grain: {
    readonly colour: string
    readonly widthMm: number
    readonly path: Path2D
  } | null
  /** As the log gives them, and turned. */
  readonly tiles: readonly [PaintedTile, PaintedTile] | null
}

/** Above so many pieces in sight tiles are drawn as kept pictures: 60 frames a second need it. */
const MOST_PIECES = 6000
/** Grain finer than this on the screen is a smudge, px between lines about 1 mm apart. */
const GRAIN_LEAST_SCALE = 5

function paintedFill({ colour, path }: { colour: string; path: string }): PaintedFill {
  return { colour, path: new Path2D(path) }
}

function paintedTile(ring: PicturedRing, tile: number): PaintedTile {
  const fills = tileFills(ring, tile)
  return {
    fills: fills.map(paintedFill),
    pieces: fills.reduce((sum, { path }) => sum + path.split('M').length - 1, 0),
    sprites: new Map(),
  }
}

function paintedTiles(ring: Ring): PaintedRing['tiles'] {
  if (ring.kind !== 'tile' || !isPictured(ring)) return null
  const first = paintedTile(ring, 0)
  return [first, ring.assembly === 'slip' ? first : paintedTile(ring, 1)]
}

const kept = new WeakMap<DrawingColours, WeakMap<Ring, PaintedRing>>()

/** A ring's paths, worked out once for as long as ring and colours stay what they are. */
function paintedRing(ring: Ring, colours: DrawingColours): PaintedRing {
  const rings = kept.get(colours) ?? new WeakMap<Ring, PaintedRing>()
  kept.set(colours, rings)
  const known = rings.get(ring)
  if (known !== undefined) return known
  const { ground, fills, grain } = ringPicture(ring, colours)
  const painted: PaintedRing = {
    ring,
    ground: paintedFill({
      colour: ground,
      path: annulusPath(ring.innerRadiusMm, ring.outerRadiusMm),
    }),
    fills: fills.map(paintedFill),
    grain: grain === null ? null : { ...grain, path: new Path2D(grain.path) },
    tiles: paintedTiles(ring),
  }
  rings.set(ring, painted)
  return painted
}

/** Box round the tile at the first joint, mm, y up. */
function tileBox({ innerRadiusMm, outerRadiusMm }: Ring, stepRad: number) {
  const minXMm = -outerRadiusMm * Math.sin(Math.min(stepRad, Math.PI / 2))
  const minYMm = innerRadiusMm * Math.cos(stepRad)
  return { minXMm, minYMm, widthMm: -minXMm, heightMm: outerRadiusMm - minYMm }
}

/** A picture of the tile at a scale that is at least the asked one, in steps of √2. */
function spriteOf(tile: PaintedTile, ring: Ring, stepRad: number, pxPerMm: number) {
  const scale = Math.SQRT2 ** Math.ceil(Math.log2(pxPerMm) * 2)
  const known = tile.sprites.get(scale)
  if (known !== undefined) return known
  const box = tileBox(ring, stepRad)
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.ceil(box.widthMm * scale))
  canvas.height = Math.max(1, Math.ceil(box.heightMm * scale))
  const context = canvas.getContext('2d')
  if (context !== null) {
    const sx = canvas.width / box.widthMm
    const sy = canvas.height / box.heightMm
    context.setTransform(sx, 0, 0, -sy, -box.minXMm * sx, (box.minYMm + box.heightMm) * sy)
    for (const { colour, path } of tile.fills) {
      context.fillStyle = colour
      context.fill(path, 'evenodd')
    }
  }
  // A few scales are in use while zooming; older ones are let go.
  if (tile.sprites.size >= 4) tile.sprites.clear()
  tile.sprites.set(scale, canvas)
  return canvas
}

/** Tiles of a ring that can be seen, by their number round the ring. */
function tilesInSight(
  ring: Ring & { tileCount: number },
  view: View,
  size: SizePx,
): readonly number[] {
  const { tileCount, innerRadiusMm, outerRadiusMm } = ring
  const stepRad = TURN_RAD / tileCount
  const middleMm = (innerRadiusMm + outerRadiusMm) / 2
  const reachPx =
    Math.hypot(outerRadiusMm * stepRad, outerRadiusMm - innerRadiusMm) * view.scalePxPerMm
  const seen: number[] = []
  for (let tile = 0; tile < tileCount; tile += 1) {
    const angleRad = Math.PI / 2 + (tile + 0.5) * stepRad
    const x = view.originXPx + middleMm * Math.cos(angleRad) * view.scalePxPerMm
    const y = view.originYPx - middleMm * Math.sin(angleRad) * view.scalePxPerMm
    const isSeen =
      x > -reachPx && y > -reachPx && x < size.widthPx + reachPx && y < size.heightPx + reachPx
    if (isSeen) seen.push(tile)
  }
  return seen
}

/** How the canvas stands to the drawing. */
export interface PaintPlace {
  readonly view: View
  readonly size: SizePx
  /** Device px for one px of the page. */
  readonly density: number
}

interface SeenTiles {
  readonly painted: PaintedRing
  readonly numbers: readonly number[]
}

function paintTile(
  context: CanvasRenderingContext2D,
  { ring, tiles }: PaintedRing,
  number: number,
  { view, density, asSprites }: PaintPlace & { readonly asSprites: boolean },
): void {
  if (ring.kind !== 'tile' || tiles === null) return
  const stepRad = TURN_RAD / ring.tileCount
  const tile = tiles[isTurnedTile(ring.assembly, number) ? 1 : 0]
  const scale = view.scalePxPerMm * density
  const cos = Math.cos(number * stepRad) * scale
  const sin = Math.sin(number * stepRad) * scale
  const [x, y] = [view.originXPx * density, view.originYPx * density]
  if (asSprites) {
    const box = tileBox(ring, stepRad)
    context.setTransform(cos, -sin, sin, cos, x, y)
    const sprite = spriteOf(tile, ring, stepRad, scale)
    context.drawImage(sprite, box.minXMm, -box.minYMm - box.heightMm, box.widthMm, box.heightMm)
    return
  }
  context.setTransform(cos, -sin, -sin, -cos, x, y)
  for (const { colour, path } of tile.fills) {
    context.fillStyle = colour
    context.fill(path, 'evenodd')
  }
}

function paintPlain(
  context: CanvasRenderingContext2D,
  { ground, fills, grain }: PaintedRing,
  { view, density }: PaintPlace,
): void {
  const scale = view.scalePxPerMm * density
  context.setTransform(scale, 0, 0, -scale, view.originXPx * density, view.originYPx * density)
  for (const { colour, path } of [ground, ...fills]) {
    context.fillStyle = colour
    context.fill(path, 'evenodd')
  }
  if (grain === null || view.scalePxPerMm < GRAIN_LEAST_SCALE) return
  context.strokeStyle = grain.colour
  context.lineWidth = grain.widthMm
  context.stroke(grain.path)
}

/**
 * Paints the rings of a rosette: every cell in its true place, edges radial lines and true arcs. Where
 * more pieces are in sight than a frame allows, each way of laying a tile is painted once and copied round.
 */
export function paintRings(
  context: CanvasRenderingContext2D,
  plan: Plan,
  colours: DrawingColours,
  place: PaintPlace,
): void {
  const { size, density, view } = place
  context.setTransform(1, 0, 0, 1, 0, 0)
  context.clearRect(0, 0, size.widthPx * density, size.heightPx * density)
  const rings = plan.rings.map((ring) => paintedRing(ring, colours))
  for (const painted of rings) paintPlain(context, painted, place)
  const seen = rings.flatMap((painted): SeenTiles[] =>
    painted.tiles === null || painted.ring.kind !== 'tile'
      ? []
      : [{ painted, numbers: tilesInSight(painted.ring, view, size) }],
  )
  const pieces = seen.reduce(
    (sum, { painted, numbers }) => sum + numbers.length * (painted.tiles?.[0].pieces ?? 0),
    0,
  )
  const how = { ...place, asSprites: pieces > MOST_PIECES }
  for (const { painted, numbers } of seen) {
    for (const number of numbers) paintTile(context, painted, number, how)
  }
}
