/**
 * A number of a typed array at an index known to lie within it. One function for each kind of array, so
 * that the engine sees one kind only and the check for `undefined` costs nothing in loops over millions.
 */
export function realAt(values: Float64Array, index: number): number {
  return values[index] as number
}

/** As `realAt`, for whole numbers. */
export function wholeAt(values: Int32Array, index: number): number {
  return values[index] as number
}

/** As `realAt`, for bytes. */
export function byteAt(values: Uint8Array, index: number): number {
  return values[index] as number
}

/** Room for as many numbers as come, doubled when full. */
export class GrowingReals {
  values: Float64Array<ArrayBuffer>
  count = 0

  constructor(room = 64) {
    this.values = new Float64Array(room)
  }

  /** Makes room for so many more, so that they may be written to `values` directly. */
  reserve(more: number): void {
    if (this.count + more <= this.values.length) return
    const grown = new Float64Array(Math.max(this.count + more, Math.ceil(this.values.length * 1.6)))
    grown.set(this.values.subarray(0, this.count))
    this.values = grown
  }

  /** Takes one in. */
  push(value: number): void {
    if (this.count === this.values.length) this.reserve(1)
    this.values[this.count] = value
    this.count += 1
  }

  /** What was taken in, in an array of its own. */
  taken(): Float64Array<ArrayBuffer> {
    return this.values.slice(0, this.count)
  }
}

/** As `GrowingReals`, for whole numbers. */
export class GrowingWholes {
  values: Int32Array<ArrayBuffer>
  count = 0

  constructor(room = 64) {
    this.values = new Int32Array(room)
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    if (this.count + more <= this.values.length) return
    const grown = new Int32Array(Math.max(this.count + more, Math.ceil(this.values.length * 1.6)))
    grown.set(this.values.subarray(0, this.count))
    this.values = grown
  }

  /** Takes one in. */
  push(value: number): void {
    if (this.count === this.values.length) this.reserve(1)
    this.values[this.count] = value
    this.count += 1
  }

  /** What was taken in, in an array of its own. */
  taken(): Int32Array<ArrayBuffer> {
    return this.values.slice(0, this.count)
  }
}
