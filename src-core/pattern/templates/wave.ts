import { STANDARD_VENEERS } from '../standard-veneers.ts'
import { commonParameters, modulo, parameter, strandRole, type Template } from './template.ts'

/** Half a billionth of a cell: what rounds up on one computer rounds up on every other. */
const TIE = 1e-9

/** Wave: bands side by side that run round the ring in a sine. */
export const wave: Template = {
  id: 'wave',
  parameters: [
    ...commonParameters(15, 1),
    parameter('waveLength', { min: 4, max: 120, step: 2 }, 18),
    parameter('rise', { min: 0, max: 60 }, 6),
    parameter('bandRows', { min: 1, max: 20 }, 2),
    parameter('gapWidth', { min: 0, max: 20 }, 1),
    parameter('bands', { min: 1, max: 4 }, 2),
  ],
  roles: {
    'strand-1': STANDARD_VENEERS.white,
    'strand-2': STANDARD_VENEERS.orange,
    'strand-3': STANDARD_VENEERS.green,
    'strand-4': STANDARD_VENEERS.yellow,
    ground: STANDARD_VENEERS.black,
    edge: STANDARD_VENEERS.white,
  },
  repeatColumns: ({ waveLength }) => waveLength,
  roleAt: ({ waveLength, rise, bandRows, gapWidth, bands }, { row, rows, column }) => {
    // half a column on, so that each half wave is alike going either way
    const turnRad = (2 * Math.PI * (modulo(column, waveLength) + 0.5)) / waveLength
    const offset = Math.floor((rise / 2) * Math.sin(turnRad) + 0.5 + TIE)
    const pitch = bandRows + gapWidth
    const total = bands * pitch - gapWidth
    const at = row - offset - Math.floor((rows - total) / 2)
    if (at < 0 || at >= total || at % pitch >= bandRows) return 'ground'
    return strandRole(Math.floor(at / pitch))
  },
}
