import { describeValue, type DataProblem } from '../../outcome/problem.ts'
import { failure, type Result, success } from '../../outcome/result.ts'
import {
  fieldProblem,
  fieldsOf,
  leftAside,
  lengthField,
  type LegacyPart,
  numberField,
  textField,
} from './fields.ts'
import {
  type LegacyCell,
  type LegacyMake,
  type LegacyRing,
  type LegacyRings,
  patternOfCells,
  tilesOfLength,
} from './legacy-ring.ts'

/** Fields of a ring of the generator. */
export const SPEC_FIELDS = [
  'ring_index',
  'inner_diameter_mm',
  'outer_diameter_mm',
  'pattern_type',
  'primary_color',
  'secondary_color',
  'tile_width_mm',
  'tile_angle_deg',
  'grid',
  'grid_repeats',
  'mirror_alternation',
]
const USUAL_TILE_MM = 2
const USUAL_ANGLE_DEG = 45

interface Spec {
  readonly part: LegacyPart
  readonly index: number
  readonly innerRadiusMm: number
  readonly outerRadiusMm: number
}

interface Made {
  readonly made: LegacyMake
  readonly remarks: readonly string[]
}

function middleOf({ innerRadiusMm, outerRadiusMm }: Spec): number {
  return (innerRadiusMm + outerRadiusMm) / 2
}

function weaveOf({ part }: Spec, weave: 'rope' | 'herringbone'): Made {
  const tileMm = numberField(part, 'tile_width_mm') ?? USUAL_TILE_MM
  const asked = numberField(part, 'tile_angle_deg') ?? USUAL_ANGLE_DEG
  const angleDeg = Math.min(80, Math.max(10, asked))
  // one repeat along the ring is one tile: a + b = p·sin θ, halved
  const layerMm = (tileMm * Math.sin((angleDeg * Math.PI) / 180)) / 2
  return {
    made: { kind: 'strip', weave, layerMm: Math.min(10, Math.max(0.05, layerMm)), angleDeg },
    remarks: [
      `its tile of ${String(tileMm)} mm was taken for one repeat, both layers alike`,
      ...(asked === angleDeg
        ? []
        : [`an angle of ${String(asked)} degrees was taken as ${String(angleDeg)}`]),
    ],
  }
}

/** Squares in turn, as wide as the record's tile and as high as fill the ring. */
function checkerboardOf(spec: Spec): Made {
  const { part } = spec
  const cellMm = numberField(part, 'tile_width_mm') ?? USUAL_TILE_MM
  const widthMm = spec.outerRadiusMm - spec.innerRadiusMm
  const rowCount = Math.max(1, Math.round(widthMm / cellMm))
  const thicknessMm = widthMm / rowCount
  const light: LegacyCell = { name: textField(part, 'secondary_color') ?? 'white', thicknessMm }
  const dark: LegacyCell = { name: textField(part, 'primary_color') ?? 'black', thicknessMm }
  const rows = Array.from({ length: rowCount }, (_, row) =>
    row % 2 === 0 ? [dark, light] : [light, dark],
  )
  const tileCount = tilesOfLength(middleOf(spec), 2 * cellMm)
  return { made: { kind: 'tile', tileCount, pattern: patternOfCells(rows) }, remarks: [] }
}

function cellName(value: unknown, part: LegacyPart): string | null {
  if (value === 0) return textField(part, 'primary_color') ?? 'black'
  if (value === 1) return textField(part, 'secondary_color') ?? 'white'
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? value : null
}

/** The cells of a grid; an entry that is an object counts strips and orders none. */
function cellsOf(
  part: LegacyPart,
  list: readonly unknown[],
  thicknessMm: number,
): Result<readonly (readonly LegacyCell[])[], DataProblem> {
  const rows: LegacyCell[][] = []
  for (const [index, row] of list.entries()) {
    const place = `grid[${String(index)}]`
    if (fieldsOf(row) !== null) return failure(fieldProblem(part, place, NO_ORDER))
    const cells: readonly unknown[] = Array.isArray(row) ? row : []
    const names = cells.map((cell) => cellName(cell, part))
    if (names.length === 0 || names.includes(null)) {
      return failure(fieldProblem(part, place, `${describeValue(row)} is no row of colours`))
    }
    rows.push(names.map((name) => ({ name: name ?? '', thicknessMm })))
  }
  return success(rows)
}

