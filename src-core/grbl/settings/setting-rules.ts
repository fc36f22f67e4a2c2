import type { GrblCodeTables, SettingEntry } from '../code-tables.ts'
import type { SettingRow, SettingWarning } from './setting-row.ts'

/** Every setting of a controller as a row, in order of its number. */
export function settingRows(
  values: ReadonlyMap<number, string>,
  tables: GrblCodeTables,
): readonly SettingRow[] {
  const entries = new Map(tables.settings.map((entry) => [entry.settingNumber, entry]))
  return [...values]
    .toSorted(([a], [b]) => a - b)
    .map(([settingNumber, value]) => {
      const entry = entries.get(settingNumber) ?? null
      return { settingNumber, value, entry, concern: concernOf(settingNumber, value, entry) }
    })
}

function concernOf(settingNumber: number, value: string, entry: SettingEntry | null): string {
  if (settingNumber === 32 && Number(value) !== 0) {
    return 'Laser mode is on: a router spindle would stop in rapids and follow the feed.'
  }
  return (entry === null ? null : settingProblem(entry, value)) ?? ''
}

/** Why a value cannot be written, in one sentence with value and limits; null when it can. */
export function settingProblem(entry: SettingEntry, value: string): string | null {
  const name = `${entry.name} ($${String(entry.settingNumber)})`
  if (!/^\d{1,7}(\.\d{1,4})?$/.test(value)) {
    return `${name}: "${value}" is no number GRBL reads; write digits with a point, e.g. 250 or 0.010.`
  }
  const number = Number(value)
  if (entry.valueKind !== 'number' && !Number.isInteger(number)) {
    return `${name}: ${value} must be a whole number.`
  }
  if (number < entry.minimum || number > entry.maximum) {
    const unit = entry.unit === '' ? '' : ` ${entry.unit}`
    return `${name}: ${value} is outside ${String(entry.minimum)} to ${String(entry.maximum)}${unit}.`
  }
  return null
}

/** What to know of the other settings: their values by number. */
type Others = (settingNumber: number) => number

type Rule = (settingNumber: number, value: number, others: Others) => string | null

const AXES = ['X', 'Y', 'Z']
/** Beyond this an Arduino-class controller cannot make its steps (GRBL's MAX_STEP_RATE_HZ). */
const STEP_RATE_LIMIT_HZ = 30_000

const RULES: Readonly<Record<string, Rule>> = {
  'laser-on-router': (number, value) =>
    number === 32 && value !== 0
      ? 'Laser mode is for lasers: a router spindle stands still in rapids and follows the feed. Never use it with a cutter.'
      : null,
  'soft-limits-need-homing': (number, value, others) =>
    number === 20 && value !== 0 && others(22) === 0
      ? 'Soft limits need homing ($22): the controller will refuse this with error 10.'
      : null,
  'homing-off': (number, value, others) =>
    number === 22 && value === 0
      ? `Without homing the machine never knows its place${others(20) === 0 ? '' : ', and the controller turns soft limits off with it'}.`
      : null,
  'homing-on': (number, value, others) =>
    number === 22 && value !== 0 && others(22) === 0
      ? 'The controller will start locked and wait for homing: limit switches must be fitted and wired.'
      : null,
  'zero-void': (number) =>
    [3, 13, 100, 101, 102].includes(number)
      ? 'Every work zero is void after this: home, then set the zero again.'
      : null,
  'home-changes': (number) =>
    [23, 27, 130, 131, 132].includes(number)
      ? 'Machine coordinates or the travel change: home again before anything moves.'
      : null,
  'switch-sense': (number) =>
    [5, 6].includes(number)
      ? 'The inputs read the other way round: press every switch by hand and watch the pins before you trust them.'
      : null,
  'hard-limits-off': (number, value) =>
    number === 21 && value === 0
      ? 'Limit switches no longer stop the machine when one is hit.'
      : null,
  'step-rate-high': (number, value, others) => stepRate(number, value, others),
}

function stepRate(settingNumber: number, value: number, others: Others): string | null {
  const axis = settingNumber % 10
  const isSteps = settingNumber >= 100 && settingNumber <= 102
  const isRate = settingNumber >= 110 && settingNumber <= 112
  if (!isSteps && !isRate) return null
  const stepsPerMm = isSteps ? value : others(100 + axis)
  const rateMmPerMin = isRate ? value : others(110 + axis)
  const stepsHz = (stepsPerMm * rateMmPerMin) / 60
  if (!(stepsHz > STEP_RATE_LIMIT_HZ)) return null
  return `${AXES[axis] ?? ''} would need ${String(Math.round(stepsHz))} steps a second; ${String(STEP_RATE_LIMIT_HZ)} is the limit of an 8-bit controller.`
}

/** What must be read before a setting is written; none when it changes nothing. */
export function settingWarnings(
  rows: readonly SettingRow[],
  settingNumber: number,
  value: string,
): readonly SettingWarning[] {
  const values = new Map(rows.map((row) => [row.settingNumber, Number(row.value)]))
  if (values.get(settingNumber) === Number(value)) return []
  const others: Others = (number) => values.get(number) ?? Number.NaN
  return Object.entries(RULES).flatMap(([code, rule]) => {
    const sentence = rule(settingNumber, Number(value), others)
    return sentence === null ? [] : [{ code, sentence }]
  })
}
