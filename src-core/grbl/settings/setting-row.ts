import type { SettingEntry } from '../code-tables.ts'

/** One setting of the connected controller, as a row of the editor. */
export interface SettingRow {
  readonly settingNumber: number
  /** As the controller printed it. */
  readonly value: string
  /** Null for one this program has no words for. */
  readonly entry: SettingEntry | null
  /** What is unwise about the value as it stands, in one sentence; empty when nothing is. */
  readonly concern: string
}

/** Something to be read before a setting is written. */
export interface SettingWarning {
  /** Stable, e.g. `laser-on-router`. */
  readonly code: string
  readonly sentence: string
}