/** A matrix of its own: its rows fill the ring's width. */
function gridOf(spec: Spec): Result<Made, DataProblem> {
  const { part } = spec
  const grid: unknown = part.fields['grid']
  const list: readonly unknown[] = Array.isArray(grid) ? grid : []
  if (list.length === 0) {
    const message = 'is missing: a custom matrix without its cells cannot be drawn or built'
    return failure(fieldProblem(part, 'grid', message))
  }
  const thicknessMm = (spec.outerRadiusMm - spec.innerRadiusMm) / list.length
  const rows = cellsOf(part, list, thicknessMm)
  if (!rows.ok) return rows
  const pattern = patternOfCells(rows.value)
  if (pattern === null) {
    const message = 'has rows of unequal length, or more than 200 rows or columns or 62 colours'
    return failure(fieldProblem(part, 'grid', message))
  }
  const repeats = numberField(part, 'grid_repeats') ?? 0
  const columns = pattern.rows[0]?.length ?? 1
  const tileCount =
    repeats >= 4 ? Math.round(repeats) : tilesOfLength(middleOf(spec), columns * thicknessMm)
  const remarks = ['the first row of its grid was taken as the innermost']
  return success({ made: { kind: 'tile', tileCount, pattern }, remarks })
}

/** What is said of counts without order. */
export const NO_ORDER =
  'counts strips of each colour but does not say their order, so it can neither be drawn nor built; paint it as a pattern instead'

function makeOf(spec: Spec): Result<Made, DataProblem> {
  const { part } = spec
  const type = (textField(part, 'pattern_type') ?? 'solid').toLowerCase()
  switch (type) {
    case 'rope':
    case 'herringbone':
      return success(weaveOf(spec, type))
    case 'checkerboard':
      return success(checkerboardOf(spec))
    case 'custom_matrix':
      return gridOf(spec)
    case 'solid':
      return success({ made: { kind: 'arcs' }, remarks: [] })
    default: {
      const tileMm = numberField(part, 'tile_width_mm') ?? USUAL_TILE_MM
      const tileCount = tilesOfLength(middleOf(spec), tileMm)
      return success({
        made: { kind: 'tile', tileCount, pattern: null },
        remarks: [`"${type}" is a name without cells; it became tiles without a picture`],
      })
    }
  }
}

function readSpec(part: LegacyPart, at: number): Result<Spec, DataProblem> {
  const inner = lengthField(part, 'inner_diameter_mm')
  if (!inner.ok) return inner
  const outer = lengthField(part, 'outer_diameter_mm')
  if (!outer.ok) return outer
  const index = numberField(part, 'ring_index') ?? at
  return success({ part, index, innerRadiusMm: inner.value / 2, outerRadiusMm: outer.value / 2 })
}

/** RingSpec of the older generator: rings of an inner and an outer diameter, ring 0 innermost. */
export function readRingSpecs(parts: readonly LegacyPart[]): Result<LegacyRings, DataProblem> {
  const specs: Spec[] = []
  for (const [at, part] of parts.entries()) {
    const spec = readSpec(part, at)
    if (!spec.ok) return spec
    specs.push(spec.value)
  }
  const rings: LegacyRing[] = []
  const remarks: string[] = []
  for (const [at, spec] of specs.toSorted((a, b) => a.index - b.index).entries()) {
    const made = makeOf(spec)
    if (!made.ok) return made
    const type = textField(spec.part, 'pattern_type') ?? 'ring'
    const name = `${type.charAt(0).toUpperCase()}${type.slice(1).replaceAll('_', ' ')} ${String(at + 1)}`
    const { innerRadiusMm, outerRadiusMm } = spec
    rings.push({
      name,
      innerRadiusMm,
      outerRadiusMm,
      sliceThicknessMm: null,
      made: made.value.made,
    })
    remarks.push(...made.value.remarks.map((remark) => `${name}: ${remark}.`))
    if (spec.part.fields['mirror_alternation'] === true) {
      remarks.push(`${name}: tiles were turned over in turn; set its assembly to book match.`)
    }
    remarks.push(...leftAside(spec.part, SPEC_FIELDS))
  }
  return success({ rings, remarks })
}
