import { STANDARD_VENEERS } from '../standard-veneers.ts'
import { halfOf } from './herringbone.ts'
import { commonParameters, leanAt, modulo, parameter, type Template } from './template.ts'

/** Wheat (espiga): slanted kernels, rounded as leaning ellipses, on both sides of a stem. */
export const wheat: Template = {
  id: 'wheat',
  parameters: [
    ...commonParameters(17, 1),
    parameter('strandWidth', { min: 1, max: 20 }, 4),
    parameter('gapWidth', { min: 0, max: 20 }, 1),
    parameter('lean', { min: 0, max: 60 }, 7),
    parameter('direction', { min: -1, max: 1, step: 2 }, 1),
    parameter('lineRows', { min: 0, max: 6 }, 1),
    parameter('stagger', { min: 0, max: 1 }, 1),
  ],
  roles: {
    'strand-1': STANDARD_VENEERS.yellow,
    line: STANDARD_VENEERS.green,
    ground: STANDARD_VENEERS.black,
    edge: STANDARD_VENEERS.white,
  },
  repeatColumns: ({ strandWidth, gapWidth }) => strandWidth + gapWidth,
  roleAt: ({ strandWidth, gapWidth, lean, direction, lineRows, stagger }, point) => {
    const half = halfOf(point, lineRows)
    if (half === null) return 'line'
    const pitch = strandWidth + gapWidth
    const apart = half.half === 'outer' ? stagger * Math.floor(pitch / 2) : 0
    const slant = direction * leanAt(lean, half.depth, half.rows)
    const at = modulo(point.column - slant + apart, pitch)
    if (at >= strandWidth) return 'ground'
    // x²/a² + y²/b² ≤ 1 for the middle of the cell, in whole numbers
    const across = (2 * at + 1 - strandWidth) * half.rows
    const along = (2 * half.depth + 1 - half.rows) * strandWidth
    const inside = across ** 2 + along ** 2 <= (strandWidth * half.rows) ** 2
    return inside ? 'strand-1' : 'ground'
  },
}
