import { PATTERN_KEYS, PATTERN_LIMITS, type Pattern } from '../../pattern/pattern.schema.ts'
import { TURN_RAD } from '../../units/angle.ts'
import { RING_DEFAULTS } from '../migrate-plan.ts'
import { PLAN_LIMITS, type Ring } from '../plan.schema.ts'

/** A ring read from an older record, from the inside out, not yet checked. */
export interface LegacyRing {
  readonly name: string
  readonly innerRadiusMm: number
  readonly outerRadiusMm: number
  readonly sliceThicknessMm: number | null
  readonly made: LegacyMake
}

/** How it is produced, as far as the record says. */
export type LegacyMake =
  | { readonly kind: 'tile'; readonly tileCount: number; readonly pattern: Pattern | null }
  | { readonly kind: 'arcs' }
  | {
      readonly kind: 'strip'
      readonly weave: 'rope' | 'herringbone'
      readonly layerMm: number
      readonly angleDeg: number
    }

/** Rings of a record and one sentence for everything that was taken in some way or left out. */
export interface LegacyRings {
  readonly rings: readonly LegacyRing[]
  readonly remarks: readonly string[]
}

/** Inner and outer radius of a ring that is told by its middle, mm. */
export function aroundMiddle(
  middleMm: number,
  widthMm: number,
): Pick<LegacyRing, 'innerRadiusMm' | 'outerRadiusMm'> {
  return { innerRadiusMm: middleMm - widthMm / 2, outerRadiusMm: middleMm + widthMm / 2 }
}

/** From the inside out, by their middles. */
export function outwards<R extends LegacyRing>(rings: readonly R[]): readonly R[] {
  const diameter = ({ innerRadiusMm, outerRadiusMm }: LegacyRing) => innerRadiusMm + outerRadiusMm
  return rings.toSorted((a, b) => diameter(a) - diameter(b))
}

/** Tiles of a length round a middle, N = round(2π·r / l), within what a plan may have. */
export function tilesOfLength(middleMm: number, lengthMm: number): number {
  const count = Math.round((TURN_RAD * middleMm) / lengthMm)
  return Math.min(PLAN_LIMITS.maxTileCount, Math.max(4, count))
}

/** Colours of names the older system used; others are drawn grey. */
const NAMED_COLOURS: Readonly<Record<string, string>> = {
  black: '#211c1a',
  ebony: '#1f1c1b',
  white: '#efe2c4',
  maple: '#e6cfa8',
  natural: '#dcc69a',
  cream: '#efe2c4',
  brown: '#5f432e',
  walnut: '#5c3f2a',
  mahogany: '#6b3a28',
  rosewood: '#4a2a25',
  red: '#98382b',
  green: '#3f6b4f',
  blue: '#35577a',
  yellow: '#d9b45f',
  orange: '#b4602f',
  abalone: '#6aa7a0',
}
const NO_COLOUR = '#999999'

/** A colour as `#rrggbb`, from hex of three or six digits or a known name. */
export function legacyColour(text: string): string {
  const name = text.trim().toLowerCase()
  if (/^#[0-9a-f]{6}$/.test(name)) return name
  const [, r, g, b] = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(name) ?? []
  if (r !== undefined && g !== undefined && b !== undefined) return `#${r}${r}${g}${g}${b}${b}`
  return NAMED_COLOURS[name] ?? NO_COLOUR
}

/** One cell of an older picture. */
export interface LegacyCell {
  readonly name: string
  readonly thicknessMm: number
}

/** Whether rows of cells make a grid no larger than a pattern may be. */
function isGrid(rows: readonly (readonly LegacyCell[])[]): boolean {
  const columns = rows[0]?.length ?? 0
  const fits = columns > 0 && columns <= PATTERN_LIMITS.maxColumns
  return (
    fits && rows.length <= PATTERN_LIMITS.maxRows && rows.every((row) => row.length === columns)
  )
}

/** One text for each veneer: its name and thickness. */
function veneerId({ name, thicknessMm }: LegacyCell): string {
  return `${name}\n${String(thicknessMm)}`
}

/**
 * A pattern of rows of cells, row 0 innermost: a colour of the palette for each name and thickness. Null
 * when it is no grid, or larger than a pattern may be.
 */
export function patternOfCells(rows: readonly (readonly LegacyCell[])[]): Pattern | null {
  const veneers = new Map(rows.flat().map((cell) => [veneerId(cell), cell]))
  if (!isGrid(rows) || veneers.size > PATTERN_LIMITS.maxColours) return null
  const keys = new Map([...veneers.keys()].map((id, index) => [id, PATTERN_KEYS.charAt(index)]))
  const palette = [...veneers].map(([id, { name, thicknessMm }]) => ({
    key: keys.get(id) ?? '',
    name: name.trim() === '' ? 'Unnamed' : name.trim().slice(0, 60),
    colour: legacyColour(name),
    thicknessMm,
    materialId: null,
  }))
  const letter = (cell: LegacyCell) => keys.get(veneerId(cell)) ?? ''
  return { palette, rows: rows.map((row) => row.map(letter).join('')) }
}

/** Sums of decimals as decimals. */
function tidyMm(lengthMm: number): number {
  return Math.round(lengthMm * 1e6) / 1e6
}

/** The ring as a plan has it; what the record cannot know waits for the calliper. */
export function planRing(ring: LegacyRing, index: number): Ring {
  const { made } = ring
  const base = {
    id: `ring-${String(index + 1)}`,
    name: ring.name.slice(0, 80),
    innerRadiusMm: tidyMm(ring.innerRadiusMm),
    outerRadiusMm: tidyMm(ring.outerRadiusMm),
    inlayThicknessMm: ring.sliceThicknessMm,
    proudMm: 0.2,
  }
  if (made.kind === 'arcs') {
    return { ...RING_DEFAULTS.arcs, ...base, kind: 'arcs', materialId: 'maple-sugar' }
  }
  if (made.kind === 'strip') {
    const { weave, layerMm, angleDeg } = made
    return {
      ...RING_DEFAULTS.strip,
      ...base,
      kind: 'strip',
      materialId: 'veneer-black-white',
      weave: { kind: weave, lightMm: layerMm, darkMm: layerMm, angleDeg, backed: false },
    }
  }
  const { tileCount, pattern } = made
  const columns = pattern?.rows[0]?.length ?? 1
  const materialId = 'mosaic-veneer'
  return { ...RING_DEFAULTS.tile, ...base, kind: 'tile', materialId, tileCount, columns, pattern }
}
