import type { VeneerColour } from '../pattern.schema.ts'

/** Every parameter a template may have; the screen has a label and a help text for each. */
export const TEMPLATE_PARAMETER_IDS = [
  /** Rows of the whole tile, edges included. */
  'rows',
  /** Plain rows at the inner and at the outer edge, each. */
  'edgeRows',
  /** Repeats in one tile. */
  'repeats',
  /** Columns by which the picture is turned round the ring. */
  'phase',
  /** 1 leans counterclockwise going outwards, -1 clockwise. */
  'direction',
  /** Columns a strand or stripe moves between its inner and its outer end. */
  'lean',
  'strands',
  /** Columns of one strand, stripe or kernel; in a plait rows. */
  'strandWidth',
  /** Columns of the dark line between two strands. */
  'outline',
  /** Rows of the line in the middle. */
  'lineRows',
  /** 0: the points of both halves meet; 1: they are half a repeat apart. */
  'stagger',
  'gapWidth',
  'railRows',
  /** Columns of one arm of a zigzag. */
  'armWidth',
  /** Rows a zigzag or a wave rises. */
  'rise',
  /** Rows of one band. */
  'bandRows',
  /** Bands or nested shapes of different colours. */
  'bands',
  /** Columns from the middle of a diamond to its point. */
  'halfWidth',
  /** Columns of one wave. */
  'waveLength',
] as const
/** One of the parameters a template may have. */
export type TemplateParameterId = (typeof TEMPLATE_PARAMETER_IDS)[number]

/** What a parameter may be: whole numbers from `min` to `max` in steps of `step`. */
export interface TemplateParameter {
  readonly id: TemplateParameterId
  readonly min: number
  readonly max: number
  readonly step: number
  readonly default: number
  /** Key of the help text in the screen's catalogue; the same parameter means the same everywhere. */
  readonly helpKey: TemplateParameterId
}

/** What a colour of a template is for; the screen has a label for each. */
export const TEMPLATE_ROLES = [
  'strand-1',
  'strand-2',
  'strand-3',
  'strand-4',
  'outline',
  'line',
  'ground',
  'edge',
] as const
/** What a colour of a template is for. */
export type TemplateRole = (typeof TEMPLATE_ROLES)[number]

/** Whole numbers for all of a template's parameters. */
export type TemplateValues = Readonly<Record<TemplateParameterId, number>>

/** Where a template is asked for a colour: rows count from the inner edge rows, columns without an end. */
export interface TemplatePoint {
  readonly row: number
  /** Rows between the edges. */
  readonly rows: number
  readonly column: number
}

/**
 * A border or tile that is worked out of a few numbers. `roleAt` answers for every column there is and
 * repeats after `repeatColumns`; tiles of whole repeats therefore join without a half one.
 */
export interface Template {
  readonly id: TemplateId
  readonly parameters: readonly TemplateParameter[]
  /** The colours it has and the veneers it starts with. */
  readonly roles: Readonly<Partial<Record<TemplateRole, Omit<VeneerColour, 'key'>>>>
  readonly repeatColumns: (values: TemplateValues) => number
  readonly roleAt: (values: TemplateValues, point: TemplatePoint) => TemplateRole
}

/** The templates there are. */
export const TEMPLATE_IDS = [
  'rope',
  'herringbone',
  'wheat',
  'ladder',
  'chevron',
  'diamond',
  'wave',
  'celtic',
] as const
/** One of the templates. */
export type TemplateId = (typeof TEMPLATE_IDS)[number]

/** A parameter with steps of one, or of `step`. */
export function parameter(
  id: TemplateParameterId,
  range: { readonly min: number; readonly max: number; readonly step?: number },
  defaultValue: number,
): TemplateParameter {
  const { min, max, step = 1 } = range
  return { id, min, max, step, default: defaultValue, helpKey: id }
}

/** The parameters every template has, with the height it starts with. */
export function commonParameters(rows: number, edgeRows: number): readonly TemplateParameter[] {
  return [
    parameter('rows', { min: 3, max: 200 }, rows),
    parameter('edgeRows', { min: 0, max: 6 }, edgeRows),
    parameter('repeats', { min: 1, max: 20 }, 1),
    parameter('phase', { min: 0, max: 60 }, 0),
  ]
}

/** The strand, by its number from 0. */
export function strandRole(index: number): TemplateRole {
  return (['strand-1', 'strand-2', 'strand-3', 'strand-4'] as const)[index] ?? 'strand-1'
}

/** The remainder that is never negative. */
export function modulo(value: number, count: number): number {
  return ((value % count) + count) % count
}

/**
 * Columns a slanted stripe has moved at a row, of `lean` columns over all rows, rounded down in the
 * middle of the row: whole numbers only, so that every computer draws the same.
 */
export function leanAt(lean: number, row: number, rows: number): number {
  return Math.floor((lean * (2 * row + 1)) / (2 * rows))
}
