import type { Point3 } from '../../geometry/point.ts'
import { arcAbout, centreFromRadius, type PlanePoint } from '../arc-geometry.ts'
import { PlainMove } from '../plain-move.ts'
import { codesOf, lineEndIn, ProgramLines } from '../program-lines.ts'
import { letterBit, LineWords } from './line-words.ts'
import { PathModes } from './path-modes.ts'
import { type Box, PATH_KIND, type PathKind, type PathPoints, PointStore } from './point-store.ts'

/** The path of a program, ready for a picture. */
export interface ProgramPath extends PathPoints {
  /** Lines of the text. */
  readonly lineCount: number
  /** What everything but rapids covers; null when nothing is cut. */
  readonly cutBox: Box | null
  /** What all motions cover; null when there is none. */
  readonly box: Box | null
}

/** How a path is read. */
export interface PathOptions {
  /** Arcs become chords that leave the arc by at most this, mm. */
  readonly chordErrorMm?: number
  /** More points than this are thinned out. */
  readonly mostPoints?: number
}

/** Three million line ends, which a picture in space is given in pairs. */
export const MOST_PATH_POINTS = 1_500_000
const USUAL_CHORD_ERROR_MM = 0.01
const MOST_CHORDS = 1440
const R_BIT = letterBit('R')

/** Indices of a plane's first, second and perpendicular axis. */
const PLANE_AXES = { XY: [0, 1, 2], ZX: [2, 0, 1], YZ: [1, 2, 0] } as const
const CENTRE_LETTERS = ['I', 'J', 'K'] as const

class BoxCollector {
  readonly #least = [Infinity, Infinity, Infinity]
  readonly #most = [-Infinity, -Infinity, -Infinity]

