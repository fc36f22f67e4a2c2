import { GrowingReals, GrowingWholes, realAt, wholeAt } from '../typed-arrays.ts'
import type { Affine, Vec3 } from '../place/space.ts'

/**
 * What one entity says. The numbers of each, in drawing units and in the entity's own coordinates:
 * - `line` x, y, x, y and `line3` x, y, z, x, y, z;
 * - `arc` centre x, y, z, radius, start and sweep in rad;
 * - `polyline` and `loop` (a closed one) z, then x, y, bulge of each corner;
 * - `polyline3` and `loop3` x, y, z of each corner;
 * - `ellipse` centre, u, v (x, y, z each), start and sweep in rad: P(t) = centre + u·cos t + v·sin t;
 * - `spline` degree, 1 when it has weights, count of knots, count of points, knots, points x, y, z, weights;
 * - `edges` z, then for each one its kind and its numbers: a chain of lines, ellipses and splines;
 * - `point` x, y, z; `text` x, y, z, count of pieces, start and end of each in the file;
 * - `insert` x, y, z, scale x, y, z, turn in rad, columns, rows, their steps, number of the block.
 */
export const KIND = {
  line: 0,
  line3: 1,
  arc: 2,
  polyline: 3,
  loop: 4,
  polyline3: 5,
  loop3: 6,
  ellipse: 7,
  spline: 8,
  edges: 9,
  point: 10,
  text: 11,
  insert: 12,
} as const

/** One of the kinds. */
export type Kind = (typeof KIND)[keyof typeof KIND]

/** Where something stands in the file: the numbers of its type and layer, and its line. */
export interface Origin {
  readonly type: number
  readonly layer: number
  readonly line: number
}

const STRIDE = 7
const FRAME_STRIDE = 9

/**
 * What the entities of a file say, in arrays of numbers: a drawing of a million pieces would else be some
 * ten million objects. A record has a kind, a range of numbers, how many curves it makes, its origin and its
 * frame: the coordinates an extrusion sets, 0 for those of the drawing.
 */
export class ContentStore {
  private readonly numbers: GrowingReals
  private readonly records: GrowingWholes
  private readonly frames = new GrowingReals()

  /** With room for so many; more may come. */
  constructor(room: { readonly numbers: number; readonly records: number }) {
    this.numbers = new GrowingReals(room.numbers)
    this.records = new GrowingWholes(STRIDE * room.records)
  }

  /** How many records there are. */
  get count(): number {
    return this.records.count / STRIDE
  }

  /** Opens a record; its numbers are `put` next. */
  begin(kind: Kind, { type, layer, line }: Origin, frame: number): void {
    this.records.reserve(STRIDE)
    const { values, count } = this.records
    values[count] = kind
    values[count + 1] = this.numbers.count
    values[count + 2] = 1
    values[count + 3] = type
    values[count + 4] = layer
    values[count + 5] = line
    values[count + 6] = frame
    this.records.count += STRIDE
  }

  /** A number of the record that was opened last. */
  put(value: number): void {
    this.numbers.push(value)
  }

  /** Three numbers. */
  put3(x: number, y: number, z: number): void {
    this.numbers.push(x)
    this.numbers.push(y)
    this.numbers.push(z)
  }

  /** Numbers that were taken in elsewhere. */
  putAll({ values, count }: GrowingReals): void {
    this.numbers.reserve(count)
    this.numbers.values.set(values.subarray(0, count), this.numbers.count)
    this.numbers.count += count
  }

  /** How many curves the record that was opened last makes. */
  setCurves(count: number): void {
    this.records.values[this.records.count - STRIDE + 2] = count
  }

  /** Changes the kind of the record that was opened last. */
  setKind(kind: Kind): void {
    this.records.values[this.records.count - STRIDE] = kind
  }

  /** Takes the record that was opened last away again. */
  drop(): void {
    this.numbers.count = wholeAt(this.records.values, this.records.count - STRIDE + 1)
    this.records.count -= STRIDE
  }

  /** Takes every record from this one on away again. */
  dropFrom(record: number): void {
    while (this.count > record) this.drop()
  }

  /** The number of a frame; the same as the last one's where the axes are the same. */
  frameOf({ xAxis, yAxis, zAxis }: Affine): number {
    const axes = [xAxis, yAxis, zAxis].flatMap(({ x, y, z }) => [x, y, z])
    const start = this.frames.count - FRAME_STRIDE
    if (start >= 0 && axes.every((value, at) => value === realAt(this.frames.values, start + at))) {
      return this.frames.count / FRAME_STRIDE
    }
    for (const value of axes) this.frames.push(value)
    return this.frames.count / FRAME_STRIDE
  }

  /** The frame of a number above 0. */
  frame(number: number): Affine {
    const start = (number - 1) * FRAME_STRIDE
    const axis = (at: number): Vec3 => ({
      x: realAt(this.frames.values, start + at),
      y: realAt(this.frames.values, start + at + 1),
      z: realAt(this.frames.values, start + at + 2),
    })
    return { xAxis: axis(0), yAxis: axis(3), zAxis: axis(6), origin: { x: 0, y: 0, z: 0 } }
  }

  /** The kind of a record. */
  kindOf(record: number): Kind {
    return wholeAt(this.records.values, record * STRIDE) as Kind
  }

  /** Index of its first number. */
  startOf(record: number): number {
    return wholeAt(this.records.values, record * STRIDE + 1)
  }

  /** Index behind its last number. */
  endOf(record: number): number {
    return record + 1 < this.count ? this.startOf(record + 1) : this.numbers.count
  }

  /** How many curves it makes. */
  curvesOf(record: number): number {
    return wholeAt(this.records.values, record * STRIDE + 2)
  }

  /** The number of its entity's type. */
  typeOf(record: number): number {
    return wholeAt(this.records.values, record * STRIDE + 3)
  }

  /** The number of its layer. */
  layerOf(record: number): number {
    return wholeAt(this.records.values, record * STRIDE + 4)
  }

  /** The line it stands at. */
  lineOf(record: number): number {
    return wholeAt(this.records.values, record * STRIDE + 5)
  }

  /** The number of its frame. */
  frameNumberOf(record: number): number {
    return wholeAt(this.records.values, record * STRIDE + 6)
  }

  /** A number. */
  number(index: number): number {
    return realAt(this.numbers.values, index)
  }
}
