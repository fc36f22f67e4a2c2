import { eachAxis, type Triple } from './axes.ts'
import { ERROR } from './error-codes.ts'
import type { MotionLimits } from './motion-planner.ts'

/** A hobby router of GRBL's usual build: 800 x 800 x 100 mm, 5 m/min. */
const DEFAULTS: readonly (readonly [number, number])[] = [
  [0, 10],
  [1, 25],
  [2, 0],
  [3, 0],
  [4, 0],
  [5, 0],
  [6, 0],
  [10, 1],
  [11, 0.01],
  [12, 0.002],
  [13, 0],
  [20, 0],
  [21, 0],
  [22, 0],
  [23, 0],
  [24, 25],
  [25, 500],
  [26, 250],
  [27, 1],
  [30, 24_000],
  [31, 0],
  [32, 0],
  [100, 200],
  [101, 200],
  [102, 400],
  [110, 5000],
  [111, 5000],
  [112, 2000],
  [120, 400],
  [121, 400],
  [122, 200],
  [130, 800],
  [131, 800],
  [132, 100],
]

/** Settings printed with three decimals; the others are whole numbers. */
const DECIMAL_SETTINGS = new Set([11, 12, 24, 25, 27, 30, 31])

/** The controller's numbered settings. */
export interface SettingsStore {
  readonly get: (settingNumber: number) => number
  /** Null when taken, else the error code. */
  readonly set: (settingNumber: number, value: number) => number | null
  /** As `$$` prints them. */
  readonly lines: () => readonly string[]
  readonly restoreDefaults: () => void
  readonly triple: (firstNumber: number) => Triple
  readonly limits: () => MotionLimits
}

/** Makes the store with the defaults and what is to differ from them. */
export function createSettingsStore(
  changed: readonly (readonly [number, number])[],
): SettingsStore {
  const values = new Map<number, number>([...DEFAULTS, ...changed])
  const get = (settingNumber: number) => {
    const value = values.get(settingNumber)
    if (value === undefined) throw new Error(`virtual controller: no $${String(settingNumber)}`)
    return value
  }
  const triple = (first: number) => eachAxis((axis) => get(first + axis))
  return {
    get,
    triple,
    set: (settingNumber, value) => {
      const refused = refusalOf(values, settingNumber, value)
      if (refused !== null) return refused
      values.set(settingNumber, isDecimal(settingNumber) ? value : Math.trunc(value))
      if (settingNumber === 22 && value === 0) values.set(20, 0)
      return null
    },
    lines: () =>
      [...values].map(([settingNumber, value]) => {
        const text = isDecimal(settingNumber) ? value.toFixed(3) : String(value)
        return `$${String(settingNumber)}=${text}`
      }),
    restoreDefaults: () => {
      for (const [settingNumber, value] of DEFAULTS) values.set(settingNumber, value)
    },
    limits: () => ({
      stepsPerMm: triple(100),
      maxRate: eachAxis((axis) => get(110 + axis) / 60),
      acceleration: triple(120),
      junctionDeviationMm: get(11),
    }),
  }
}

function isDecimal(settingNumber: number): boolean {
  return settingNumber >= 100 || DECIMAL_SETTINGS.has(settingNumber)
}

function refusalOf(
  values: ReadonlyMap<number, number>,
  settingNumber: number,
  value: number,
): number | null {
  if (value < 0) return ERROR.negativeValue
  if (!values.has(settingNumber)) return ERROR.invalidStatement
  if (settingNumber === 0 && value < 3) return ERROR.shortStepPulse
  const homing = values.get(22) === 1
  return settingNumber === 20 && value !== 0 && !homing ? ERROR.softLimitsNeedHoming : null
}
