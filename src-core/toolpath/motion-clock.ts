/** One number for each of X, Y and Z. */
type PerAxis = readonly [number, number, number]

/** What a controller plans motion by. */
export interface MotionLimits {
  /** GRBL `$110`–`$112`. */
  readonly maxRateMmPerMin: PerAxis
  /** GRBL `$120`–`$122`. */
  readonly accelerationMmPerS2: PerAxis
  /** GRBL `$11`. */
  readonly junctionDeviationMm: number
  /** GRBL `$12`: arcs are cut as chords this far off at most. */
  readonly arcToleranceMm: number
  /** Blocks the planner looks ahead, the one being run among them: 15 on an AVR. */
  readonly plannerBlocks: number
  /** GRBL `$1` below 255: what every standstill takes on top, s. */
  readonly stopDelaySeconds: number
  /** Overrides the time is asked for, %; 100 when not given. */
  readonly feedPercent?: number
  readonly rapidPercent?: number
}

/** Look-ahead of GRBL 1.1 on an AVR. */
export const GRBL_PLANNER_BLOCKS = 15

/** Hears what a stretch took: whose it was, and whether it was a rapid or a standstill. */
export type Settle = (owner: number, seconds: number, kind: 'feed' | 'rapid' | 'rest') => void

/**
 * Times motion as a GRBL-like controller plans it: trapezoids whose corners are taken at the speed the
 * junction deviation allows, each planned so that everything then in the queue can still stop. The
 * queue is short: with N blocks of length s no speed above √(2·a·(N−1)·s) is ever reached, whatever F
 * says. Stretches go in one after another; each is settled once the queue behind it is full, so a
 * program of any length needs no memory but the queue's.
 */
export class MotionClock {
  readonly #limits: MotionLimits
  readonly #settle: Settle
  readonly #mask: number
  readonly #owner: Float64Array
  readonly #lengthMm: Float64Array
  readonly #acceleration: Float64Array
  readonly #nominal: Float64Array
  /** Squared speed that the corner and both sides' own speeds allow at the start of a stretch. */
  readonly #capSquared: Float64Array
  /** What the squared speed can lose along a stretch: 2·a·s. */
  readonly #reachSquared: Float64Array
  readonly #perRate: PerAxis
  readonly #perAcceleration: PerAxis
  readonly #rapid: Uint8Array
  #first = 0
  #count = 0
  #entrySquared = 0
  #lastX = 0
  #lastY = 0
  #lastZ = 0
  #lastNominal = 0
  #moved = false

  constructor(limits: MotionLimits, settle: Settle) {
    this.#limits = limits
    this.#settle = settle
    const size = 2 ** Math.ceil(Math.log2(limits.plannerBlocks + 1))
    this.#mask = size - 1
    this.#owner = new Float64Array(size)
    this.#lengthMm = new Float64Array(size)
    this.#acceleration = new Float64Array(size)
    this.#nominal = new Float64Array(size)
    this.#capSquared = new Float64Array(size)
    this.#reachSquared = new Float64Array(size)
    this.#perRate = inverses(limits.maxRateMmPerMin)
    this.#perAcceleration = inverses(limits.accelerationMmPerS2)
    this.#rapid = new Uint8Array(size)
  }

