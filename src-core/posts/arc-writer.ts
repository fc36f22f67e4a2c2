import { RADIUS_MISMATCH_MM } from '../gcode/arc-geometry.ts'
import { centreLetter, type Plane, planeAxes } from '../gcode/modal-state.ts'
import { chordCountForTolerance } from '../geometry/arc.ts'
import type { Point3 } from '../geometry/point.ts'
import {
  type ArcShape,
  arcShape,
  type CircularMove,
  pointOnArcShape,
} from '../toolpath/arc-move.ts'
import { degFromRad, TURN_RAD } from '../units/angle.ts'
import type { AxisName, BlockWriter } from './block-writer.ts'
import { Refused } from './refused.ts'

/** A piece of arc this short is written as a line; its sagitta L²/8r is checked too. */
const SHORTEST_ARC_MM = 0.02
const LARGEST_SAGITTA_MM = 0.0005
/** Lines that stand for an arc keep this close to it, mm. */
const CHORD_TOLERANCE_MM = 0.001

/** One G2 or G3, ready to be written. */
interface ArcPiece {
  readonly to: Point3
  readonly centreWords: readonly string[]
}

const AXIS_KEYS: Readonly<Record<AxisName, keyof Point3>> = { X: 'xMm', Y: 'yMm', Z: 'zMm' }

/** Places along an arc at equal shares of its sweep, its end last. */
function places(shape: ArcShape, move: CircularMove, count: number): readonly Point3[] {
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? move.to : pointOnArcShape(shape, (index + 1) / count),
  )
}

function refuseRadii(shape: ArcShape, moveIndex: number): void {
  const { startRadiusMm, endRadiusMm } = shape
  if (Math.abs(startRadiusMm - endRadiusMm) <= RADIUS_MISMATCH_MM) return
  throw new Refused({ kind: 'arc-radii', moveIndex, startRadiusMm, endRadiusMm })
}

/** Writes circular moves as arcs where the controller takes them as planned, else as short lines. */
export class ArcWriter {
  private readonly writer: BlockWriter
  /** Largest difference of an arc's two radii the controller is trusted to take, mm. */
  private readonly mismatchMm: number

  constructor(writer: BlockWriter, mismatchMm: number) {
    this.writer = writer
    this.mismatchMm = mismatchMm
  }

  /** Writes one circular move from where the tool stands. */
  write(move: CircularMove): void {
    const from = this.writer.position()
    const shape = arcShape(from, move)
    refuseRadii(shape, this.writer.moveIndex)
    const pieces = this.takesArc(shape) ? this.pieces(shape, move, from) : null
    if (pieces === null) this.chords(shape, move)
    else this.arcs(shape.plane, pieces, move)
  }

  private takesArc({ plane, riseMm }: ArcShape): boolean {
    const { arcs, helicalArcs, arcPlanes } = this.writer.capabilities
    return arcs && arcPlanes.includes(plane) && (helicalArcs || riseMm === 0)
  }

  /** The arc in equal pieces of at most the allowed sweep; null when one would not be taken as meant. */
  private pieces(
    shape: ArcShape,
    move: CircularMove,
    from: Point3,
  ): readonly (ArcPiece | Point3)[] | null {
    const { maxArcSweepDeg } = this.writer.capabilities
    const count = Math.max(1, Math.ceil(degFromRad(shape.sweepRad) / maxArcSweepDeg - 1e-9))
    const lengthMm = shape.startRadiusMm * (shape.sweepRad / count)
    const nearlyStraight = (lengthMm * lengthMm) / (8 * shape.startRadiusMm) < LARGEST_SAGITTA_MM
    const short = lengthMm < SHORTEST_ARC_MM && nearlyStraight
    const whole = count === 1 && shape.sweepRad > TURN_RAD - 1e-9
    const pieces: (ArcPiece | Point3)[] = []
    let start = from
    for (const to of places(shape, move, count)) {
      const piece = this.piece(shape, start, to)
      // ends that round to one point would make a full circle of a hair
      const still = !whole && this.sameInPlane(shape.plane, start, to)
      if (short || still) pieces.push(to)
      else if (piece === null) return null
      else pieces.push(piece)
      start = to
    }
    return pieces
  }

  private sameInPlane(plane: Plane, from: Point3, to: Point3): boolean {
    const [first, second] = planeAxes(plane)
    return [first, second].every((axis) => {
      const key = AXIS_KEYS[axis]
      return this.writer.readMm(from[key]) === this.writer.readMm(to[key])
    })
  }

  /** Centre words from the start as it was written; null when the radii then disagree. */
  private piece(shape: ArcShape, from: Point3, to: Point3): ArcPiece | null {
    const [first, second] = planeAxes(shape.plane)
    const centreMm = { [first]: shape.centreFirstMm, [second]: shape.centreSecondMm }
    const words: string[] = []
    const startOff: number[] = []
    const endOff: number[] = []
    for (const axis of [first, second]) {
      const startMm = this.writer.readMm(from[AXIS_KEYS[axis]])
      const endMm = this.writer.readMm(to[AXIS_KEYS[axis]])
      const incremental = this.writer.capabilities.arcCentre === 'incremental'
      const writtenMm = (centreMm[axis] ?? 0) - (incremental ? startMm : 0)
      const letter = centreLetter(axis)
      words.push(letter + this.writer.centreText(letter, writtenMm))
      const readMm = this.writer.readCentreMm(writtenMm) + (incremental ? startMm : 0)
      startOff.push(startMm - readMm)
      endOff.push(endMm - readMm)
    }
    const mismatchMm = Math.abs(Math.hypot(...startOff) - Math.hypot(...endOff))
    // I before J before K, whatever the plane's own order is
    return mismatchMm <= this.mismatchMm ? { to, centreWords: words.sort() } : null
  }

  private arcs(
    plane: Plane,
    pieces: readonly (ArcPiece | Point3)[],
    { rotation, feedMmPerMin }: CircularMove,
  ): void {
    const { writer } = this
    const [first, second] = planeAxes(plane)
    const word = rotation === 'clockwise' ? 'G2' : 'G3'
    for (const piece of pieces) {
      if (!('centreWords' in piece)) {
        writer.straight(piece, feedMmPerMin)
        continue
      }
      writer.plane(plane)
      const { xMm, yMm, zMm } = piece.to
      const motion = writer.motionWord(word)
      const ends = writer.axisWords({ X: xMm, Y: yMm, Z: zMm }, first + second)
      writer.block([motion, ...ends, ...piece.centreWords, writer.feedWord(feedMmPerMin)])
    }
  }

  private chords(shape: ArcShape, move: CircularMove): void {
    const perTurn = chordCountForTolerance(shape.startRadiusMm, CHORD_TOLERANCE_MM)
    const count = Math.max(1, Math.ceil((perTurn * shape.sweepRad) / TURN_RAD))
    for (const to of places(shape, move, count)) this.writer.straight(to, move.feedMmPerMin)
  }
}