  add(at: Float64Array): void {
    for (let axis = 0; axis < 3; axis += 1) {
      const value = at[axis] ?? 0
      if (value < (this.#least[axis] ?? value)) this.#least[axis] = value
      if (value > (this.#most[axis] ?? value)) this.#most[axis] = value
    }
  }

  box(): Box | null {
    if (this.#most[0] === -Infinity) return null
    return { min: pointOf(this.#least), max: pointOf(this.#most) }
  }
}

function pointOf([xMm = 0, yMm = 0, zMm = 0]: readonly number[]): Point3 {
  return { xMm, yMm, zMm }
}

/**
 * Reads the path of a program whose bytes come in pieces, cut anywhere, and keeps numbers only. It goes
 * where `interpretProgram` goes; what an axis's position is unknown for is not drawn, as are moves in
 * machine coordinates. Arcs become chords: with an error e and a radius r a chord spans 2·acos(1 − e/r).
 */
export class PathReader {
  readonly #lines = new ProgramLines({
    takeLine: (bytes, from, limit, line) => this.#takeLine(bytes, from, limit, line),
  })
  readonly #plain = new PlainMove()
  readonly #words = new LineWords()
  readonly #modes = new PathModes()
  readonly #store: PointStore
  readonly #chordErrorMm: number
  readonly #cut = new BoxCollector()
  readonly #all = new BoxCollector()
  readonly #from = new Float64Array(3)
  readonly #at = new Float64Array(3)
  #line = 0
  /** The last point that was handed to the store; NaN when the next stretch starts a run. */
  readonly #last = new Float64Array(3).fill(NaN)

  constructor(options: PathOptions = {}) {
    this.#store = new PointStore(options.mostPoints ?? MOST_PATH_POINTS)
    this.#chordErrorMm = options.chordErrorMm ?? USUAL_CHORD_ERROR_MM
  }

  /** Takes the next bytes of the program. */
  take(piece: Uint8Array): void {
    this.#lines.take(piece)
  }

  /** The whole path, once the last piece was taken. */
  finish(): ProgramPath {
    this.#lines.finish()
    return {
      ...this.#store.finish(),
      lineCount: this.#lines.lineCount,
      cutBox: this.#cut.box(),
      box: this.#all.box(),
    }
  }

  #takeLine(bytes: Uint8Array, from: number, limit: number, line: number): number {
    const [plain, modes] = [this.#plain, this.#modes]
    this.#line = line
    if (plain.read(bytes, from, limit) && modes.takeMove(plain)) {
      this.#move()
      modes.arrive()
      return plain.end
    }
    const end = lineEndIn(bytes, from, limit)
    this.#takeWords(bytes, from, end)
    return end
  }

  #takeWords(bytes: Uint8Array, from: number, to: number): void {
    const [words, modes] = [this.#words, this.#modes]
    words.read(bytes, from, to)
    if (words.present === 0) return
    modes.take(words)
    if (modes.moves(words) && modes.oneShot !== 'machine') this.#move()
    else if (modes.oneShot === 'machine' || modes.oneShot === 'stored') this.#last.fill(NaN)
    modes.finish(words)
  }

  #move(): void {
    const { positionMm, targetMm, motion } = this.#modes
    const known = isKnown(positionMm)
    if (!isKnown(targetMm)) {
      this.#last.fill(NaN)
      return
    }
    if (!known) return
    this.#from.set(positionMm)
    this.#begin()
    const arc = motion === 'clockwise' || motion === 'counterclockwise'
    const kind = this.#kindOf()
    if (!arc || !this.#arc(kind)) this.#lineTo(targetMm, kind)
  }

  #begin(): void {
    const [last, from] = [this.#last, this.#from]
    if (last[0] === from[0] && last[1] === from[1] && last[2] === from[2]) return
    this.#store.start(from)
    this.#all.add(from)
    last.set(from)
  }

  #kindOf(): PathKind {
    const { motion, targetMm } = this.#modes
    if (motion === 'rapid') return PATH_KIND.rapid
    const riseMm = (targetMm[2] ?? 0) - (this.#from[2] ?? 0)
    const arc = motion === 'clockwise' || motion === 'counterclockwise'
    const upright = !arc && targetMm[0] === this.#from[0] && targetMm[1] === this.#from[1]
    if (riseMm < 0) return upright ? PATH_KIND.plunge : PATH_KIND.ramp
    return upright ? PATH_KIND.retract : PATH_KIND.cut
  }

  #lineTo(to: Float64Array, kind: PathKind): void {
    this.#store.add(to, kind, this.#line)
    this.#all.add(to)
    if (kind !== PATH_KIND.rapid) {
      this.#cut.add(this.#last)
      this.#cut.add(to)
    }
    this.#last.set(to)
  }

  /** Adds the chords of an arc; false when it has no circle, and is then drawn straight. */
  #arc(kind: PathKind): boolean {
    const modes = this.#modes
    const [first, second, third] = PLANE_AXES[modes.plane]
    const from = { first: this.#from[first] ?? 0, second: this.#from[second] ?? 0 }
    const to = { first: modes.targetMm[first] ?? 0, second: modes.targetMm[second] ?? 0 }
    const clockwise = modes.motion === 'clockwise'
    const centre = this.#centre({ from, to }, clockwise)
    if (centre === null) return false
    const arc = arcAbout(centre, { from, to }, clockwise)
    const chords = chordCount(arc.startRadiusMm, arc.sweepRad, this.#chordErrorMm)
    const startRad = Math.atan2(from.second - centre.second, from.first - centre.first)
    const turnRad = clockwise ? -arc.sweepRad : arc.sweepRad
    const startThird = this.#from[third] ?? 0
    const riseMm = (modes.targetMm[third] ?? 0) - startThird
    for (let chord = 1; chord < chords; chord += 1) {
      const share = chord / chords
      const radiusMm = arc.startRadiusMm + (arc.endRadiusMm - arc.startRadiusMm) * share
      const angle = startRad + turnRad * share
      this.#at[first] = centre.first + radiusMm * Math.cos(angle)
      this.#at[second] = centre.second + radiusMm * Math.sin(angle)
      this.#at[third] = startThird + riseMm * share
      this.#lineTo(this.#at, kind)
    }
    this.#lineTo(modes.targetMm, kind)
    return true
  }

  #centre(
    ends: { readonly from: PlanePoint; readonly to: PlanePoint },
    clockwise: boolean,
  ): PlanePoint | null {
    const { from, to } = ends
    const words = this.#words
    if ((words.present & R_BIT) !== 0) {
      if (from.first === to.first && from.second === to.second) return null
      return centreFromRadius(ends, this.#modes.lengthMm(words, 'R'), clockwise)
    }
    const [first, second] = PLANE_AXES[this.#modes.plane]
    const a = this.#centreWord(first, from.first)
    const b = this.#centreWord(second, from.second)
    if (a === null && b === null) return null
    return { first: a ?? from.first, second: b ?? from.second }
  }

  #centreWord(axis: number, fromMm: number): number | null {
    const letter = CENTRE_LETTERS[axis] ?? 'I'
    if ((this.#words.present & letterBit(letter)) === 0) return null
    const valueMm = this.#modes.lengthMm(this.#words, letter)
    return this.#modes.absoluteCentres ? valueMm : fromMm + valueMm
  }
}

function isKnown(point: Float64Array): boolean {
  return !(Number.isNaN(point[0]) || Number.isNaN(point[1]) || Number.isNaN(point[2]))
}

/** Chords of an arc that leave it by at most an error: the sagitta of a chord of angle θ is r(1 − cos θ/2). */
function chordCount(radiusMm: number, sweepRad: number, errorMm: number): number {
  if (radiusMm <= errorMm) return Math.max(1, Math.ceil(sweepRad / (Math.PI / 2)))
  const chordRad = 2 * Math.acos(1 - errorMm / radiusMm)
  return Math.min(MOST_CHORDS, Math.max(1, Math.ceil(sweepRad / chordRad)))
}

/** The path of a whole text. */
export function readPath(text: string, options: PathOptions = {}): ProgramPath {
  const reader = new PathReader(options)
  reader.take(codesOf(text))
  return reader.finish()
}
