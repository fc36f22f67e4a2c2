import { STANDARD_VENEERS } from '../standard-veneers.ts'
import { commonParameters, modulo, parameter, type Template } from './template.ts'

/** Ladder: rungs from rail to rail. */
export const ladder: Template = {
  id: 'ladder',
  parameters: [
    ...commonParameters(8, 0),
    parameter('strandWidth', { min: 1, max: 40 }, 2),
    parameter('gapWidth', { min: 1, max: 40 }, 2),
    parameter('railRows', { min: 0, max: 20 }, 2),
  ],
  roles: {
    'strand-1': STANDARD_VENEERS.black,
    line: STANDARD_VENEERS.black,
    ground: STANDARD_VENEERS.white,
    edge: STANDARD_VENEERS.red,
  },
  repeatColumns: ({ strandWidth, gapWidth }) => strandWidth + gapWidth,
  roleAt: ({ strandWidth, gapWidth, railRows }, { row, rows, column }) => {
    if (row < railRows || row >= rows - railRows) return 'line'
    return modulo(column, strandWidth + gapWidth) < strandWidth ? 'strand-1' : 'ground'
  },
}
