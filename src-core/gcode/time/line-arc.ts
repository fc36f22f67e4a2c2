import { arcAbout, centreFromRadius, type ArcGeometry, type PlanePoint } from '../arc-geometry.ts'
import { letterBit, type LineWords } from '../path/line-words.ts'
import type { PathModes } from '../path/path-modes.ts'

/** Indices of a plane's first, second and perpendicular axis. */
export const PLANE_AXES = { XY: [0, 1, 2], ZX: [2, 0, 1], YZ: [1, 2, 0] } as const
const CENTRE_LETTERS = ['I', 'J', 'K'] as const
const R_BIT = letterBit('R')

/** The arc that a line's words ask for, in its plane; null when they describe none. */
export function arcOfLine(words: LineWords, modes: PathModes): ArcGeometry | null {
  const [first, second] = PLANE_AXES[modes.plane]
  const { positionMm, targetMm } = modes
  const ends = {
    from: { first: positionMm[first] ?? 0, second: positionMm[second] ?? 0 },
    to: { first: targetMm[first] ?? 0, second: targetMm[second] ?? 0 },
  }
  const clockwise = modes.motion === 'clockwise'
  const centre =
    (words.present & R_BIT) === 0
      ? centreOfWords(words, modes, ends.from)
      : centreFromRadius(ends, modes.lengthMm(words, 'R'), clockwise)
  if (centre === null || !Number.isFinite(centre.first + centre.second)) return null
  return arcAbout(centre, ends, clockwise)
}

function centreOfWords(words: LineWords, modes: PathModes, from: PlanePoint): PlanePoint | null {
  const [first, second] = PLANE_AXES[modes.plane]
  const a = centreWord(words, modes, first, from.first)
  const b = centreWord(words, modes, second, from.second)
  if (a === null && b === null) return null
  return { first: a ?? from.first, second: b ?? from.second }
}

function centreWord(
  words: LineWords,
  modes: PathModes,
  axis: number,
  fromMm: number,
): number | null {
  const letter = CENTRE_LETTERS[axis] ?? 'I'
  if ((words.present & letterBit(letter)) === 0) return null
  const valueMm = modes.lengthMm(words, letter)
  return modes.absoluteCentres ? valueMm : fromMm + valueMm
}
