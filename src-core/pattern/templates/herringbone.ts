import { STANDARD_VENEERS } from '../standard-veneers.ts'
import {
  commonParameters,
  leanAt,
  modulo,
  parameter,
  type Template,
  type TemplatePoint,
} from './template.ts'

/** A point of one of the two halves beside a middle line; null on the line itself. */
export interface HalfPoint {
  readonly half: 'inner' | 'outer'
  /** Rows away from the middle line. */
  readonly depth: number
  /** Rows of this half. */
  readonly rows: number
}

/** Finds the half of a row; when the rows do not divide, the outer half has the row more. */
export function halfOf({ row, rows }: TemplatePoint, lineRows: number): HalfPoint | null {
  const inner = Math.max(0, Math.floor((rows - lineRows) / 2))
  const outer = Math.max(0, rows - lineRows - inner)
  if (row < inner) return { half: 'inner', depth: inner - 1 - row, rows: inner }
  const beyond = row - inner - lineRows
  return beyond < 0 ? null : { half: 'outer', depth: beyond, rows: outer }
}

/** Herringbone: two mirrored halves of slanted light and dark stripes, with or without a middle line. */
export const herringbone: Template = {
  id: 'herringbone',
  parameters: [
    ...commonParameters(12, 1),
    parameter('strandWidth', { min: 1, max: 20 }, 2),
    parameter('lean', { min: 0, max: 60 }, 5),
    parameter('direction', { min: -1, max: 1, step: 2 }, 1),
    parameter('lineRows', { min: 0, max: 6 }, 0),
    parameter('stagger', { min: 0, max: 1 }, 0),
  ],
  roles: {
    'strand-1': STANDARD_VENEERS.white,
    'strand-2': STANDARD_VENEERS.black,
    line: STANDARD_VENEERS.red,
    edge: STANDARD_VENEERS.black,
  },
  repeatColumns: ({ strandWidth }) => 2 * strandWidth,
  roleAt: ({ strandWidth, lean, direction, lineRows, stagger }, point) => {
    const half = halfOf(point, lineRows)
    if (half === null) return 'line'
    const apart = half.half === 'outer' ? stagger * strandWidth : 0
    const slant = direction * leanAt(lean, half.depth, half.rows)
    const at = modulo(point.column - slant + apart, 2 * strandWidth)
    return at < strandWidth ? 'strand-1' : 'strand-2'
  },
}
