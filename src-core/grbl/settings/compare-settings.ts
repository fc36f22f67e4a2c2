import type { GrblCodeTables, SettingEntry } from '../code-tables.ts'
import { sameValue } from './same-value.ts'
import type { SettingValue } from './settings-backup.ts'

/** A setting that two sets do not agree on; null where a set does not have it. */
export interface SettingDifference {
  readonly settingNumber: number
  readonly left: string | null
  readonly right: string | null
  readonly entry: SettingEntry | null
}

/** Two sets of settings side by side. */
export interface SettingsComparison {
  readonly differences: readonly SettingDifference[]
  readonly equalCount: number
}

/** Compares two sets, by the meaning of the numbers and not by their text. */
export function compareSettings(
  left: readonly SettingValue[],
  right: readonly SettingValue[],
  tables: GrblCodeTables,
): SettingsComparison {
  const leftValues = new Map(left.map(({ settingNumber, value }) => [settingNumber, value]))
  const rightValues = new Map(right.map(({ settingNumber, value }) => [settingNumber, value]))
  const numbers = [...new Set([...leftValues.keys(), ...rightValues.keys()])].toSorted(
    (a, b) => a - b,
  )
  const differences = numbers.flatMap((settingNumber): SettingDifference[] => {
    const before = leftValues.get(settingNumber) ?? null
    const after = rightValues.get(settingNumber) ?? null
    if (before !== null && after !== null && sameValue(before, after)) return []
    const entry = tables.settings.find((one) => one.settingNumber === settingNumber) ?? null
    return [{ settingNumber, left: before, right: after, entry }]
  })
  return { differences, equalCount: numbers.length - differences.length }
}
