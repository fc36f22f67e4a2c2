import { STANDARD_VENEERS } from '../standard-veneers.ts'
import {
  commonParameters,
  modulo,
  parameter,
  strandRole,
  type Template,
  type TemplateRole,
} from './template.ts'

/** What is as wide as a strand to within this is as wide as it on every computer. */
const TIE = 1e-9

/** How far a strand's crossings lift it: over at one, under at the next, so that the plait holds. */
function heightOf(strands: number, turnRad: number): number {
  return strands === 2 ? Math.cos(turnRad) : Math.sin(2 * turnRad)
}

/**
 * Celtic tile: a plait of two or three round strands, over and under by turns. Strand k runs as
 * y = A·sin(θ + 2πk/n); two strands cross where sin θ = 0 and take turns by cos θ, three make the plain
 * plait (sin θ, sin 2θ). The outline lies on the edge of the strand and so shows what passes under.
 */
export const celtic: Template = {
  id: 'celtic',
  parameters: [
    ...commonParameters(19, 1),
    parameter('strands', { min: 2, max: 3 }, 2),
    parameter('strandWidth', { min: 2, max: 20 }, 5),
    parameter('outline', { min: 0, max: 4 }, 1),
    parameter('waveLength', { min: 8, max: 120, step: 2 }, 30),
  ],
  roles: {
    'strand-1': STANDARD_VENEERS.white,
    'strand-2': STANDARD_VENEERS.yellow,
    'strand-3': STANDARD_VENEERS.orange,
    outline: STANDARD_VENEERS.black,
    ground: STANDARD_VENEERS.green,
    edge: STANDARD_VENEERS.black,
  },
  repeatColumns: ({ waveLength }) => waveLength,
  roleAt: ({ strands, strandWidth, outline, waveLength }, { row, rows, column }) => {
    const amplitude = Math.max(0, (rows - strandWidth) / 2)
    const stepRad = (2 * Math.PI) / waveLength
    // a quarter wave on: the joint between two tiles lies where the strands are farthest apart
    const startRad = stepRad * (modulo(column, waveLength) + 0.5) + Math.PI / 2
    const halfWidth = strandWidth / 2
    let over = Number.NEGATIVE_INFINITY
    let role: TemplateRole = 'ground'
    for (let strand = 0; strand < strands; strand += 1) {
      const turnRad = startRad + (2 * Math.PI * strand) / strands
      const slope = amplitude * stepRad * Math.cos(turnRad)
      const off = Math.abs(row + 0.5 - rows / 2 - amplitude * Math.sin(turnRad))
      const away = off / Math.hypot(1, slope)
      const height = heightOf(strands, turnRad)
      if (away > halfWidth + TIE || height <= over + TIE) continue
      over = height
      role = away > halfWidth - outline + TIE ? 'outline' : strandRole(strand)
    }
    return role
  },
}
