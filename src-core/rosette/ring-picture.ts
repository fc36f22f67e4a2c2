import { annulusMeanRadiusMm, annulusWidthMm } from '../geometry/annulus.ts'
import type { Path } from '../geometry/path.ts'
import { layOut } from '../strips/laminate-layout.ts'
import { ringFace } from '../strips/laminate-shapes.ts'
import type { Strip, StripFamily } from '../strips/strip-family.schema.ts'
import { TURN_RAD } from '../units/angle.ts'
import {
  annulusPath,
  FIRST_JOINT_RAD,
  jointsPath,
  pathNumber,
  sectorPath,
  stretchesInRing,
} from './draw-rosette-path.ts'
import type { Plan, Ring, RingOf, TileRing } from './plan.schema.ts'
import { divideShell, shellPieceOutline } from './shell-pieces.ts'
import { commonestLetter, type Fill, isPictured, paletteColours } from './tile-cells.ts'

/** Colours by material id; a ring of another material is drawn in `other`. */
export interface DrawingColours {
  readonly top: string
  readonly byMaterialId: Readonly<Record<string, string>>
  readonly other: string
  /** Strip families by id, for rings that are bent of one. */
  readonly stripFamilies?: Readonly<Record<string, StripFamily>>
}

/** Lines that hint at the grain: thin strokes in one colour. */
export interface GrainLines {
  readonly colour: string
  readonly widthMm: number
  /** SVG path, mm, y up. */
  readonly path: string
}

/** What a ring looks like, apart from the cells of its tiles. */
export interface RingPicture {
  /** The ring's own colour, under everything else. */
  readonly ground: string
  readonly fills: readonly Fill[]
  readonly grain: GrainLines | null
  /** Joints between pieces, as radial lines; empty where the ring is of one piece. */
  readonly joints: string
}

const GRAIN_WIDTH_MM = 0.08
const LIGHT_WOOD = '#ece0c4'
const DARK_WOOD = '#26211e'
/** What a straight piece of shell leaves open is filled with black glue. */
const FILLER = '#1c1a19'

const channels = (colour: string) =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))