  /** A straight stretch by its components, mm, at a feed in mm/min; an infinite feed is a rapid. */
  stretch(owner: number, deltaMm: PerAxis, feedMmPerMin: number): void {
    const [dx, dy, dz] = deltaMm
    const lengthMm = Math.sqrt(dx * dx + dy * dy + dz * dz)
    if (!(lengthMm > 1e-9)) return
    const x = dx / lengthMm
    const y = dy / lengthMm
    const z = dz / lengthMm
    const rapid = feedMmPerMin === Infinity
    const at = (this.#first + this.#count) & this.#mask
    const nominal = this.#nominalSpeed(x, y, z, feedMmPerMin)
    this.#owner[at] = owner
    this.#lengthMm[at] = lengthMm
    const acceleration = along(x, y, z, this.#perAcceleration)
    this.#acceleration[at] = acceleration
    this.#reachSquared[at] = 2 * acceleration * lengthMm
    this.#nominal[at] = nominal
    this.#rapid[at] = rapid ? 1 : 0
    const slower = Math.min(nominal, this.#lastNominal)
    this.#capSquared[at] =
      this.#count === 0 ? 0 : Math.min(slower * slower, this.#junctionSquared(x, y, z))
    this.#lastX = x
    this.#lastY = y
    this.#lastZ = z
    this.#lastNominal = nominal
    this.#count += 1
    if (this.#count >= this.#limits.plannerBlocks) this.#settleFirst()
  }

  /** A standstill: whatever moved stops, and then so many seconds pass. */
  rest(owner: number, seconds: number): void {
    this.finish()
    const stopSeconds = this.#moved ? this.#limits.stopDelaySeconds : 0
    this.#moved = false
    this.#settle(owner, stopSeconds + seconds, 'rest')
  }

  /** Settles what is left: the motion ends at rest. */
  finish(): void {
    while (this.#count > 0) this.#settleFirst()
    this.#entrySquared = 0
  }

  #nominalSpeed(x: number, y: number, z: number, feedMmPerMin: number): number {
    const fastest = along(x, y, z, this.#perRate)
    const { feedPercent = 100, rapidPercent = 100 } = this.#limits
    const asked =
      feedMmPerMin === Infinity
        ? (fastest * rapidPercent) / 100
        : (feedMmPerMin * feedPercent) / 100
    return Math.max(Math.min(asked, fastest), SLOWEST_MM_PER_MIN) / 60
  }

  /**
   * Squared speed of a corner: v² = a·δ·sin(θ/2)/(1 − sin(θ/2)), θ the angle between the two sides, δ the
   * junction deviation, a the acceleration in the direction in which the speed changes (Jeon's
   * centripetal approximation, as GRBL uses it).
   */
  #junctionSquared(x: number, y: number, z: number): number {
    const cosine = -(this.#lastX * x + this.#lastY * y + this.#lastZ * z)
    if (cosine > 0.999999) return 0
    if (cosine < -0.999999) return Infinity
    const tx = x - this.#lastX
    const ty = y - this.#lastY
    const tz = z - this.#lastZ
    const size = Math.sqrt(tx * tx + ty * ty + tz * tz)
    const a = along(tx / size, ty / size, tz / size, this.#perAcceleration)
    const halfSine = Math.sqrt(0.5 * (1 - cosine))
    return (a * this.#limits.junctionDeviationMm * halfSine) / (1 - halfSine)
  }

  /**
   * Squared speed at the end of the first stretch: what all behind it can still stop from. That is the
   * least of each corner's cap plus what can be lost on the way there, and of the whole way.
   */
  #exitSquared(): number {
    let best = Infinity
    let lost = 0
    for (let index = 1; index < this.#count; index += 1) {
      const at = (this.#first + index) & this.#mask
      const through = lost + (this.#capSquared[at] ?? 0)
      if (through < best) best = through
      lost += this.#reachSquared[at] ?? 0
      if (lost >= best) return best
    }
    return lost
  }

  #settleFirst(): void {
    const at = this.#first
    const a = this.#acceleration[at] ?? 0
    const lengthMm = this.#lengthMm[at] ?? 0
    const reach = this.#entrySquared + (this.#reachSquared[at] ?? 0)
    const exitSquared = Math.min(this.#exitSquared(), reach)
    const seconds = trapezoidSeconds(lengthMm, a, this.#nominal[at] ?? 0, {
      entrySquared: this.#entrySquared,
      exitSquared,
    })
    this.#entrySquared = exitSquared
    this.#first = (at + 1) & this.#mask
    this.#count -= 1
    this.#moved = true
    this.#settle(this.#owner[at] ?? 0, seconds, this.#rapid[at] === 1 ? 'rapid' : 'feed')
  }
}

/** GRBL moves no slower. */
const SLOWEST_MM_PER_MIN = 1

function inverses([x, y, z]: PerAxis): PerAxis {
  return [1 / x, 1 / y, 1 / z]
}

/** Largest value along a direction when each axis has its own limit: 1/max(|u|/limit), by the limits' inverses. */
function along(x: number, y: number, z: number, inverse: PerAxis): number {
  return 1 / Math.max(Math.abs(x) * inverse[0], Math.abs(y) * inverse[1], Math.abs(z) * inverse[2])
}

/** Time to cover a length between two squared speeds under a ceiling: up to the peak, along, down again, s. */
function trapezoidSeconds(lengthMm: number, a: number, nominal: number, ends: SquaredEnds): number {
  const { entrySquared, exitSquared } = ends
  const free = (2 * a * lengthMm + entrySquared + exitSquared) / 2
  const peak = Math.max(
    Math.min(nominal, Math.sqrt(free)),
    Math.sqrt(Math.max(entrySquared, exitSquared)),
  )
  const rampsMm = (2 * peak * peak - entrySquared - exitSquared) / (2 * a)
  const rampSeconds = (2 * peak - Math.sqrt(entrySquared) - Math.sqrt(exitSquared)) / a
  return rampSeconds + Math.max(0, lengthMm - rampsMm) / peak
}

interface SquaredEnds {
  readonly entrySquared: number
  readonly exitSquared: number
}
