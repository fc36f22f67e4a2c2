import { eachAxis, type Triple } from './axes.ts'
import { ERROR } from './error-codes.ts'
import type { MotionLimits } from './motion-limits.ts'
import { printedNumber } from './printed-number.ts'

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
const DECIMAL_SETTINGS = new Set([11, 12, 24, 25, 27])
/** Kept as single precision and printed as whole numbers. */
const RPM_SETTINGS = new Set([30, 31])
/** On or off; all of them share one byte. */
const FLAG_SETTINGS = [4, 5, 6, 13, 20, 21, 22, 32]

/** The controller's numbered settings. */
export interface SettingsStore {
  readonly get: (settingNumber: number) => number
  /** The error code a value is refused with, or null. */
  readonly refusal: (settingNumber: number, value: number) => number | null
  /** Takes a value that is not refused. */
  readonly set: (settingNumber: number, value: number) => void
  /** As EEPROM keeps them. */
  readonly stored: () => Uint8Array
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
    refusal: (settingNumber, value) => refusalOf(values, settingNumber, value),
    set: (settingNumber, value) => {
      values.set(settingNumber, keptValue(settingNumber, value))
      if (values.get(22) === 0) values.set(20, 0)
    },
    stored: () => storedSettings(values),
    lines: () =>
      [...values].map(([settingNumber, value]) => {
        const text = isDecimal(settingNumber) ? printedNumber(value, 3) : printedNumber(value, 0)
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
  const kept = keptValue(settingNumber, value)
  if (settingNumber === 0 && kept < 3) return ERROR.shortStepPulse
  const homing = values.get(22) === 1
  return settingNumber === 20 && kept !== 0 && !homing ? ERROR.softLimitsNeedHoming : null
}

function isReal(settingNumber: number): boolean {
  return isDecimal(settingNumber) || RPM_SETTINGS.has(settingNumber)
}

/** Whole numbers are kept in one byte, switches as 0 or 1. */
function keptValue(settingNumber: number, value: number): number {
  if (isReal(settingNumber)) return Math.fround(value)
  const byte = Math.trunc(value) & 0xff
  return FLAG_SETTINGS.includes(settingNumber) && byte !== 0 ? 1 : byte
}

/** Accelerations are kept per minute squared, travels negative; what changes is counted in bytes. */
function storedSettings(values: ReadonlyMap<number, number>): Uint8Array {
  const entries = [...values]
  const flags = FLAG_SETTINGS.reduce(
    (byte, settingNumber, bit) => byte | ((values.get(settingNumber) ?? 0) << bit),
    0,
  )
  const whole = entries.filter(([number]) => !isReal(number) && !FLAG_SETTINGS.includes(number))
  const reals = Float32Array.from(entries.filter(([number]) => isReal(number)).map(storedReal))
  return Uint8Array.from([
    flags,
    ...whole.map(([, value]) => value),
    ...new Uint8Array(reals.buffer),
  ])
}

function storedReal([settingNumber, value]: readonly [number, number]): number {
  if (settingNumber >= 130) return -value
  return settingNumber >= 120 ? value * 3600 : value
}
