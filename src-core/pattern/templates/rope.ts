import { STANDARD_VENEERS } from '../standard-veneers.ts'
import {
  commonParameters,
  leanAt,
  modulo,
  parameter,
  strandRole,
  type Template,
} from './template.ts'

/** Rope: strands of equal width side by side, leaning; with an outline a thin line parts them. */
export const rope: Template = {
  id: 'rope',
  parameters: [
    ...commonParameters(9, 1),
    parameter('strands', { min: 2, max: 4 }, 2),
    parameter('strandWidth', { min: 1, max: 20 }, 3),
    parameter('lean', { min: 0, max: 60 }, 6),
    parameter('direction', { min: -1, max: 1, step: 2 }, 1),
    parameter('outline', { min: 0, max: 4 }, 0),
  ],
  roles: {
    'strand-1': STANDARD_VENEERS.white,
    'strand-2': STANDARD_VENEERS.red,
    'strand-3': STANDARD_VENEERS.green,
    'strand-4': STANDARD_VENEERS.yellow,
    outline: STANDARD_VENEERS.black,
    edge: STANDARD_VENEERS.black,
  },
  repeatColumns: ({ strands, strandWidth, outline }) => strands * (strandWidth + outline),
  roleAt: ({ strands, strandWidth, outline, lean, direction }, { row, rows, column }) => {
    const pitch = strandWidth + outline
    const at = modulo(column - direction * leanAt(lean, row, rows), strands * pitch)
    return at % pitch < strandWidth ? strandRole(Math.floor(at / pitch)) : 'outline'
  },
}
