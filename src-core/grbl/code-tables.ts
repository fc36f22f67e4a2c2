/** One numbered code of the controller, in plain words. */
export interface CodeEntry {
  readonly code: number
  readonly meaning: string
  readonly remedy: string
}

/** An alarm: what it leaves of the position, and whether only a reset gets the controller to listen. */
export interface AlarmEntry extends CodeEntry {
  readonly position: 'kept' | 'suspect' | 'lost' | 'unknown'
  readonly resetFirst: boolean
}

/** How the value of a setting is to be read and asked for. */
export type SettingValueKind = 'boolean' | 'integer' | 'number' | 'axisMask' | 'flags'

/** What a setting is about. */
export type SettingGroup =
  'motors' | 'switches' | 'reports' | 'motion' | 'homing' | 'spindle' | 'axes'

/** A numbered setting of the controller. */
export interface SettingEntry {
  readonly settingNumber: number
  readonly name: string
  /** Empty for switches and masks. */
  readonly unit: string
  readonly description: string
  readonly group: SettingGroup
  readonly valueKind: SettingValueKind
  readonly minimum: number
  readonly maximum: number
}

/** The shipped tables (`data/grbl`), handed to core by whoever can read files. */
export interface GrblCodeTables {
  readonly errors: readonly CodeEntry[]
  readonly alarms: readonly AlarmEntry[]
  readonly settings: readonly SettingEntry[]
}

/** Meaning of an `error:N`; a code that is not in the table says so. */
export function describeError(tables: GrblCodeTables, code: number): CodeEntry {
  return (
    tables.errors.find((entry) => entry.code === code) ?? {
      code,
      meaning: 'an error this program has no words for',
      remedy: 'Look the code up in the manual of the controller.',
    }
  )
}

/** The code shown for a lock whose cause the controller did not name. */
export const UNNAMED_LOCK = 0

/** Meaning of an `ALARM:N`; a code that is not known wants a reset and leaves the position unknown. */
export function describeAlarm(tables: GrblCodeTables, code: number): AlarmEntry {
  return (
    tables.alarms.find((entry) => entry.code === code) ?? {
      code,
      meaning: 'an alarm this program has no words for',
      remedy: 'Look the code up in the manual of the controller, then reset and home.',
      position: 'unknown',
      resetFirst: true,
    }
  )
}
