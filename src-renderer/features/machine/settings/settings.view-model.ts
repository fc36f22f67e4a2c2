import type { SettingEntry, SettingGroup } from '#core/grbl/code-tables.ts'
import type { SettingRow } from '#core/grbl/settings/setting-row.ts'
import { controllerStrings as words } from './settings.strings.ts'

/** What of the settings is looked at. */
export interface SettingsFilter {
  readonly text: string
  readonly group: SettingGroup | 'all'
  readonly changedOnly: boolean
}

/** Whether a value is the same number, however it is written: `10` and `10.000`. */
export function sameValue(a: string, b: string): boolean {
  return a === b || (a.trim() !== '' && b.trim() !== '' && Number(a) === Number(b))
}

function fits(row: SettingRow, text: string): boolean {
  const { entry, settingNumber } = row
  const sought = text.trim().toLowerCase().replace(/^\$/, '')
  if (sought === '') return true
  if (/^\d+$/.test(sought)) return String(settingNumber).startsWith(sought)
  return `${entry?.name ?? ''} ${entry?.description ?? ''}`.toLowerCase().includes(sought)
}

/** The settings that are shown; `backup` holds the values of the last backup by number. */
export function shownSettings(
  rows: readonly SettingRow[],
  filter: SettingsFilter,
  backup: ReadonlyMap<number, string>,
): readonly SettingRow[] {
  return rows.filter((row) => {
    const kept = backup.get(row.settingNumber)
    const changed = kept !== undefined && !sameValue(kept, row.value)
    if (filter.changedOnly && !changed) return false
    if (filter.group !== 'all' && row.entry?.group !== filter.group) return false
    return fits(row, filter.text)
  })
}

/** What is wrong with a typed value, in one sentence; null when it may be written. Unknown settings take any number. */
export function valueProblem(text: string, entry: SettingEntry | null): string | null {
  const cleaned = text.trim().replace(',', '.')
  if (!/^-?(\d+\.?\d*|\.\d+)$/.test(cleaned)) return words.problem(text.trim(), words.notANumber)
  const value = Number(cleaned)
  if (entry === null) return null
  if (entry.valueKind !== 'number' && !Number.isInteger(value)) {
    return words.problem(text.trim(), words.notWhole)
  }
  if (value < entry.minimum) return words.problem(text.trim(), words.below(String(entry.minimum)))
  return value > entry.maximum
    ? words.problem(text.trim(), words.above(String(entry.maximum)))
    : null
}

/** A value as the controller takes it. */
export function writtenValue(text: string): string {
  return text.trim().replace(',', '.')
}

/** A value as it is shown: switches in words. */
export function valueText({ value, entry }: Pick<SettingRow, 'value' | 'entry'>): string {
  if (entry?.valueKind !== 'boolean') return value
  return Number(value) === 0 ? words.no : words.yes
}