/** A colour made lighter (share above 0) or darker (below), `#rrggbb`. */
export function shade(colour: string, share: number): string {
  const towards = share > 0 ? 255 : 0
  const mixed = channels(colour).map((part) => part + (towards - part) * Math.abs(share))
  return `#${mixed.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

/** Brightness of a colour, 0 to 1, by the weights of ITU-R BT.601. */
export function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour)
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
}

function grainOf(ground: string, path: string): GrainLines {
  return {
    colour: shade(ground, brightness(ground) > 0.3 ? -0.16 : 0.14),
    widthMm: GRAIN_WIDTH_MM,
    path,
  }
}

/** Fine circles, about one a millimetre: the grain of wood bent along the ring. */
function bentGrain({ innerRadiusMm, outerRadiusMm }: Ring, ground: string): GrainLines {
  const widthMm = outerRadiusMm - innerRadiusMm
  const count = Math.min(60, Math.max(1, Math.round(widthMm / 0.7)))
  const path = Array.from({ length: count }, (_, index) => {
    // Uneven on purpose, as years are, and the same every time.
    const share = (index + 0.5 + 0.3 * Math.sin(2.4 * index)) / count
    const r = pathNumber(innerRadiusMm + widthMm * share)
    return `M${r} 0A${r} ${r} 0 0 1 -${r} 0A${r} ${r} 0 0 1 ${r} 0`
  }).join('')
  return grainOf(ground, path)
}

/** Straight grain in every piece, along the piece's chord: how an arc is sawn from a board. */
function arcGrain(ring: RingOf<'arcs'>, ground: string): GrainLines {
  const { innerRadiusMm, outerRadiusMm, arcCount } = ring
  const halfRad = Math.PI / arcCount
  const lowest = arcCount === 1 ? -outerRadiusMm : innerRadiusMm * Math.cos(halfRad)
  const offsets: number[] = []
  for (let offset = lowest + 0.4; offset < outerRadiusMm; offset += 1) offsets.push(offset)
  const path = Array.from({ length: arcCount }, (_, piece) => {
    const middleRad = FIRST_JOINT_RAD + (2 * piece + 1) * halfRad
    const [cos, sin] = [Math.cos(middleRad), Math.sin(middleRad)]
    return offsets
      .flatMap((offset) => {
        const limit = arcCount === 1 ? Infinity : offset * Math.tan(halfRad)
        const at = (along: number) =>
          `${pathNumber(offset * cos - along * sin)} ${pathNumber(offset * sin + along * cos)}`
        return stretchesInRing(innerRadiusMm, outerRadiusMm, offset, limit).map(
          ([from, to]) => `M${at(from)}L${at(to)}`,
        )
      })
      .join('')
  }).join('')
  return grainOf(ground, path)
}

function weaveStrip(id: string, colour: string, widthMm: number): Strip {
  return { id, name: id, widthMm, thicknessMm: null, colour, materialId: null }
}

/** The weave a ring states for itself, as a family as wide as the ring. */
function familyOfWeave(ring: RingOf<'strip'>, ground: string): StripFamily | null {
  const { weave } = ring
  if (weave.kind === 'plain') return null
  const isDark = brightness(ground) < 0.5
  const strips = [
    weaveStrip('light', isDark ? LIGHT_WOOD : ground, weave.lightMm),
    weaveStrip('dark', isDark ? ground : DARK_WOOD, weave.darkMm),
  ]
  const widthMm = annulusWidthMm(ring)
  const shared = { angleDeg: weave.angleDeg, border: [] }
  return {
    schema: 'rmos.strip-family',
    version: 1,
    id: 'weave',
    name: ring.name,
    lane: 'experimental',
    notes: '',
    glueLineMm: 0,
    strips,
    construction:
      weave.kind === 'rope'
        ? { kind: 'rope', bandWidthMm: widthMm, ...shared }
        : { kind: weave.kind, bandWidthMm: widthMm / 2, middle: null, phase: 'points', ...shared },
  }
}

function stripPicture(ring: RingOf<'strip'>, ground: string, colours: DrawingColours): RingPicture {
  const named =
    ring.stripFamilyId === null ? undefined : colours.stripFamilies?.[ring.stripFamilyId]
  const family = named ?? familyOfWeave(ring, ground)
  if (family === null) return { ground, fills: [], grain: bentGrain(ring, ground), joints: '' }
  // A family wider or narrower than the ring is drawn as wide as it is, about the ring's middle.
  const innerMm = annulusMeanRadiusMm(ring) - layOut(family).widthMm / 2
  const fills = ringFace(family, innerMm).shapes.map(({ colour, path }) => ({ colour, path }))
  return { ground, fills, grain: null, joints: '' }
}

function straightPath(outline: Path, turnRad: number): string {
  const [cos, sin] = [Math.cos(turnRad), Math.sin(turnRad)]
  const corners = outline.map(
    ({ from: { xMm, yMm } }) =>
      `${pathNumber(xMm * cos - yMm * sin)} ${pathNumber(xMm * sin + yMm * cos)}`,
  )
  return `M${corners.join('L')}Z`
}

/** Pieces of shell, every other one a little lighter, as neighbouring blanks are. */
function shellPicture(ring: RingOf<'shell'>, colour: string): RingPicture {
  const { innerRadiusMm, outerRadiusMm } = ring
  const { pieceCount } = divideShell(ring)
  const stepRad = TURN_RAD / pieceCount
  const outline = shellPieceOutline(ring)
  const pieces = (odd: 0 | 1) =>
    Array.from({ length: pieceCount }, (_, piece) => piece)
      .filter((piece) => piece % 2 === odd)
      .map((piece) => {
        const middleRad = FIRST_JOINT_RAD + (piece + 0.5) * stepRad
        if (!ring.precurved) return straightPath(outline, middleRad - Math.PI / 2)
        const fromRad = middleRad - stepRad / 2
        return sectorPath({ innerRadiusMm, outerRadiusMm, fromRad, toRad: fromRad + stepRad })
      })
      .join('')
  return {
    ground: FILLER,
    fills: [
      { colour, path: pieces(0) },
      { colour: shade(colour, 0.14), path: pieces(1) },
    ],
    grain: null,
    joints: jointsPath(innerRadiusMm, outerRadiusMm, pieceCount),
  }
}

/** Every second tile, so that neighbours can be told apart where there is no picture. */
function tilesWithoutPicture(ring: TileRing, ground: string): readonly Fill[] {
  const { innerRadiusMm, outerRadiusMm, tileCount } = ring
  const stepRad = TURN_RAD / tileCount
  const path = Array.from({ length: Math.floor(tileCount / 2) }, (_, pair) => {
    const fromRad = FIRST_JOINT_RAD + 2 * pair * stepRad
    return sectorPath({ innerRadiusMm, outerRadiusMm, fromRad, toRad: fromRad + stepRad })
  }).join('')
  return [{ colour: shade(ground, -0.14), path }]
}

function tilePicture(ring: TileRing, colour: string): RingPicture {
  const { innerRadiusMm, outerRadiusMm, tileCount } = ring
  const joints = jointsPath(innerRadiusMm, outerRadiusMm, tileCount)
  if (!isPictured(ring)) {
    return { ground: colour, fills: tilesWithoutPicture(ring, colour), grain: null, joints }
  }
  const ground = paletteColours(ring).get(commonestLetter(ring)) ?? colour
  return { ground, fills: [], grain: null, joints }
}

/** What one ring looks like; the cells of pictured tiles come from `tileFills` or `ringFills`. */
export function ringPicture(ring: Ring, colours: DrawingColours): RingPicture {
  const colour = colours.byMaterialId[ring.materialId] ?? colours.other
  switch (ring.kind) {
    case 'tile':
      return tilePicture(ring, colour)
    case 'strip':
      return stripPicture(ring, colour, colours)
    case 'arcs':
      return {
        ground: colour,
        fills: [],
        grain: arcGrain(ring, colour),
        joints:
          ring.arcCount === 1
            ? ''
            : jointsPath(ring.innerRadiusMm, ring.outerRadiusMm, ring.arcCount),
      }
    case 'disc':
      return { ground: colour, fills: [], grain: bentGrain(ring, colour), joints: '' }
    case 'shell':
      return shellPicture(ring, colour)
    case 'bought':
      return { ground: colour, fills: [], grain: null, joints: '' }
  }
}

/** Wood shown around the outermost ring, mm. */
export const TOP_MARGIN_MM = 6
/** Years of the top's grain, mm apart. */
const TOP_GRAIN_MM = 1.6

/** Radius to which the top is drawn, mm. */
export function topReachMm(plan: Plan): number {
  return (
    Math.max(plan.soundhole.radiusMm, ...plan.rings.map((ring) => ring.outerRadiusMm)) +
    TOP_MARGIN_MM
  )
}

/** The top round the soundhole with its straight grain, which runs to the neck. */
export function topPicture(plan: Plan, ground: string): { fill: Fill; grain: GrainLines } {
  const reachMm = topReachMm(plan)
  const holeMm = plan.soundhole.radiusMm
  const lines: string[] = []
  const count = Math.floor(reachMm / TOP_GRAIN_MM)
  for (let line = -count; line <= count; line += 1) {
    const x = (line + 0.35 * Math.sin(1.9 * line)) * TOP_GRAIN_MM
    for (const [from, to] of stretchesInRing(holeMm, reachMm, x)) {
      lines.push(`M${pathNumber(x)} ${pathNumber(from)}V${pathNumber(to)}`)
    }
  }
  return {
    fill: { colour: ground, path: annulusPath(holeMm, reachMm) },
    grain: { colour: shade(ground, -0.1), widthMm: 0.12, path: lines.join('') },
  }
}
