import { STANDARD_VENEERS } from '../standard-veneers.ts'
import { commonParameters, modulo, parameter, strandRole, type Template } from './template.ts'

/** Diamonds nested in one another, point to point; an odd number of columns, so that both halves are alike. */
export const diamond: Template = {
  id: 'diamond',
  parameters: [
    ...commonParameters(17, 1),
    parameter('halfWidth', { min: 1, max: 60 }, 7),
    parameter('bands', { min: 1, max: 4 }, 3),
  ],
  roles: {
    'strand-1': STANDARD_VENEERS.white,
    'strand-2': STANDARD_VENEERS.red,
    'strand-3': STANDARD_VENEERS.black,
    'strand-4': STANDARD_VENEERS.yellow,
    ground: STANDARD_VENEERS.green,
    edge: STANDARD_VENEERS.black,
  },
  repeatColumns: ({ halfWidth }) => 2 * halfWidth + 1,
  roleAt: ({ halfWidth, bands }, { row, rows, column }) => {
    const columns = 2 * halfWidth + 1
    const across = 2 * Math.abs(modulo(column, columns) - halfWidth) * rows
    const along = Math.abs(2 * row + 1 - rows) * columns
    const whole = columns * rows
    const inside = whole - across - along
    return inside <= 0
      ? 'ground'
      : strandRole(Math.min(bands - 1, Math.floor((inside * bands) / whole)))
  },
}
