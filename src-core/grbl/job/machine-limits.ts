/** What the controller's settings say of the machine, as far as they are known. */
export interface MachineLimits {
  /** `$110`–`$112`. */
  readonly maxRateMmPerMin: readonly [number, number, number]
  /** `$120`–`$122`. */
  readonly accelerationMmPerS2: readonly [number, number, number]
  readonly junctionDeviationMm: number
  readonly arcToleranceMm: number
  /** `$1` below 255: what every standstill takes. */
  readonly stopDelaySeconds: number
  /** `$30`, `$31`. */
  readonly maxRpm: number
  readonly minRpm: number
  /** `$32`. */
  readonly laserMode: boolean
}

/** Reads the limits out of `$$`; null when one of the numbers for motion is missing. */
export function machineLimits(settings: ReadonlyMap<number, string>): MachineLimits | null {
  const read = (settingNumber: number) => Number(settings.get(settingNumber) ?? Number.NaN)
  const rates = [read(110), read(111), read(112)] as const
  const accelerations = [read(120), read(121), read(122)] as const
  const needed = [...rates, ...accelerations, read(11), read(12)]
  if (needed.some((value) => !(value > 0))) return null
  const delayMs = read(1)
  return {
    maxRateMmPerMin: rates,
    accelerationMmPerS2: accelerations,
    junctionDeviationMm: read(11),
    arcToleranceMm: read(12),
    stopDelaySeconds: delayMs < 255 ? delayMs / 1000 : 0,
    maxRpm: read(30) || 0,
    minRpm: read(31) || 0,
    laserMode: read(32) === 1,
  }
}
