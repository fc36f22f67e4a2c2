import { STANDARD_VENEERS } from '../standard-veneers.ts'
import { commonParameters, modulo, parameter, strandRole, type Template } from './template.ts'

/** Chevron: bands that run round the ring in a zigzag, its points one column wide. */
export const chevron: Template = {
  id: 'chevron',
  parameters: [
    ...commonParameters(14, 1),
    parameter('armWidth', { min: 1, max: 50 }, 5),
    parameter('rise', { min: 0, max: 60 }, 5),
    parameter('bandRows', { min: 1, max: 40 }, 2),
    parameter('bands', { min: 2, max: 4 }, 3),
  ],
  roles: {
    'strand-1': STANDARD_VENEERS.black,
    'strand-2': STANDARD_VENEERS.white,
    'strand-3': STANDARD_VENEERS.red,
    'strand-4': STANDARD_VENEERS.yellow,
    edge: STANDARD_VENEERS.black,
  },
  repeatColumns: ({ armWidth }) => 2 * armWidth,
  roleAt: ({ armWidth, rise, bandRows, bands }, { row, column }) => {
    const climbed = armWidth - Math.abs(modulo(column, 2 * armWidth) - armWidth)
    const offset = Math.floor((2 * rise * climbed + armWidth) / (2 * armWidth))
    return strandRole(modulo(Math.floor((row - offset) / bandRows), bands))
  },
}
