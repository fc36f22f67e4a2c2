import type { Point3 } from '../../geometry/point.ts'

/** What a stretch of a path is for; the numbers are the bytes a picture colours by. */
export const PATH_KIND = { rapid: 0, cut: 1, plunge: 2, ramp: 3, retract: 4, start: 255 } as const
/** A byte of `PATH_KIND`. */
export type PathKind = (typeof PATH_KIND)[keyof typeof PATH_KIND]

/** A box in mm. */
export interface Box {
  readonly min: Point3
  readonly max: Point3
}

/**
 * A path as columns of numbers: point `i` stands at `positionsMm[3i..3i+2]`; the stretch that arrives
 * there is of `kinds[i]` and comes from line `lines[i]` of the text, counted from 1. `start` means that
 * nothing arrives: a new run of points begins.
 */
export interface PathPoints {
  readonly pointCount: number
  readonly positionsMm: Float32Array
  readonly lines: Uint32Array
  readonly kinds: Uint8Array
  /** Points nearer than this to the one before were left out, mm; 0 when every point is there. */
  readonly leftOutBelowMm: number
}

/** Share of the most points that thinning leaves, so that it is not needed again at once. */
const ROOM_SHARE = 0.75
/** First tolerance of thinning: the path's own width over this. */
const FIRST_TOLERANCE_SHARE = 1 / 32_768
const FIRST_CAPACITY = 4096

/**
 * Takes points one after another and never holds more than so many: when they are too many, points
 * nearer to the last kept one than a tolerance are left out, and the tolerance doubles until there is
 * room. The ends of every run are kept.
 */
export class PointStore {
  #count = 0
  #positions = new Float32Array(3 * FIRST_CAPACITY)
  #lines = new Uint32Array(FIRST_CAPACITY)
  #kinds = new Uint8Array(FIRST_CAPACITY)
  #toleranceMm = 0
  /** A point that was left out so far, and is kept if its run ends there. */
  #pending: { x: number; y: number; z: number; kind: number; line: number } | null = null
  readonly #least = new Float64Array(3).fill(Infinity)
  readonly #most = new Float64Array(3).fill(-Infinity)
  readonly #mostPoints: number

  constructor(mostPoints: number) {
    this.#mostPoints = Math.max(16, mostPoints)
  }

  /** Begins a new run. */
  start(at: Float64Array): void {
    this.#flush()
    this.#push(at, PATH_KIND.start, 0)
  }

  /** Adds a stretch from the last point. */
  add(at: Float64Array, kind: PathKind, line: number): void {
    if (this.#toleranceMm > 0 && this.#distanceMm(at) < this.#toleranceMm) {
      const [x = 0, y = 0, z = 0] = at
      this.#pending = { x, y, z, kind, line }
      return
    }
    this.#pending = null
    this.#push(at, kind, line)
  }

  /** All points; the store is empty afterwards. */
  finish(): PathPoints {
    this.#flush()
    const count = this.#count
    this.#count = 0
    return {
      pointCount: count,
      positionsMm: this.#positions.slice(0, 3 * count),
      lines: this.#lines.slice(0, count),
      kinds: this.#kinds.slice(0, count),
      leftOutBelowMm: this.#toleranceMm,
    }
  }

  #flush(): void {
    const pending = this.#pending
    if (pending === null) return
    this.#pending = null
    const { x, y, z, kind, line } = pending
    this.#push(Float64Array.of(x, y, z), kind, line)
  }

  #distanceMm(at: Float64Array): number {
    const last = 3 * (this.#count - 1)
    const x = (at[0] ?? 0) - (this.#positions[last] ?? 0)
    const y = (at[1] ?? 0) - (this.#positions[last + 1] ?? 0)
    const z = (at[2] ?? 0) - (this.#positions[last + 2] ?? 0)
    return Math.sqrt(x * x + y * y + z * z)
  }

  #push(at: Float64Array, kind: number, line: number): void {
    if (this.#count >= this.#mostPoints) this.#thin()
    if (this.#count >= this.#kinds.length) this.#grow()
    const index = this.#count
    for (let axis = 0; axis < 3; axis += 1) {
      const value = at[axis] ?? 0
      this.#positions[3 * index + axis] = value
      if (value < (this.#least[axis] ?? value)) this.#least[axis] = value
      if (value > (this.#most[axis] ?? value)) this.#most[axis] = value
    }
    this.#lines[index] = line
    this.#kinds[index] = kind
    this.#count = index + 1
  }

  #grow(): void {
    const capacity = Math.min(this.#mostPoints, 2 * this.#kinds.length)
    this.#positions = grown(this.#positions, new Float32Array(3 * capacity))
    this.#lines = grown(this.#lines, new Uint32Array(capacity))
    this.#kinds = grown(this.#kinds, new Uint8Array(capacity))
  }

  #thin(): void {
    const widths = this.#most.map((most, axis) => most - (this.#least[axis] ?? most))
    const firstMm = Math.max(1e-4, Math.hypot(...widths) * FIRST_TOLERANCE_SHARE)
    while (this.#count > this.#mostPoints * ROOM_SHARE) {
      this.#toleranceMm = Math.max(firstMm, 2 * this.#toleranceMm)
      this.#leaveOut()
    }
  }

  /** Moves what is kept to the front. Runs of a single point that nothing leaves from go as well. */
  #leaveOut(): void {
    const { start } = PATH_KIND
    let kept = 0
    for (let index = 0; index < this.#count; index += 1) {
      const runEnds = index + 1 >= this.#count || this.#kinds[index + 1] === start
      const begins = this.#kinds[index] === start
      if (begins && runEnds && index + 1 < this.#count) continue
      if (!begins && !(runEnds && index + 1 >= this.#count) && this.#isNear(kept - 1, index)) {
        continue
      }
      this.#copy(index, kept)
      kept += 1
    }
    this.#count = kept
  }

  #isNear(kept: number, index: number): boolean {
    const positions = this.#positions
    const x = (positions[3 * index] ?? 0) - (positions[3 * kept] ?? 0)
    const y = (positions[3 * index + 1] ?? 0) - (positions[3 * kept + 1] ?? 0)
    const z = (positions[3 * index + 2] ?? 0) - (positions[3 * kept + 2] ?? 0)
    return x * x + y * y + z * z < this.#toleranceMm * this.#toleranceMm
  }

  #copy(from: number, to: number): void {
    const positions = this.#positions
    for (let axis = 0; axis < 3; axis += 1) {
      positions[3 * to + axis] = positions[3 * from + axis] ?? 0
    }
    this.#lines[to] = this.#lines[from] ?? 0
    this.#kinds[to] = this.#kinds[from] ?? 0
  }
}

function grown<T extends Float32Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
