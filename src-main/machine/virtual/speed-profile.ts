/** A stretch of even acceleration, mm/s² (negative to slow). */
export interface Phase {
  readonly acceleration: number
  readonly seconds: number
}

/** What is left of a block, and how it is to be run. Speeds in mm/s. */
export interface ProfileRequest {
  readonly speed: number
  readonly lengthMm: number
  readonly nominal: number
  readonly exit: number
  readonly acceleration: number
  /** Slow to a stand as soon as possible instead. */
  readonly stop: boolean
}

/**
 * The trapezoid (or triangle) for the rest of a block: speed up to nominal, keep it, slow to the
 * exit speed; `v² = v₀² + 2·a·s` throughout. Above nominal (an override was lowered) it slows first.
 */
export function profileOf(request: ProfileRequest): readonly Phase[] {
  const { speed, lengthMm, nominal, exit, acceleration: a, stop } = request
  if (stop) return stopping(speed, lengthMm, a)
  const peakSquared = (2 * a * lengthMm + speed * speed + exit * exit) / 2
  if (peakSquared <= Math.max(speed, exit) ** 2) return direct(speed, exit, lengthMm)
  if (speed > nominal) return slowingToNominal(request)
  const peak = Math.min(nominal, Math.sqrt(peakSquared))
  const up = (peak * peak - speed * speed) / (2 * a)
  const down = Math.max(0, (peak * peak - exit * exit) / (2 * a))
  return [
    { acceleration: a, seconds: (peak - speed) / a },
    { acceleration: 0, seconds: Math.max(0, lengthMm - up - down) / peak },
    { acceleration: -a, seconds: Math.max(0, peak - exit) / a },
  ]
}

function stopping(speed: number, lengthMm: number, a: number): readonly Phase[] {
  const distance = (speed * speed) / (2 * a)
  if (distance <= lengthMm) return [{ acceleration: -a, seconds: speed / a }]
  const exit = Math.sqrt(speed * speed - 2 * a * lengthMm)
  return [{ acceleration: -a, seconds: (speed - exit) / a }]
}

/** One even change of speed over the whole length. */
function direct(speed: number, exit: number, lengthMm: number): readonly Phase[] {
  if (lengthMm <= 0 || speed + exit === 0) return []
  const seconds = (2 * lengthMm) / (speed + exit)
  return [{ acceleration: (exit - speed) / seconds, seconds }]
}

function slowingToNominal(request: ProfileRequest): readonly Phase[] {
  const { speed, lengthMm, nominal, exit, acceleration: a } = request
  const first = (speed * speed - nominal * nominal) / (2 * a)
  const last = Math.max(0, (nominal * nominal - exit * exit) / (2 * a))
  if (first + last >= lengthMm) {
    // Not enough room to reach nominal: slow as far as the block goes.
    const end = Math.sqrt(Math.max(exit * exit, speed * speed - 2 * a * lengthMm))
    return direct(speed, end, lengthMm)
  }
  return [
    { acceleration: -a, seconds: (speed - nominal) / a },
    { acceleration: 0, seconds: (lengthMm - first - last) / nominal },
    { acceleration: -a, seconds: Math.max(0, nominal - exit) / a },
  ]
}

/** How far a run of phases from rest has got after `seconds`, mm. */
export function wayAfter(phases: readonly Phase[], seconds: number): number {
  let wayMm = 0
  let speed = 0
  let left = seconds
  for (const { acceleration, seconds: lasts } of phases) {
    const spent = Math.min(left, lasts)
    wayMm += speed * spent + (acceleration * spent * spent) / 2
    speed += acceleration * spent
    left -= spent
  }
  return wayMm
}

/** When a run of phases from rest has gone `wayMm`, s; its end when it never goes so far. */
export function secondsToGo(phases: readonly Phase[], wayMm: number): number {
  let goneMm = 0
  let speed = 0
  let passed = 0
  for (const { acceleration: a, seconds } of phases) {
    const lengthMm = speed * seconds + (a * seconds * seconds) / 2
    if (goneMm + lengthMm >= wayMm) return passed + secondsWithin(speed, a, wayMm - goneMm)
    goneMm += lengthMm
    speed += a * seconds
    passed += seconds
  }
  return passed
}

/** Solves `s = v·t + a·t²/2` for the first time that is not negative. */
function secondsWithin(speed: number, a: number, wayMm: number): number {
  if (wayMm <= 0) return 0
  if (a === 0) return wayMm / speed
  return (Math.sqrt(Math.max(0, speed * speed + 2 * a * wayMm)) - speed) / a
}
